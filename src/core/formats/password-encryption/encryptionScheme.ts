/**
 * The AlgorithmIdentifier of password-based encryption: PBES2 (RFC 8018 section 6.2), PBES1 (section 6.1) and the schemes of
 * PKCS #12 (RFC 7292 appendix C). Reads what is asked for and names it; `decryptWithPassword.ts` does it.
 */

import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { octetsOf } from '../asn1/asn1Value.ts';
import { nameOfObjectIdentifier } from '../asn1/objectIdentifierNames.ts';
import { parseAlgorithmIdentifier, type AlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';
import { blockCiphers, type BlockCipher } from './blockCiphers.ts';
import { UnsupportedEncryption } from './passwordEncryptionErrors.ts';
import { parsePbkdf2Parameters, parseScryptParameters, type Pbkdf2Parameters, type ScryptParameters } from './pbkdf2.ts';

interface SaltedScheme {
  readonly cipher: BlockCipher;
  readonly salt: Bytes;
  readonly iterations: number;
}

export type EncryptionScheme =
  | { readonly kind: 'pbes2'; readonly cipher: BlockCipher; readonly iv: Bytes; readonly derivation: Pbkdf2Parameters | ScryptParameters }
  | ({ readonly kind: 'pbes1'; readonly hash: 'md5' | 'sha1' } & SaltedScheme)
  | ({ readonly kind: 'pkcs12' } & SaltedScheme);

const pkcs12Schemes: Readonly<Record<string, BlockCipher>> = {
  '1.2.840.113549.1.12.1.3': blockCiphers.tripleDes,
  '1.2.840.113549.1.12.1.4': blockCiphers.tripleDes2,
  '1.2.840.113549.1.12.1.5': blockCiphers.rc2With128,
  '1.2.840.113549.1.12.1.6': blockCiphers.rc2With40,
};

const pbes1Schemes: Readonly<Record<string, readonly [hash: 'md5' | 'sha1', cipher: BlockCipher]>> = {
  '1.2.840.113549.1.5.3': ['md5', blockCiphers.des],
  '1.2.840.113549.1.5.10': ['sha1', blockCiphers.des],
};

const pbes2Ciphers: Readonly<Record<string, BlockCipher>> = {
  '2.16.840.1.101.3.4.1.2': blockCiphers.aes128,
  '2.16.840.1.101.3.4.1.22': blockCiphers.aes192,
  '2.16.840.1.101.3.4.1.42': blockCiphers.aes256,
  '1.2.840.113549.3.7': blockCiphers.tripleDes,
  '1.3.14.3.2.7': blockCiphers.des,
};

function find<Value>(table: Readonly<Record<string, Value>>, oid: string): Value | undefined {
  return Object.hasOwn(table, oid) ? table[oid] : undefined;
}

/** RC2-CBC-Parameter ::= SEQUENCE { rc2ParameterVersion INTEGER, iv OCTET STRING } (RFC 8018 appendix B.2.3). */
function parseRc2(parameters: Asn1Node, keyLength: number | undefined): { readonly cipher: BlockCipher; readonly iv: Bytes } {
  const cursor = Asn1Cursor.of('SEQUENCE', parameters);
  const version = cursor.count('rc2ParameterVersion');
  const effectiveBits = new Map([
    [160, 40],
    [120, 64],
    [58, 128],
  ]).get(version);
  if (effectiveBits === undefined) throw new UnsupportedEncryption(`RC2 with parameter version ${version}`);
  const length = keyLength !== undefined && keyLength >= 1 && keyLength <= 128 ? keyLength : effectiveBits / 8;
  return {
    cipher: { algorithm: 'rc2', name: `RC2-${effectiveBits}`, keyLength: length, ivLength: 8, effectiveBits },
    iv: cursor.octets('iv'),
  };
}

function parsePbes2(parameters: Asn1Node): EncryptionScheme {
  const cursor = Asn1Cursor.of('SEQUENCE', parameters);
  const kdf = parseAlgorithmIdentifier(cursor.next('keyDerivationFunc'));
  const encryption = parseAlgorithmIdentifier(cursor.next('encryptionScheme'));
  const derivation = parseDerivation(kdf);
  if (!encryption.parameters) throw new UnsupportedEncryption(nameOfObjectIdentifier(encryption.oid));
  const cipher = find(pbes2Ciphers, encryption.oid);
  const parsed =
    encryption.oid === '1.2.840.113549.3.2'
      ? parseRc2(encryption.parameters, derivation.kind === 'pbkdf2' ? derivation.keyLength : undefined)
      : cipher && { cipher, iv: octetsOf(encryption.parameters) };
  if (!parsed) throw new UnsupportedEncryption(nameOfObjectIdentifier(encryption.oid));
  if (parsed.iv.length !== parsed.cipher.ivLength)
    throw new UnsupportedEncryption(`${parsed.cipher.name} with an IV of ${parsed.iv.length} bytes`);
  return { kind: 'pbes2', derivation, ...parsed };
}

function parseDerivation({ oid, parameters }: AlgorithmIdentifier): Pbkdf2Parameters | ScryptParameters {
  if (parameters && oid === '1.2.840.113549.1.5.12') return parsePbkdf2Parameters(parameters);
  if (parameters && oid === '1.3.6.1.4.1.11591.4.11') return parseScryptParameters(parameters);
  throw new UnsupportedEncryption(nameOfObjectIdentifier(oid));
}

/** Throws `UnsupportedEncryption` or `MalformedAsn1`. */
export function parseEncryptionScheme(node: Asn1Node): EncryptionScheme {
  const { oid, parameters } = parseAlgorithmIdentifier(node);
  if (!parameters) throw new UnsupportedEncryption(nameOfObjectIdentifier(oid));
  if (oid === '1.2.840.113549.1.5.13') return parsePbes2(parameters);
  const pkcs12Cipher = find(pkcs12Schemes, oid);
  const pbes1 = find(pbes1Schemes, oid);
  if (!pkcs12Cipher && !pbes1) throw new UnsupportedEncryption(nameOfObjectIdentifier(oid));
  const cursor = Asn1Cursor.of('SEQUENCE', parameters);
  const salt = cursor.octets('salt');
  const iterations = cursor.count('iterations');
  if (pkcs12Cipher) return { kind: 'pkcs12', cipher: pkcs12Cipher, salt, iterations };
  const [hash, cipher] = pbes1 ?? ['sha1', blockCiphers.des];
  return { kind: 'pbes1', hash, cipher, salt, iterations };
}

/** What a scheme is, for people: `AES-256, PBKDF2 (HMAC-SHA256), 10000 iterations`. */
export function describeEncryption(scheme: EncryptionScheme): string {
  if (scheme.kind === 'pkcs12') return `${scheme.cipher.name}, PKCS #12 KDF (SHA-1), ${scheme.iterations} iterations`;
  if (scheme.kind === 'pbes1') return `${scheme.cipher.name}, PBKDF1 (${scheme.hash.toUpperCase()}), ${scheme.iterations} iterations`;
  const { derivation, cipher } = scheme;
  if (derivation.kind === 'scrypt') return `${cipher.name}, scrypt with N=${derivation.cost}`;
  return `${cipher.name}, PBKDF2 (HMAC-${derivation.hash.toUpperCase()}), ${derivation.iterations} iterations`;
}
