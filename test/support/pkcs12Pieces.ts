/** PKCS #12 files put together piece by piece, for the forms and the damage that no program writes on demand. */

import { createHmac, type KeyObject } from 'node:crypto';
import { concatBytes, type Bytes } from '../../src/core/base/bytes.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { parseAsn1, type Asn1Node } from '../../src/core/formats/asn1/asn1Node.ts';
import {
  derBmpString,
  derContext,
  derContextPrimitive,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSetOf,
} from '../../src/core/formats/asn1/derWriter.ts';
import { encryptCbc } from '../../src/core/formats/password-encryption/blockCiphers.ts';
import { deriveKeyAndIv } from '../../src/core/formats/password-encryption/decryptWithPassword.ts';
import { DerivationBudget } from '../../src/core/formats/password-encryption/derivationBudget.ts';
import { parseEncryptionScheme } from '../../src/core/formats/password-encryption/encryptionScheme.ts';
import { passwordForms } from '../../src/core/formats/password-encryption/passwordForms.ts';
import { derivePkcs12 } from '../../src/core/formats/password-encryption/pkcs12KeyDerivation.ts';
import { deriveKey } from '../../src/core/formats/password-encryption/pbkdf2.ts';
import { contentType } from '../../src/core/formats/pkcs12/pfx.ts';
import { bagAttribute, bagType, x509CertificateType } from '../../src/core/formats/pkcs12/safeBags.ts';
import { encodeAlgorithmIdentifier } from '../../src/core/formats/x509/algorithmIdentifier.ts';

const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

export function bag(type: string, value: Bytes, attributes: { readonly name?: string; readonly localKeyId?: string } = {}): Bytes {
  const encoded = [
    ...(attributes.name === undefined
      ? []
      : [derSequence(derObjectIdentifier(bagAttribute.friendlyName), derSetOf(derBmpString(attributes.name)))]),
    ...(attributes.localKeyId === undefined
      ? []
      : [derSequence(derObjectIdentifier(bagAttribute.localKeyId), derSetOf(derOctetString(Buffer.from(attributes.localKeyId))))]),
  ];
  return derSequence(derObjectIdentifier(type), derContext(0, value), ...(encoded.length > 0 ? [derSetOf(...encoded)] : []));
}

export function keyBag(key: KeyObject, attributes?: Parameters<typeof bag>[2]): Bytes {
  return bag(bagType.key, key.export({ type: 'pkcs8', format: 'der' }), attributes);
}

export function certificateBag(der: Bytes, attributes?: Parameters<typeof bag>[2]): Bytes {
  return bag(bagType.certificate, derSequence(derObjectIdentifier(x509CertificateType), derContext(0, derOctetString(der))), attributes);
}

export interface PieceEncryption {
  /** The AlgorithmIdentifier. */
  readonly algorithm: Bytes;
  /** As bytes, so that forms other than the specified one can be made. */
  readonly password: Bytes;
}

export async function encryptPiece(plain: Bytes, { algorithm, password }: PieceEncryption): Promise<Bytes> {
  const scheme = parseEncryptionScheme(parseAsn1(algorithm));
  const { key, iv } = await deriveKeyAndIv(scheme, password, new DerivationBudget());
  return encryptCbc(scheme.cipher, key, iv, plain);
}

export async function shroudedKeyBag(key: KeyObject, encryption: PieceEncryption, attributes?: Parameters<typeof bag>[2]): Promise<Bytes> {
  const encrypted = await encryptPiece(key.export({ type: 'pkcs8', format: 'der' }), encryption);
  return bag(bagType.shroudedKey, derSequence(encryption.algorithm, derOctetString(encrypted)), attributes);
}

/** PBES2 with AES-128 and the given PRF. */
export function pbes2(prf = '1.2.840.113549.2.9', iterations = 10): Bytes {
  const kdf = encodeAlgorithmIdentifier(
    '1.2.840.113549.1.5.12',
    derSequence(derOctetString(salt), derInteger(iterations), encodeAlgorithmIdentifier(prf)),
  );
  const cipher = encodeAlgorithmIdentifier('2.16.840.1.101.3.4.1.2', derOctetString(new Uint8Array(16).fill(7)));
  return encodeAlgorithmIdentifier('1.2.840.113549.1.5.13', derSequence(kdf, cipher));
}

/** A scheme of PKCS #12 or PBES1, which have the same parameters. */
export function saltedScheme(oid: string, iterations = 10): Bytes {
  return encodeAlgorithmIdentifier(oid, derSequence(derOctetString(salt), derInteger(iterations)));
}

export function plainPart(...bags: readonly Bytes[]): Bytes {
  return derSequence(derObjectIdentifier(contentType.data), derContext(0, derOctetString(derSequence(...bags))));
}

export async function encryptedPart(encryption: PieceEncryption, ...bags: readonly Bytes[]): Promise<Bytes> {
  const encrypted = await encryptPiece(derSequence(...bags), encryption);
  const info = derSequence(derObjectIdentifier(contentType.data), encryption.algorithm, derContextPrimitive(0, encrypted));
  return derSequence(derObjectIdentifier(contentType.encryptedData), derContext(0, derSequence(derInteger(0), info)));
}

export type Mac = (content: Bytes) => Promise<Bytes>;

export function pkcs12Mac(password: string, iterations = 10, form = 0): Mac {
  return async (content) => {
    const bytes = passwordForms(new Secret(password), 'bmp')[form] ?? new Uint8Array(0);
    const key = await derivePkcs12({
      hash: 'sha1',
      password: bytes,
      salt,
      iterations: Math.min(iterations, 1000),
      purpose: 'mac',
      length: 20,
    });
    const digest = createHmac('sha1', key).update(content).digest();
    return derSequence(
      derSequence(encodeAlgorithmIdentifier('1.3.14.3.2.26'), derOctetString(digest)),
      derOctetString(salt),
      derInteger(iterations),
    );
  };
}

/** RFC 9579. */
export function pbmac1(password: string): Mac {
  return async (content) => {
    const prf = encodeAlgorithmIdentifier('1.2.840.113549.2.11');
    const kdf = derSequence(derOctetString(salt), derInteger(10), derInteger(64), prf);
    const parameters = derSequence(encodeAlgorithmIdentifier('1.2.840.113549.1.5.12', kdf), prf);
    const derivation = { kind: 'pbkdf2', hash: 'sha512', salt, iterations: 10, keyLength: 64 } as const;
    const key = await deriveKey(derivation, Buffer.from(password), 64, new DerivationBudget());
    const digest = createHmac('sha512', key).update(content).digest();
    const algorithm = encodeAlgorithmIdentifier('1.2.840.113549.1.5.14', parameters);
    return derSequence(derSequence(algorithm, derOctetString(digest)), derOctetString(Buffer.from('NOT USED')), derInteger(1));
  };
}

export async function pfx(parts: readonly Bytes[], mac?: Mac, recode: (der: Bytes) => Bytes = (der) => der): Promise<Bytes> {
  const safe = recode(derSequence(...parts));
  const authSafe = derSequence(derObjectIdentifier(contentType.data), derContext(0, derOctetString(safe)));
  return recode(derSequence(derInteger(3), authSafe, ...(mac ? [await mac(safe)] : [])));
}

/** The same values in BER: indefinite lengths everywhere, OCTET STRINGs in pieces, as streaming writers make them. */
export function toIndefinite(der: Bytes): Bytes {
  return recodeNode(parseAsn1(der));
}

function recodeNode(node: Asn1Node): Bytes {
  const identifier = node.encoded[0] ?? 0;
  const end = new Uint8Array(2);
  if (node.isConstructed) return concatBytes(Uint8Array.of(identifier, 0x80), ...node.children.map(recodeNode), end);
  const isOctets = node.is('OCTET_STRING') || (node.tagClass === 'context' && node.content.length > 8);
  if (!isOctets || node.content.length < 9) return node.encoded;
  const half = node.content.length >> 1;
  return concatBytes(
    Uint8Array.of(identifier | 0x20, 0x80),
    derOctetString(node.content.subarray(0, half)),
    derOctetString(node.content.subarray(half)),
    end,
  );
}
