/**
 * Writes PKCS #12 files: each key as a shrouded bag, the certificates in one encrypted part, and a MAC over all. `modern` is
 * what OpenSSL 3 and Java write (AES-256, PBKDF2-HMAC-SHA256, MAC with SHA-256); `compatible` is what macOS' keychain and
 * older tools read (triple DES, SHA-1).
 */

import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import {
  derBmpString,
  derContext,
  derContextPrimitive,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSetOf,
} from '../asn1/derWriter.ts';
import {
  encryptWithPassword,
  type EncryptionForm,
  type PasswordEncryption,
  type RandomBytes,
} from '../password-encryption/encryptWithPassword.ts';
import { passwordForms } from '../password-encryption/passwordForms.ts';
import { derivePkcs12 } from '../password-encryption/pkcs12KeyDerivation.ts';
import { encodeEncryptedPrivateKeyInfo } from '../pkcs8/encryptedPrivateKeyInfo.ts';
import { encodeAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { contentType } from './pfx.ts';
import { bagAttribute, bagType, x509CertificateType } from './safeBags.ts';

export interface Pkcs12Entry {
  readonly alias: string;
  readonly privateKey: KeyObject;
  /** DER, the certificate of the key first. */
  readonly certificates: readonly [Bytes, ...Bytes[]];
  /** Of the key alone; Java can have one, most programs cannot. */
  readonly keyPassword?: Secret;
}

export interface Pkcs12Input {
  readonly entries: readonly Pkcs12Entry[];
  readonly password: Secret;
  readonly form: EncryptionForm;
  readonly randomBytes: RandomBytes;
  /** Of each key derivation; Java's default when absent. */
  readonly iterations?: number;
}

function encodeAttributes(alias: string, localKeyId: Bytes): Bytes {
  return derSetOf(
    derSequence(derObjectIdentifier(bagAttribute.friendlyName), derSetOf(derBmpString(alias))),
    derSequence(derObjectIdentifier(bagAttribute.localKeyId), derSetOf(derOctetString(localKeyId))),
  );
}

function encodeBag(type: string, value: Bytes, attributes?: Bytes): Bytes {
  return derSequence(derObjectIdentifier(type), derContext(0, value), ...(attributes ? [attributes] : []));
}

function encodeCertificateBag(certificate: Bytes, attributes?: Bytes): Bytes {
  return encodeBag(
    bagType.certificate,
    derSequence(derObjectIdentifier(x509CertificateType), derContext(0, derOctetString(certificate))),
    attributes,
  );
}

function encodeContentInfo(type: string, content: Bytes): Bytes {
  return derSequence(derObjectIdentifier(type), derContext(0, content));
}

async function encodeEncryptedPart(contents: Bytes, encryption: PasswordEncryption): Promise<Bytes> {
  const { algorithm, encrypted } = await encryptWithPassword(contents, encryption);
  const info = derSequence(derObjectIdentifier(contentType.data), algorithm, derContextPrimitive(0, encrypted));
  return encodeContentInfo(contentType.encryptedData, derSequence(derInteger(0), info));
}

async function encodeMac(content: Bytes, { password, form, randomBytes, iterations }: PasswordEncryption): Promise<Bytes> {
  const hash = form === 'modern' ? 'sha256' : 'sha1';
  const salt = randomBytes(20);
  const [bytes] = passwordForms(password, 'bmp');
  const key = await derivePkcs12({ hash, password: bytes, salt, iterations, purpose: 'mac', length: hash === 'sha256' ? 32 : 20 });
  const algorithm = encodeAlgorithmIdentifier(form === 'modern' ? '2.16.840.1.101.3.4.2.1' : '1.3.14.3.2.26');
  const digest = createHmac(hash, key).update(content).digest();
  return derSequence(derSequence(algorithm, derOctetString(digest)), derOctetString(salt), derInteger(iterations));
}

export async function encodePkcs12(input: Pkcs12Input): Promise<Bytes> {
  const encryption: PasswordEncryption = { ...input, iterations: input.iterations ?? 10_000 };
  const keyBags: Bytes[] = [];
  const certificateBags: Bytes[] = [];
  for (const { alias, privateKey, certificates, keyPassword } of input.entries) {
    const [leaf, ...issuers] = certificates;
    const attributes = encodeAttributes(alias, createHash('sha1').update(leaf).digest());
    const keyEncryption = { ...encryption, password: keyPassword ?? input.password };
    const key = await encodeEncryptedPrivateKeyInfo(privateKey.export({ type: 'pkcs8', format: 'der' }), keyEncryption);
    keyBags.push(encodeBag(bagType.shroudedKey, key, attributes));
    certificateBags.push(encodeCertificateBag(leaf, attributes), ...issuers.map((issuer) => encodeCertificateBag(issuer)));
  }
  const authenticatedSafe = derSequence(
    encodeContentInfo(contentType.data, derOctetString(derSequence(...keyBags))),
    await encodeEncryptedPart(derSequence(...certificateBags), encryption),
  );
  return derSequence(
    derInteger(3),
    encodeContentInfo(contentType.data, derOctetString(authenticatedSafe)),
    await encodeMac(authenticatedSafe, encryption),
  );
}
