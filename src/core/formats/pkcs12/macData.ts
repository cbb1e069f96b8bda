/**
 * The password integrity of PKCS #12 (RFC 7292 section 4 and appendix A, PBMAC1 by RFC 9579).
 *
 * MacData    ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
 * DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { countOf } from '../asn1/asn1Value.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';
import { type DerivationBudget } from '../password-encryption/derivationBudget.ts';
import { UnsupportedEncryption } from '../password-encryption/passwordEncryptionErrors.ts';
import { passwordForms } from '../password-encryption/passwordForms.ts';
import { deriveKey, hashOfPrf, parsePbkdf2Parameters, type Pbkdf2Parameters } from '../password-encryption/pbkdf2.ts';
import { derivePkcs12, type Pkcs12Hash } from '../password-encryption/pkcs12KeyDerivation.ts';
import { parseAlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';

export type MacData =
  | { readonly kind: 'pkcs12'; readonly hash: Pkcs12Hash; readonly salt: Bytes; readonly iterations: number; readonly digest: Bytes }
  | { readonly kind: 'pbmac1'; readonly hash: string; readonly derivation: Pbkdf2Parameters; readonly digest: Bytes };

const digestLengths = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;

const hashes: Readonly<Record<string, Pkcs12Hash>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

function parsePbmac1(parameters: Asn1Node, digest: Bytes): MacData {
  const cursor = Asn1Cursor.of('SEQUENCE', parameters);
  const kdf = parseAlgorithmIdentifier(cursor.next('keyDerivationFunc'));
  const scheme = parseAlgorithmIdentifier(cursor.next('messageAuthScheme'));
  if (kdf.oid !== '1.2.840.113549.1.5.12' || !kdf.parameters)
    throw new UnsupportedEncryption(`PBMAC1 with ${nameOfObjectIdentifier(kdf.oid)}`);
  return { kind: 'pbmac1', hash: hashOfPrf(scheme.oid), derivation: parsePbkdf2Parameters(kdf.parameters), digest };
}

/** Throws `UnsupportedEncryption` or `MalformedAsn1`. */
export function parseMacData(node: Asn1Node): MacData {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const digestInfo = cursor.sequence('mac');
  const algorithm = parseAlgorithmIdentifier(digestInfo.next('digestAlgorithm'));
  const digest = digestInfo.octets('digest');
  if (algorithm.oid === '1.2.840.113549.1.5.14' && algorithm.parameters) return parsePbmac1(algorithm.parameters, digest);
  const hash = Object.hasOwn(hashes, algorithm.oid) ? hashes[algorithm.oid] : undefined;
  if (!hash) throw new UnsupportedEncryption(`a MAC with ${nameOfObjectIdentifier(algorithm.oid)}`);
  const salt = cursor.octets('macSalt');
  const iterations = cursor.optional('INTEGER');
  return { kind: 'pkcs12', hash, salt, iterations: iterations ? countOf(iterations) : 1, digest };
}

async function macKey(mac: MacData, password: Bytes, budget: DerivationBudget): Promise<Bytes> {
  if (mac.kind === 'pbmac1') {
    // RFC 9579 section 6 demands keyLength; without it the length of the hash is the only sensible reading.
    const length = mac.derivation.keyLength ?? 32;
    if (length < 1 || length > 1024) throw new UnsupportedEncryption(`PBMAC1 with a key of ${length} bytes`);
    return await deriveKey(mac.derivation, password, length, budget);
  }
  const { hash, salt, iterations } = mac;
  if (iterations < 1) throw new UnsupportedEncryption('a MAC without iterations');
  budget.spend(iterations);
  return await derivePkcs12({ hash, password, salt, iterations, purpose: 'mac', length: digestLengths[hash] });
}

function computeHmac(hash: string, key: Bytes, content: Bytes): Bytes {
  try {
    return createHmac(hash, key).update(content).digest();
  } catch {
    // The crypto library of this runtime was built without the digest.
    throw new UnsupportedEncryption(`HMAC with ${hash}`);
  }
}

/** Whether the password made this MAC over this content, in any of the password's forms. Throws as `parseMacData` and `TooManyIterations`. */
export async function verifyMac(mac: MacData, content: Bytes, password: Secret, budget: DerivationBudget): Promise<boolean> {
  for (const form of passwordForms(password, mac.kind === 'pkcs12' ? 'bmp' : 'utf8')) {
    const key = await macKey(mac, form, budget);
    const computed = computeHmac(mac.hash, key, content);
    if (computed.length === mac.digest.length && timingSafeEqual(computed, mac.digest)) return true;
  }
  return false;
}

/** What a MAC is, for people: `HMAC-SHA256, 10000 iterations`. */
export function describeMac(mac: MacData): string {
  const iterations = mac.kind === 'pbmac1' ? mac.derivation.iterations : mac.iterations;
  const hash = `HMAC-${mac.hash.toUpperCase()}`;
  return `${mac.kind === 'pbmac1' ? `PBMAC1 (${hash})` : hash}, ${iterations} iterations`;
}
