import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { type Bytes, latin1, utf8 } from '../../../../../src/core/base/bytes.ts';
import { ByteWriter } from '../../../../../src/core/base/byteWriter.ts';
import { decodeEntryName } from '../../../../../src/core/formats/zip/entryName.ts';
import { extraField } from './support/rawZip.ts';

const flagUtf8 = 0x800;

function unicodePath(name: string, of: Bytes, version = 1): Bytes {
  return extraField(0x7075, new ByteWriter().u8(version).u32(crc32(of)).bytes(utf8(name)).finish());
}

function check(bytes: Bytes, flags: number, extra: Bytes, expected: string): void {
  deepStrictEqual(decodeEntryName(bytes, flags, extra), { name: expected, isWellFormed: true });
}

describe('decodeEntryName', () => {
  const none = new Uint8Array(0);
  // "é" and "ü" in code page 437.
  const old = new Uint8Array([0x82, 0x81]);

  it('reads ASCII', () => check(utf8('res/a.png'), 0, none, 'res/a.png'));
  it('reads UTF-8 where bit 11 says so', () => check(utf8('é€😀'), flagUtf8, none, 'é€😀'));
  it('keeps a byte order mark, which is a part of the name', () => check(utf8('\ufeffa'), flagUtf8, none, '\ufeffa'));
  it('reads well-formed UTF-8 without bit 11, as Android does', () => check(utf8('é€😀'), 0, none, 'é€😀'));
  it('reads code page 437 otherwise', () => check(old, 0, none, 'éü'));
  it('reads all of the upper half of code page 437', () => {
    const { name } = decodeEntryName(
      Uint8Array.from({ length: 128 }, (_, index) => index + 128),
      0,
      none,
    );
    strictEqual(name.length, 128);
    deepStrictEqual([name[0], name[0x1f], name[0x33], name[0x61], name[0x7f]], ['Ç', 'ƒ', '│', 'ß', '\u00a0']);
  });
  it('believes the Unicode path field', () => check(old, 0, unicodePath('éü.txt', old), 'éü.txt'));
  it('ignores a Unicode path field of another name', () => check(old, 0, unicodePath('evil', latin1('other')), 'éü'));
  it('ignores a Unicode path field of an unknown version', () => check(old, 0, unicodePath('evil', old, 2), 'éü'));
  it('ignores a Unicode path field of an ASCII name', () => check(utf8('plain'), 0, unicodePath('evil', utf8('plain')), 'plain'));
  it('ignores a Unicode path field that is too short', () => check(old, 0, extraField(0x7075, utf8('abc')), 'éü'));
  it('says when bit 11 lies', () => deepStrictEqual(decodeEntryName(old, flagUtf8, none), { name: '\ufffd\ufffd', isWellFormed: false }));
});
