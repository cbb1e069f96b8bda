/**
 * The way to a certificate from Apple without a Mac: an RSA key of 2048 bits with a request for it, and later the .p12 made of that key
 * and the .cer that Apple gave, with the chain up to Apple's root.
 */

import { type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { type Secret } from '../../base/secret.ts';
import { type EncryptionForm } from '../../formats/password-encryption/encryptWithPassword.ts';
import { encodePkcs12 } from '../../formats/pkcs12/encodePkcs12.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { createCertificateRequest } from '../../formats/x509/certificateRequest.ts';
import { isCertificateOfKey } from '../../formats/x509/isCertificateOfKey.ts';
import { type Random } from '../../ports/random.ts';
import { certificateName } from '../apple/appleCertificateKind.ts';
import { findTrustChain } from '../apple/trustChain.ts';
import { generateKey } from '../keystore/generateKey.ts';

export interface CertificateRequestInput {
  /** Apple writes the account's own name into the certificate; these only name the request. */
  readonly commonName: string;
  readonly emailAddress?: string;
}

export interface CreatedRequest {
  readonly privateKey: KeyObject;
  /** DER; Apple's site takes it as PEM or DER (.certSigningRequest). */
  readonly request: Bytes;
}

export async function createAppleRequest({ commonName, emailAddress }: CertificateRequestInput): Promise<CreatedRequest> {
  const privateKey = await generateKey('rsa-2048');
  const subject = [
    { type: 'CN', value: commonName },
    ...(emailAddress === undefined ? [] : [{ type: 'EMAILADDRESS', value: emailAddress }]),
  ];
  return { privateKey, request: createCertificateRequest(subject, privateKey) };
}

export interface CombineInput {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
  readonly password: Secret;
  /** `compatible` is what macOS imports. */
  readonly form: EncryptionForm;
  readonly random: Random;
  /** Intermediates and roots besides Apple's. */
  readonly issuers?: readonly Certificate[];
}

/** A .p12 of a certificate, its key and its chain. */
export async function combineCertificate(input: CombineInput): Promise<Bytes> {
  const { certificate, privateKey, password, form, random, issuers = [] } = input;
  if (isCertificateOfKey(certificate, privateKey) !== true)
    throw Failure.of('signing-key-mismatch', { certificate: certificateName(certificate) });
  const [, ...chain] = findTrustChain(certificate, issuers).certificates;
  const certificates: readonly [Bytes, ...Bytes[]] = [certificate.der, ...chain.map(({ der }) => der)];
  const entries = [{ alias: certificateName(certificate), privateKey, certificates }];
  return await encodePkcs12({ entries, password, form, randomBytes: (count) => random.bytes(count) });
}
