/**
 * One signer of a CMS SignedData (RFC 5652 section 5.3).
 *
 *     SignerInfo ::= SEQUENCE { version, sid SignerIdentifier, digestAlgorithm, signedAttrs [0] IMPLICIT SET OF OPTIONAL,
 *                               signatureAlgorithm, signature OCTET STRING, unsignedAttrs [1] IMPLICIT SET OF OPTIONAL }
 *     SignerIdentifier ::= CHOICE { issuerAndSerialNumber SEQUENCE { issuer Name, serialNumber }, subjectKeyIdentifier [0] }
 *     Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF ANY }
 */

import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { objectIdentifierOf, octetsOf } from '../asn1/asn1Value.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { parseAlgorithmIdentifier, type AlgorithmIdentifier } from '../x509/algorithmIdentifier.ts';

export interface CmsAttribute {
  readonly attrType: string;
  readonly attrValues: readonly Asn1Node[];
}

export interface CmsAttributes {
  /** As they are there, with their context tag. */
  readonly encoded: Bytes;
  readonly list: readonly CmsAttribute[];
}

export type SignerIdentifier =
  | { readonly kind: 'issuerAndSerialNumber'; readonly issuer: Bytes; readonly serialNumber: Bytes }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: Bytes };

export interface SignerInfo {
  readonly sid: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signedAttrs: CmsAttributes | undefined;
  readonly unsignedAttrs: CmsAttributes | undefined;
  readonly signature: Bytes;
}

/** Throws `MalformedAsn1`. */
export function parseSignerInfo(node: Asn1Node): SignerInfo {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  cursor.integer('version');
  const sid = parseSignerIdentifier(cursor.next('sid'));
  const digestAlgorithm = parseAlgorithmIdentifier(cursor.next('digestAlgorithm'));
  const signedAttrs = parseAttributes(cursor.optionalContext(0));
  const signatureAlgorithm = parseAlgorithmIdentifier(cursor.next('signatureAlgorithm'));
  const signature = cursor.octets('signature');
  const unsignedAttrs = parseAttributes(cursor.optionalContext(1));
  return { sid, digestAlgorithm, signatureAlgorithm, signedAttrs, unsignedAttrs, signature };
}

function parseSignerIdentifier(node: Asn1Node): SignerIdentifier {
  if (node.isContext(0)) return { kind: 'subjectKeyIdentifier', keyIdentifier: octetsOf(node) };
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const issuer = cursor.next('issuer');
  const serial = cursor.next('serialNumber');
  if (!serial.is('INTEGER')) throw new MalformedAsn1('serialNumber is not an INTEGER', serial.offset);
  return { kind: 'issuerAndSerialNumber', issuer: issuer.encoded, serialNumber: serial.content };
}

function parseAttributes(node: Asn1Node | undefined): CmsAttributes | undefined {
  if (!node) return undefined;
  const list = new Asn1Cursor(node).rest().map((child) => {
    const cursor = Asn1Cursor.of('SEQUENCE', child);
    return { attrType: cursor.objectIdentifier('attrType'), attrValues: cursor.set('attrValues').rest() };
  });
  return { encoded: node.encoded, list };
}

/** The only value of an attribute; `undefined` when it is absent. Throws when it is there twice or has several values. */
function singleAttributeValue(attributes: CmsAttributes, attrType: string): Asn1Node | undefined {
  const found = attributes.list.filter((attribute) => attribute.attrType === attrType);
  const [only] = found;
  if (!only) return undefined;
  if (found.length > 1 || only.attrValues.length > 1) throw new MalformedAsn1(`The attribute ${attrType} has several values`, 0);
  return only.attrValues[0];
}

export function attributeOid(attributes: CmsAttributes, attrType: string): string | undefined {
  const value = singleAttributeValue(attributes, attrType);
  return value && objectIdentifierOf(value);
}

export function attributeOctets(attributes: CmsAttributes, attrType: string): Bytes | undefined {
  const value = singleAttributeValue(attributes, attrType);
  return value && octetsOf(value);
}

/**
 * What the signature of signed attributes is made over: their encoding as a SET instead of the context tag. RFC 5652 asks
 * for DER; like other verifiers we change the tag alone, so that what was signed in BER verifies too.
 */
export function signedAttributesToVerify(attributes: CmsAttributes): Bytes {
  return concatBytes(Uint8Array.of(0x31), attributes.encoded.subarray(1));
}
