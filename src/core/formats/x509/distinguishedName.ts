/**
 * Distinguished names (X.501 Name, RFC 5280 section 4.1.2.4) as attributes and as the text people compare:
 * `CN=Android Debug, O=Android, C=US`, the last encoded first, as RFC 2253 and keytool write it. Control characters are
 * escaped, so that a name cannot write to a terminal. Text is for showing; compare names by their encoded bytes.
 */

import { toHex, type Bytes } from '../../base/bytes.ts';
import { Asn1Cursor } from '../asn1/asn1Cursor.ts';
import { type Asn1Node } from '../asn1/asn1Node.ts';
import { textOf } from '../asn1/asn1Text.ts';
import { keyOfNameAttribute } from './nameAttributeTypes.ts';

export interface NameAttribute {
  readonly oid: string;
  /** `CN`, `OU`, `O`, `C` … or the dotted numbers. */
  readonly key: string;
  readonly value: string;
}

export interface DistinguishedName {
  /** All attributes in the order of the encoding. */
  readonly attributes: readonly NameAttribute[];
  readonly text: string;
  readonly der: Bytes;
}

function parseAttribute(node: Asn1Node): NameAttribute {
  const cursor = Asn1Cursor.of('SEQUENCE', node);
  const oid = cursor.objectIdentifier('AttributeType');
  const value = cursor.next('AttributeValue');
  cursor.end('AttributeTypeAndValue');
  return { oid, key: keyOfNameAttribute(oid), value: textOf(value) ?? `#${toHex(value.encoded)}` };
}

function escapeValue(value: string): string {
  return value
    .replace(/[\\,+"<>;]/g, (char) => `\\${char}`)
    .replace(/^[ #]| $/g, (char) => `\\${char}`)
    .replace(/\p{Cc}|\p{Cf}/gu, (char) =>
      [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}

/** Throws `MalformedAsn1`. */
export function parseDistinguishedName(node: Asn1Node): DistinguishedName {
  const attributes: NameAttribute[] = [];
  const texts: string[] = [];
  for (const set of Asn1Cursor.of('SEQUENCE', node).rest()) {
    const parts = Asn1Cursor.of('SET', set).rest().map(parseAttribute);
    for (const part of parts) attributes.push(part);
    texts.push(parts.map((part) => `${part.key}=${escapeValue(part.value)}`).join('+'));
  }
  return { attributes, text: texts.toReversed().join(', '), der: node.encoded };
}

/** The value of the first attribute with this key, such as `OU`. */
export function nameValue(name: DistinguishedName, key: string): string | undefined {
  return name.attributes.find((attribute) => attribute.key === key)?.value;
}
