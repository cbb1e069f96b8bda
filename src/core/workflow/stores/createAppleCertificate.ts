/**
 * A certificate from Apple as a .p12, without its website: the key is written first, Apple makes a certificate of its request, and both become the
 * .p12. Killed in between, the same call goes on with the key that is there and the certificate that Apple made of it.
 */

import { openPrivateKeys, encodePrivateKeyFile } from '../../assets/certificate/privateKeyFile.ts';
import { combineCertificate } from '../../assets/certificate/certificateRequest.ts';
import { certificateName } from '../../assets/apple/appleCertificateKind.ts';
import { generateKey } from '../../assets/keystore/generateKey.ts';
import { largestCertificateFile, readCertificateFile } from '../../assets/certificate/readCertificateFile.ts';
import { utf8, type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePem } from '../../formats/pem/pem.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { createCertificateRequest } from '../../formats/x509/certificateRequest.ts';
import { isCertificateOfKey } from '../../formats/x509/isCertificateOfKey.ts';
import { makeCertificate, type CertificateUse } from '../../stores/app-store-connect/appleCertificates.ts';
import { withConnect, type ConnectAccount, type ConnectNetwork } from '../../stores/app-store-connect/connectAccess.ts';
import { privateMode, requireFree, type AssetWorld } from '../assets/newAsset.ts';

export interface AppleCertificateRequest {
  readonly use: CertificateUse;
  /** Absolute; a new key is written there unless one is there already. */
  readonly keyPath: string;
  /** Absolute: the .p12. */
  readonly path: string;
  /** Of the key and of the .p12. */
  readonly password: Secret;
  readonly commonName: string;
  readonly mayReplace: boolean;
}

export interface AppleCertificate {
  readonly name: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** `false` when Apple had made one of this key before. */
  readonly isNew: boolean;
}

type PrivateKey = Awaited<ReturnType<typeof generateKey>>;

export async function createAppleCertificate(
  world: AssetWorld & ConnectNetwork,
  account: ConnectAccount,
  { use, keyPath, path, password, commonName, mayReplace }: AppleCertificateRequest,
): Promise<AppleCertificate> {
  await requireFree(world, path, mayReplace, [keyPath]);
  const privateKey = await keyOf(world, keyPath, password);
  const request = encodePem('CERTIFICATE REQUEST', createCertificateRequest([{ type: 'CN', value: commonName }], privateKey));
  const isOfKey = async (content: Bytes): Promise<boolean> => {
    const certificate = await certificateIn(content);
    return certificate !== undefined && isCertificateOfKey(certificate, privateKey) === true;
  };
  const { content, isNew } = await withConnect(world, account, undefined, async (api) => makeCertificate(api, use, request, isOfKey));
  const certificate = await certificateIn(content);
  if (!certificate) throw Failure.of('store-answer-unexpected', { store: 'App Store Connect', what: 'certificateContent' });
  const bytes = await combineCertificate({ certificate, privateKey, password, form: 'modern', random: world.random });
  await world.files.writeFile(path, bytes, { mode: privateMode });
  return { name: certificateName(certificate), expiresAt: certificate.notAfter.toISOString(), isNew };
}

async function certificateIn(content: Bytes): Promise<Certificate | undefined> {
  const [identity] = (await readCertificateFile(content)).identities;
  return identity?.certificate;
}

/** That of the file, or a new one, which is in the file before anyone makes a certificate of it. */
async function keyOf({ files, random }: AssetWorld, keyPath: string, password: Secret): Promise<PrivateKey> {
  if ((await files.stat(keyPath)) !== undefined) {
    const { keys, issues } = await openPrivateKeys(await files.readFile(keyPath, { maxBytes: largestCertificateFile }), password);
    const [key] = keys;
    if (!key) throw issuesFound(issues.map((issue) => issueInFile({ ...issue, severity: 'error' }, keyPath)));
    return key;
  }
  const made = await generateKey('rsa-2048');
  await files.writeFile(keyPath, utf8(await encodePrivateKeyFile(made, password, random)), { mode: privateMode });
  return made;
}
