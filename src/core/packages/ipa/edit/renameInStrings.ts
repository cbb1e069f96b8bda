/**
 * Replaces the name of the app in the strings of one language (`InfoPlist.strings`): a property list, or lines `"key" = "text";` in UTF-8
 * or UTF-16, as Xcode copies them. Nothing else changes.
 */

import { fromStrictUtf8, utf8, type Bytes } from '../../../base/bytes.ts';
import { encodeBinaryPlist } from '../../../formats/plist/binaryPlist.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { encodeXmlPlist } from '../../../formats/plist/xmlPlist.ts';

const nameKey = 'CFBundleDisplayName';

/** `bytes` is absent when the language has no name of its own; the reason completes "which was not changed:". */
export function renameInStrings(bytes: Bytes, name: string): { readonly bytes?: Bytes } | { readonly reason: string } {
  const { value, form } = inspectPlist(bytes);
  if (value?.type === 'dictionary') {
    if (!value.entries.has(nameKey)) return {};
    const renamed = { ...value, entries: new Map(value.entries).set(nameKey, { type: 'string' as const, value: name }) };
    return { bytes: form === 'binary' ? encodeBinaryPlist(renamed) : utf8(encodeXmlPlist(renamed)) };
  }
  const decoded = decode(bytes);
  if (!decoded) return { reason: 'it is neither a property list nor text' };
  const lines = /((?:^|[\s;])"?CFBundleDisplayName"?\s{0,100}=\s{0,100})"(?:[^"\\]|\\.){0,2000}"/g;
  const text = decoded.text.replace(lines, (_, start: string) => `${start}"${name.replaceAll(/["\\]/g, '\\$&')}"`);
  if (text !== decoded.text) return { bytes: decoded.encode(text) };
  // Named, and yet not in a form that is known.
  return decoded.text.includes(nameKey) && !hasName(decoded.text, name) ? { reason: 'its syntax is not known' } : {};
}

function hasName(text: string, name: string): boolean {
  return text.includes(`"${name.replaceAll(/["\\]/g, '\\$&')}"`);
}

interface Decoded {
  readonly text: string;
  readonly encode: (text: string) => Bytes;
}

function decode(bytes: Bytes): Decoded | undefined {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isLittle && !(bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const text = fromStrictUtf8(bytes);
    return text === undefined ? undefined : { text, encode: utf8 };
  }
  const encode = (text: string): Bytes => {
    const encoded = new Uint8Array(text.length * 2);
    const view = new DataView(encoded.buffer);
    for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), isLittle);
    return encoded;
  };
  return { text: new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes), encode };
}
