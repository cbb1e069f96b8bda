/** Elliptic curves by object identifier (RFC 5480 section 2.1.1.1, RFC 5639): the names that node:crypto and keytool use, and their size. */

export interface NamedCurve {
  /** As people write it: `P-256`. */
  readonly name: string;
  readonly bits: number;
}

const curves = new Map<string, NamedCurve>([
  ['1.2.840.10045.3.1.1', { name: 'P-192', bits: 192 }],
  ['1.3.132.0.33', { name: 'P-224', bits: 224 }],
  ['1.2.840.10045.3.1.7', { name: 'P-256', bits: 256 }],
  ['1.3.132.0.34', { name: 'P-384', bits: 384 }],
  ['1.3.132.0.35', { name: 'P-521', bits: 521 }],
  ['1.3.132.0.10', { name: 'secp256k1', bits: 256 }],
  ['1.3.36.3.3.2.8.1.1.7', { name: 'brainpoolP256r1', bits: 256 }],
  ['1.3.36.3.3.2.8.1.1.11', { name: 'brainpoolP384r1', bits: 384 }],
  ['1.3.36.3.3.2.8.1.1.13', { name: 'brainpoolP512r1', bits: 512 }],
]);

export function namedCurve(oid: string): NamedCurve | undefined {
  return curves.get(oid);
}
