/** Makes keys with self-signed certificates, and keystores for them: PKCS #12 with AES-256, which keytool and apksigner read. */

import { type Bytes } from '../../base/bytes.ts';
import { clockIssues } from '../../base/clockIssues.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Secret } from '../../base/secret.ts';
import { type EncryptionForm } from '../../formats/password-encryption/encryptWithPassword.ts';
import { encodePkcs12 } from '../../formats/pkcs12/encodePkcs12.ts';
import { createSelfSignedCertificate } from '../../formats/x509/createCertificate.ts';
import { type NameInput } from '../../formats/x509/distinguishedNameText.ts';
import { type Clock } from '../../ports/clock.ts';
import { type Random } from '../../ports/random.ts';
import { type SigningIdentity } from '../../signing/signingIdentity.ts';
import { generateKey, type KeyAlgorithm } from './generateKey.ts';

export interface SigningIdentityInput {
  readonly subject: NameInput;
  /** Google Play wants at least 25 years. */
  readonly validityYears?: number;
  readonly algorithm?: KeyAlgorithm;
  readonly clock: Clock;
  readonly random: Random;
}

export interface KeystoreInput extends SigningIdentityInput {
  readonly alias: string;
  readonly password: Secret;
  readonly form?: EncryptionForm;
}

/** A positive number of 8 bytes that does not begin with zero bits enough to be shortened. */
function createSerialNumber(random: Random): Bytes {
  const serialNumber = random.bytes(8).slice();
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x7f) | 0x40;
  return serialNumber;
}

export async function createSigningIdentity(input: SigningIdentityInput): Promise<SigningIdentity> {
  const notBefore = input.clock.now();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + (input.validityYears ?? 30));
  const wrong = clockIssues(notBefore, notAfter);
  if (wrong.length > 0) throw issuesFound(wrong);
  const privateKey = await generateKey(input.algorithm ?? 'rsa-2048');
  const serialNumber = createSerialNumber(input.random);
  const certificate = createSelfSignedCertificate({ subject: input.subject, notBefore, notAfter, serialNumber, privateKey });
  return { privateKey, certificates: [certificate] };
}

async function encodeKeystore(
  identity: SigningIdentity,
  { alias, password, form = 'modern', random }: Pick<KeystoreInput, 'alias' | 'password' | 'form' | 'random'>,
): Promise<Bytes> {
  return await encodePkcs12({ entries: [{ alias, ...identity }], password, form, randomBytes: (count) => random.bytes(count) });
}

export async function createKeystore(input: KeystoreInput): Promise<Bytes> {
  return await encodeKeystore(await createSigningIdentity(input), input);
}

/** What a password of a new keystore should be, so that Java's tools take it too. */
export function checkNewPassword(password: Secret): readonly Issue[] {
  const text = password.reveal();
  return [
    ...(text.length < 6 ? [createIssue('keystore-password-too-short', {})] : []),
    ...(/[^\x20-\x7e]/.test(text) ? [createIssue('keystore-password-not-ascii', {})] : []),
  ];
}
