/**
 * The string types of X.680 clause 41 as text. BMPString is read as UTF-16, as everybody writes it; T61String is read as
 * UTF-8 when that is well-formed and else as Latin-1, as no certificate in use contains real T.61.
 */

import { fromLatin1, fromStrictUtf8, fromUtf8, type Bytes } from '../../base/bytes.ts';
import { type Asn1Node } from './asn1Node.ts';
import { universalTag } from './asn1Tag.ts';

function fromBmp(content: Bytes): string {
  let text = '';
  for (let index = 0; index + 1 < content.length; index += 2)
    text += String.fromCharCode(((content[index] ?? 0) << 8) | (content[index + 1] ?? 0));
  return text;
}

function fromUniversal(content: Bytes): string {
  let text = '';
  for (let index = 0; index + 3 < content.length; index += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = content.subarray(index, index + 4);
    const codePoint = a * 0x100_0000 + ((b << 16) | (c << 8) | d);
    text += codePoint > 0x10_ffff ? '�' : String.fromCodePoint(codePoint);
  }
  return text;
}

/** The text of a string value; `undefined` when the value is of another type. */
export function textOf(node: Asn1Node): string | undefined {
  if (node.tagClass !== 'universal' || node.isConstructed) return undefined;
  switch (node.tag) {
    case universalTag.UTF8String:
      return fromUtf8(node.content);
    case universalTag.PrintableString:
    case universalTag.NumericString:
    case universalTag.IA5String:
    case universalTag.VisibleString:
    case universalTag.T61String:
      return fromStrictUtf8(node.content) ?? fromLatin1(node.content);
    case universalTag.BMPString:
      return fromBmp(node.content);
    case universalTag.UniversalString:
      return fromUniversal(node.content);
    default:
      return undefined;
  }
}
