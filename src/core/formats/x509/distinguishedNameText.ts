/**
 * Distinguished names from what people type, `CN=Upload key, O=Example\, Inc., C=US`, to DER. Escapes and quotes of
 * RFC 2253 are read; several attributes in one RDN (`+`) are not. Written most specific last, as X.500 has it and keytool does.
 */

import { latin1, type Bytes } from '../../base/bytes.ts';
import { derDirectoryString, derObjectIdentifier, derPrimitive, derSequence, derSetOf } from '../asn1/derWriter.ts';
import { identifierOfNameAttribute, isIa5Attribute } from './nameAttributeTypes.ts';

/** One attribute to be written; `type` is a short name such as `CN`, or dotted numbers. */
export interface NameInputAttribute {
  readonly type: string;
  readonly value: string;
}

/** In the order people read: most specific (CN) first. */
export type NameInput = readonly NameInputAttribute[];

/** Splits at commas that are neither escaped nor quoted; the escapes stay. */
function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') part += char + text.charAt(++index);
    else if (!isQuoted && (char === ',' || char === ';')) {
      parts.push(part);
      part = '';
    } else {
      if (char === '"') isQuoted = !isQuoted;
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

function unescapeValue(raw: string): string {
  const trimmed = raw.replace(/^\s+/, '').replace(/(\\?)\s+$/, (spaces, backslash: string) => (backslash ? spaces.slice(0, 2) : ''));
  const inner = trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
  return inner
    .replace(/(?:\\[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8'))
    .replace(/\\(.)/g, '$1');
}

/** `undefined` when the text is no name: an unknown type, an empty value, a missing `=`. */
export function parseNameText(text: string): NameInput | undefined {
  const attributes: NameInputAttribute[] = [];
  for (const part of splitParts(text)) {
    const equals = part.indexOf('=');
    const type = part.slice(0, Math.max(0, equals)).trim();
    const value = unescapeValue(part.slice(equals + 1));
    if (equals < 1 || value === '' || !identifierOfNameAttribute(type)) return undefined;
    attributes.push({ type, value });
  }
  return attributes;
}

function encodeAttribute({ type, value }: NameInputAttribute): Bytes {
  const oid = identifierOfNameAttribute(type);
  if (!oid) throw new RangeError(`${type} is no attribute type`);
  const isIa5 = isIa5Attribute(oid) && /^[\0-\x7f]*$/.test(value);
  return derSequence(derObjectIdentifier(oid), isIa5 ? derPrimitive('IA5String', latin1(value)) : derDirectoryString(value));
}

export function encodeDistinguishedName(name: NameInput): Bytes {
  return derSequence(...name.toReversed().map((attribute) => derSetOf(encodeAttribute(attribute))));
}
