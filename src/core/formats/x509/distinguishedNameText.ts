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

/** Takes escapes and quotes away, and the blanks around the value that are neither escaped nor quoted. */
function unescapeValue(raw: string): string {
  let value = '';
  let keptLength = 0;
  let isQuoted = false;
  for (let index = 0; index < raw.length; index++) {
    const char = raw.charAt(index);
    const run = char === '\\' ? /^(?:\\[0-9a-fA-F]{2})+/.exec(raw.slice(index, index + 300))?.[0] : undefined;
    if (run) {
      value += Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8');
      index += run.length - 1;
    } else if (char === '\\') value += raw.charAt(++index);
    else if (char === '"') isQuoted = !isQuoted;
    else if (char !== ' ' || isQuoted || keptLength > 0) value += char;
    if (char !== ' ' || isQuoted) keptLength = value.length;
  }
  return value.slice(0, keptLength);
}

/** `undefined` when the text is not a name: an unknown type, an empty value, a missing `=`. */
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
  if (!oid) throw new RangeError(`${type} is not an attribute type`);
  const isIa5 = isIa5Attribute(oid) && /^[\0-\x7f]*$/.test(value);
  return derSequence(derObjectIdentifier(oid), isIa5 ? derPrimitive('IA5String', latin1(value)) : derDirectoryString(value));
}

export function encodeDistinguishedName(name: NameInput): Bytes {
  return derSequence(...name.toReversed().map((attribute) => derSetOf(encodeAttribute(attribute))));
}
