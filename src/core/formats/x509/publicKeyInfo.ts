/**
 * SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7): which algorithm and how large, without the help of a crypto library, so
 * that keys a library refuses (DSA, odd curves) are still named. The key itself is not checked.
 */

import { type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1, type Asn1Node } from '../asn1/asn1Node.ts';
import { bitStringBytesOf, objectIdentifierOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseAlgorithmIdentifier, type AlgorithmIdentifier } from './algorithmIdentifier.ts';
import { namedCurve } from './namedCurves.ts';

export type PublicKeyAlgorithm = 'RSA' | 'RSA-PSS' | 'EC' | 'DSA' | 'Ed25519' | 'Ed448' | 'X25519' | 'X448' | MlDsa | 'unknown';

/** FIPS 204; the number of the parameter set stands for the size. */
type MlDsa = 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

/** What is known of a key from its algorithm identifier and its public numbers. */
export interface KeyDescription {
  readonly algorithm: PublicKeyAlgorithm;
  readonly oid: string;
  /** Of the modulus, of the field or of the prime; 0 when unknown. */
  readonly bits: number;
  /** `P-256`, or the dotted numbers of an unknown curve, or `explicit`. EC only. */
  readonly curve?: string;
}

export interface PublicKeyInfo extends KeyDescription {
  /** The whole SubjectPublicKeyInfo. */
  readonly der: Bytes;
}

const algorithms: Readonly<Record<string, readonly [algorithm: PublicKeyAlgorithm, bits: number]>> = {
  '1.2.840.113549.1.1.1': ['RSA', 0],
  '1.2.840.113549.1.1.10': ['RSA-PSS', 0],
  '1.2.840.10045.2.1': ['EC', 0],
  '1.2.840.10040.4.1': ['DSA', 0],
  '1.3.101.110': ['X25519', 255],
  '1.3.101.111': ['X448', 448],
  '1.3.101.112': ['Ed25519', 255],
  '1.3.101.113': ['Ed448', 456],
  '2.16.840.1.101.3.4.3.17': ['ML-DSA-44', 0],
  '2.16.840.1.101.3.4.3.18': ['ML-DSA-65', 0],
  '2.16.840.1.101.3.4.3.19': ['ML-DSA-87', 0],
};

/** The length in bits of a non-negative INTEGER, from its bytes alone. */
function bitLengthOfInteger(node: Asn1Node | undefined): number {
  if (!node?.is('INTEGER')) return 0;
  const first = node.content.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (node.content.length - first) * 8 - (Math.clz32(node.content[first] ?? 0) - 24);
}

function describeCurve(parameters: Asn1Node | undefined): { readonly bits: number; readonly curve: string } {
  if (parameters?.is('OBJECT_IDENTIFIER')) {
    const oid = objectIdentifierOf(parameters);
    const curve = namedCurve(oid);
    return { bits: curve?.bits ?? 0, curve: curve?.name ?? oid };
  }
  // SpecifiedECDomain: version, fieldID { fieldType, prime }, … (X9.62)
  const prime = parameters?.is('SEQUENCE') && parameters.children[1]?.isConstructed ? parameters.children[1].children[1] : undefined;
  return { bits: bitLengthOfInteger(prime), curve: 'explicit' };
}

/** Describes a key by its algorithm; `rsaModulus` is asked for RSA only. */
export function describeKey({ oid, parameters }: AlgorithmIdentifier, rsaModulus: () => Asn1Node | undefined): KeyDescription {
  const [algorithm, bits] = (Object.hasOwn(algorithms, oid) ? algorithms[oid] : undefined) ?? ['unknown', 0];
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') return { algorithm, oid, bits: bitLengthOfInteger(rsaModulus()) };
  if (algorithm === 'EC') return { algorithm, oid, ...describeCurve(parameters) };
  if (algorithm === 'DSA') return { algorithm, oid, bits: parameters?.is('SEQUENCE') ? bitLengthOfInteger(parameters.children[0]) : 0 };
  return { algorithm, oid, bits };
}

/** Throws `MalformedAsn1`. */
export function parsePublicKeyInfo(node: Asn1Node): PublicKeyInfo {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const identifier = parseAlgorithmIdentifier(cursor.next('algorithm'));
  const key = bitStringBytesOf(cursor.next('subjectPublicKey'));
  cursor.end('SubjectPublicKeyInfo');
  const modulus = (): Asn1Node | undefined => {
    const numbers = parseAsn1(key);
    if (!numbers.is('SEQUENCE')) throw new MalformedAsn1('RSAPublicKey is not a SEQUENCE', node.offset);
    return numbers.children[0];
  };
  return { ...describeKey(identifier, modulus), der: node.encoded };
}

/** `RSA 2048`, `EC P-256`, `Ed25519`. */
export function nameOfKey(key: KeyDescription): string {
  if (key.algorithm === 'unknown') return key.oid;
  if (key.algorithm === 'EC') return `EC ${key.curve ?? ''}`;
  return /^(?:Ed|X|ML-DSA)/.test(key.algorithm) ? key.algorithm : `${key.algorithm} ${key.bits}`;
}
