/**
 * Property lists in DER, as Apple's code signatures and provisioning profiles contain entitlements and the profile itself (Apple
 * TN3125, "The future is DER"; libCoreEntitlements). Reads DER and BER; reals and uids have no form here. What cannot be said in
 * DER makes the writer throw, as it is the caller's mistake.
 *
 *     Entitlements ::= [APPLICATION 16] SEQUENCE { version INTEGER (1), [CONTEXT 16] SET OF Entry }
 *     Dictionary   ::= [CONTEXT 16] or SET OF Entry      Entry ::= SEQUENCE { key UTF8String, value }
 *     value        ::= BOOLEAN | INTEGER | UTF8String | OCTET STRING | UTCTime | GeneralizedTime | SEQUENCE OF value | Dictionary
 */

import { compareBytes, concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { parseAsn1Prefix, type Asn1Node } from '../asn1/asn1Node.ts';
import { textOf } from '../asn1/asn1Text.ts';
import { timeOf } from '../asn1/asn1Time.ts';
import { booleanOf, countOf, integerOf, octetsOf } from '../asn1/asn1Value.ts';
import { derBoolean, derInteger, derOctetString, derSequence, derTime, derUtf8String } from '../asn1/derWriter.ts';
import { MalformedAsn1 } from '../asn1/malformedAsn1.ts';
import { type PlistDictionary, type PlistValue } from './plistValue.ts';

const dictionaryTag = 16;
const entitlementsVersion = 1;

/** Throws `MalformedAsn1`. Bytes after the value are ignored. */
export function parseDerPlist(bytes: Bytes): PlistValue {
  return plistOf(parseAsn1Prefix(bytes));
}

function plistOf(node: Asn1Node): PlistValue {
  if (node.tagClass === 'application' && node.tag === dictionaryTag) return entitlementsOf(node);
  if (node.isContext(dictionaryTag) || node.is('SET')) return dictionaryOf(node);
  if (node.is('SEQUENCE')) return { type: 'array', items: node.children.map(plistOf) };
  if (node.is('BOOLEAN')) return { type: 'boolean', value: booleanOf(node) };
  if (node.is('INTEGER')) return { type: 'integer', value: integerOf(node) };
  if (node.is('OCTET_STRING')) return { type: 'data', value: octetsOf(node) };
  if (node.is('UTCTime') || node.is('GeneralizedTime')) return { type: 'date', value: timeOf(node) };
  const text = textOf(node);
  if (text === undefined) throw new MalformedAsn1('A value of a property list has an unknown type', node.offset);
  return { type: 'string', value: text };
}

function entitlementsOf(node: Asn1Node): PlistValue {
  const cursor = new Asn1Cursor(node);
  const version = countOf(cursor.next('version'));
  if (version !== entitlementsVersion) throw new MalformedAsn1(`Entitlements of version ${version} are not known`, node.offset);
  return plistOf(cursor.next('entitlements'));
}

function dictionaryOf(node: Asn1Node): PlistDictionary {
  const entries = new Map<string, PlistValue>();
  for (const entry of node.children) {
    const cursor = Asn1Cursor.of('SEQUENCE', entry);
    const key = textOf(cursor.next('key'));
    if (key === undefined) throw new MalformedAsn1('A key of a property list is not text', entry.offset);
    entries.set(key, plistOf(cursor.next('value')));
  }
  return { type: 'dictionary', entries };
}

/** The form in which a code signature contains its entitlements. */
export function encodeDerEntitlements(entitlements: PlistDictionary): Bytes {
  return tagged(0x70, [derInteger(entitlementsVersion), encodeDictionary(entitlements, 0xb0)]);
}

/** The form that the content of `DER-Encoded-Profile` has: a SET, in which the entitlements have their own form. */
export function encodeDerProfile(profile: PlistDictionary): Bytes {
  return encodeDictionary(profile, 0x31);
}

function encodeDictionary({ entries }: PlistDictionary, identifier: number): Bytes {
  const encoded = [...entries].map(([key, value]): [string, Bytes] => {
    const isEntitlements = identifier === 0x31 && key === 'Entitlements' && value.type === 'dictionary';
    return [key, derSequence(derUtf8String(key), isEntitlements ? encodeDerEntitlements(value) : encodeValue(value, identifier))];
  });
  // A SET is sorted by the encodings (X.690 clause 11.6), the context form by the keys.
  const sorted =
    identifier === 0x31
      ? encoded.toSorted(([, a], [, b]) => compareBytes(a, b))
      : encoded.toSorted(([a], [b]) => compareBytes(utf8(a), utf8(b)));
  return tagged(
    identifier,
    sorted.map(([, entry]) => entry),
  );
}

function encodeValue(value: PlistValue, dictionaryIdentifier: number): Bytes {
  switch (value.type) {
    case 'string':
      return derUtf8String(value.value);
    case 'integer':
      return derInteger(value.value);
    case 'boolean':
      return derBoolean(value.value);
    case 'data':
      return derOctetString(value.value);
    case 'date':
      return derTime(value.value);
    case 'array':
      return derSequence(...value.items.map((item) => encodeValue(item, dictionaryIdentifier)));
    case 'dictionary':
      return encodeDictionary(value, dictionaryIdentifier);
    default:
      throw new RangeError(`a value of type ${value.type} has no form in DER`);
  }
}

/** A constructed value under an identifier octet: a SEQUENCE with another first byte. */
function tagged(identifier: number, values: readonly Bytes[]): Bytes {
  return concatBytes(Uint8Array.of(identifier), derSequence(...values).subarray(1));
}
