/** What archives contain for those who look for keys: how far is looked, and that nothing in an archive makes it more. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { packedBeginnings } from '../../../../../src/core/assets/secrets/packedBeginnings.ts';
import { utf8, type Bytes } from '../../../../../src/core/base/bytes.ts';

interface Entry {
  readonly name: string;
  readonly content: Bytes;
  readonly isDeflated?: boolean;
  /** As an archive has it that was written while its content came. */
  readonly hasNoLength?: boolean;
}

function localEntry({ name, content, isDeflated = false, hasNoLength = false }: Entry): Buffer {
  const data = isDeflated ? deflateRawSync(content) : content;
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(isDeflated ? 8 : 0, 8);
  header.writeUInt32LE(hasNoLength ? 0 : data.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name, 'latin1'), data]);
}

const archive = (entries: readonly Entry[]): Bytes => new Uint8Array(Buffer.concat(entries.map(localEntry)));
const names = (bytes: Bytes): readonly string[] => packedBeginnings('keys.zip', bytes).map(({ name }) => name);
const text = utf8('-----BEGIN PRIVATE KEY-----');
const kilobytes = (count: number, letter = 'x'): Bytes => utf8(letter.repeat(count * 1024));

describe('the contents of an archive', () => {
  it('are read as they are, deflated, and without a length', () => {
    for (const isDeflated of [false, true])
      for (const hasNoLength of [false, true]) {
        const found = packedBeginnings(
          'keys.zip',
          archive([
            { name: 'one.key', content: text, isDeflated, hasNoLength },
            { name: 'two.key', content: text, isDeflated },
          ]),
        );
        deepStrictEqual(
          found.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
          [
            ['one.key', Buffer.from(text).toString()],
            ['two.key', Buffer.from(text).toString()],
          ],
        );
      }
  });

  it('are the first 32', () => {
    const entries = Array.from({ length: 40 }, (_, index) => ({ name: `${index}.key`, content: text }));
    deepStrictEqual(
      names(archive(entries)),
      entries.slice(0, 32).map(({ name }) => name),
    );
    // Those without a content count as well: an archive of folders is not walked to its end.
    const folders = Array.from({ length: 31 }, (_, index) => ({ name: `${index}/`, content: new Uint8Array() }));
    const last = [
      { name: 'in.key', content: text },
      { name: 'out.key', content: text },
    ];
    deepStrictEqual(names(archive([...folders, ...last])), ['in.key']);
  });

  it('are the first 64 KB of each, also where they unpack to a thousand times their length', () => {
    for (const isDeflated of [false, true])
      for (const size of [63, 64, 65, 20_000]) {
        const [found] = packedBeginnings('keys.zip', archive([{ name: 'a', content: kilobytes(size), isDeflated }]));
        const length = found?.bytes.length ?? 0;
        ok(length <= 64 * 1024 && length >= Math.min(size, 16) * 1024, `${size} KB gave ${length} bytes`);
        if (size <= 64) strictEqual(length, size * 1024);
      }
  });

  it('are 512 KB of all of them', () => {
    const entries = Array.from({ length: 12 }, (_, index) => ({ name: String(index), content: kilobytes(64, String(index % 10)) }));
    deepStrictEqual(names(archive(entries)), ['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('are one level deep, and one where the file is compressed alone', () => {
    const inner = archive([{ name: 'deep.key', content: text }]);
    deepStrictEqual(names(archive([{ name: 'inner.zip', content: inner, isDeflated: true }])), ['inner.zip']);
    const [found, ...others] = packedBeginnings('backup/server.key.gz', new Uint8Array(gzipSync(text)));
    deepStrictEqual(
      [found?.name, found && Buffer.from(found.bytes).toString(), others],
      ['backup/server.key', Buffer.from(text).toString(), []],
    );
  });

  it('may end anywhere', () => {
    const whole = archive([
      { name: 'one.key', content: text, isDeflated: true },
      { name: 'two.key', content: kilobytes(2), isDeflated: true },
    ]);
    for (let length = 0; length < whole.length; length++) ok(packedBeginnings('keys.zip', whole.subarray(0, length)).length <= 2);
    const packed = new Uint8Array(gzipSync(kilobytes(2)));
    for (let length = 0; length < packed.length; length++) ok(packedBeginnings('a.gz', packed.subarray(0, length)).length <= 1);
  });
});
