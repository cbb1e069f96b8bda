/** Says what a binary file is by its first bytes, and what a signing file became when a transfer treated it as text. */

import { startsWithBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { type FileKind } from './fileKind.ts';
import { recognizeDer } from './recognizeDer.ts';

export interface KindAndDetail {
  readonly kind: FileKind;
  readonly detail: string;
}

/** Beginnings of files, as hexadecimal; the detail says which of its kind it is. */
const beginnings: readonly (readonly [hex: string, kind: FileKind, detail: string])[] = [
  ['feedfeed', 'jks', ''],
  ['cececece', 'jceks', ''],
  ['504b0304', 'zip', ''],
  ['504b0506', 'zip', ''],
  ['504b0708', 'zip', ''],
  ['62706c697374', 'property-list', ''],
  ['53616c7465645f5f', 'openssl-encrypted', ''],
  ['6d617463685f656e637279707465645f76', 'match-encrypted', ''],
  ['0047495443525950540a', 'git-crypt-encrypted', ''],
  ['00474954435259505400', 'git-crypt-encrypted', ''],
  ['6b796368', 'keychain', ''],
  ['00051607', 'apple-double', ''],
  ['00051600', 'apple-double', ''],
  ['4c0000000114', 'shortcut', ''],
  ['1f8b08', 'archive', 'gzip'],
  ['425a68', 'archive', 'bzip2'],
  ['fd377a585a00', 'archive', 'xz'],
  ['28b52ffd', 'archive', 'Zstandard'],
  ['377abcaf271c', 'archive', '7-Zip'],
  ['526172211a07', 'archive', 'RAR'],
  ['78617221', 'archive', 'xar (.pkg)'],
  ['7f454c46', 'program', 'ELF'],
  ['cafebabe', 'program', 'Java class or Mach-O'],
  ['cffaedfe', 'program', 'Mach-O'],
  ['cefaedfe', 'program', 'Mach-O'],
  ['6465780a', 'program', 'DEX'],
  ['4d5a', 'program', 'Windows'],
  ['89504e470d0a1a0a', 'image', 'PNG'],
  ['ffd8ff', 'image', 'JPEG'],
  ['47494638', 'image', 'GIF'],
  ['25504446', 'document', 'PDF'],
  ['d0cf11e0a1b11ae1', 'document', 'OLE (.doc, .msi)'],
];

/** Packets of OpenPGP that an encrypted message begins with: public-key and symmetric-key session keys (RFC 4880, 4.2 and 4.3). */
function isGpgMessage(bytes: Bytes): boolean {
  const [tag = 0, length = 0, version = 0] = bytes;
  if (tag === 0x8c) return version === 4 && length < 32;
  if (tag === 0x84 || tag === 0x85) return bytes[tag === 0x84 ? 2 : 3] === 3;
  if (tag === 0xc1) return bytes[length < 192 ? 2 : 3] === 3 || bytes[length < 192 ? 2 : 3] === 6;
  return tag === 0xc3 && length < 64 && (version === 4 || version === 5 || version === 6);
}

/** Bouncy Castle's stores begin with a version, a salt of 20 bytes and an iteration count; UBER is encrypted from there on. */
function bouncyCastleStore(bytes: Bytes): FileKind | undefined {
  if (bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [version, saltLength] = [view.getUint32(0), view.getUint32(4)];
  if (version > 2 || saltLength < 8 || saltLength > 64 || bytes.length < 13 + saltLength) return undefined;
  const entriesAt = 12 + saltLength;
  const iterations = view.getUint32(8 + saltLength);
  if (iterations === 0 || iterations > 1_000_000) return undefined;
  const entryType = bytes[entriesAt] ?? 0;
  // An entry begins with its type and the length of its alias.
  const aliasLength = entriesAt + 3 <= bytes.length ? view.getUint16(entriesAt + 1) : 0;
  return entryType === 0 || (entryType <= 4 && aliasLength < 1000) ? 'bks' : 'uber';
}

/** The header of a tar archive names its format at byte 257. */
function isTar(bytes: Bytes): boolean {
  return toHex(bytes.subarray(257, 262)) === '7573746172';
}

/** A disk image of macOS ends with a block of 512 bytes that begins with `koly`. */
function isDiskImage(bytes: Bytes): boolean {
  return bytes.length >= 512 && toHex(bytes.subarray(bytes.length - 512, bytes.length - 508)) === '6b6f6c79';
}

/** The replacement character in UTF-8, which editors write for every byte they could not read. */
const replacement = Buffer.from([0xef, 0xbf, 0xbd]);

function replacedBytes(bytes: Bytes): number {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 0;
  for (let at = content.indexOf(replacement); at >= 0; at = content.indexOf(replacement, at + 3)) count++;
  return count;
}

/** A keystore or DER whose bytes all lost their highest bit: lengths of two bytes (0x82) begin as 0x02. */
function isSevenBit(bytes: Bytes): boolean {
  if (bytes.length < 64 || bytes.some((byte) => byte >= 0x80)) return false;
  return startsWithBytes(bytes, Uint8Array.of(0x30, 2)) || startsWithBytes(bytes, Uint8Array.of(0x7e, 0x6d, 0x7e, 0x6d));
}

export function recognizeBinary(bytes: Bytes): KindAndDetail {
  const start = toHex(bytes.subarray(0, 24));
  for (const [hex, kind, detail] of beginnings) if (start.startsWith(hex)) return { kind, detail };
  if (bytes.every((byte) => byte === 0)) return { kind: 'zeros', detail: '' };
  if (start.startsWith('30') && !isSevenBit(bytes)) {
    const kind = recognizeDer(bytes);
    if (kind !== undefined) return { kind, detail: '' };
  }
  const replaced = replacedBytes(bytes);
  if (replaced > 3 && replaced * 3 > bytes.length / 20) return { kind: 'replaced-text', detail: String(replaced) };
  if (isSevenBit(bytes)) return { kind: 'seven-bit', detail: '' };
  if (isGpgMessage(bytes)) return { kind: 'gpg-encrypted', detail: '' };
  if (isTar(bytes)) return { kind: 'archive', detail: 'tar' };
  if (isDiskImage(bytes)) return { kind: 'disk-image', detail: '' };
  return { kind: bouncyCastleStore(bytes) ?? 'unknown', detail: start.slice(0, 16) };
}
