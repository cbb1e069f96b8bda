/** Other tools read the archives that the product writes, and the product reads theirs. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes, concatBytes, fromUtf8, utf8 } from '../../src/core/base/bytes.ts';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { androidAlignment } from '../../src/core/formats/zip/androidAlignment.ts';
import { inspectZip } from '../../src/core/formats/zip/inspectZip.ts';
import { ZipWriter } from '../../src/core/formats/zip/zipWriter.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { readZip } from '../unit/core/formats/zip/support/readZip.ts';
import { askJudge, type Verdict } from './support/judges.ts';

describe('zip archives', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mdist-zip-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const content = concatBytes(...Array.from({ length: 500 }, (_, index) => utf8(`line ${index} of a text\n`)));

  async function write(name: string, entryCount = 0): Promise<string> {
    const path = join(folder, name);
    const file = await new NodeFileSystem().createFile(path);
    const writer = new ZipWriter(file, { alignment: androidAlignment, comment: utf8('a comment') });
    void writer.addEntry({ name: 'a', method: 'stored', bytes: utf8('1') });
    void writer.addEntry({ name: 'assets/text.txt', method: 'deflated', bytes: content });
    void writer.addEntry({ name: 'assets/été/日本.txt', method: 'stored', bytes: content });
    void writer.addEntry({ name: 'lib/arm64-v8a/libx.so', method: 'stored', bytes: content });
    void writer.addEntry({ name: 'empty', method: 'stored', bytes: new Uint8Array(0) });
    void writer.addSource({ name: 'large', method: 'deflated', source: bytesSource(new Uint8Array(20_000_000)) });
    for (let index = 0; index < entryCount; index++) void writer.addEntry({ name: `many/${index}`, method: 'stored', bytes: utf8('x') });
    await writer.finish();
    await file.commit();
    return path;
  }

  function python(script: string, ...args: string[]): Verdict {
    const verdict = askJudge('python3', ['-c', script, ...args], { cwd: folder });
    strictEqual(verdict.exitCode, 0, verdict.stderr);
    return verdict;
  }

  async function read(name: string): Promise<Record<string, string>> {
    const { entries } = await readZip(new Uint8Array(await readFile(join(folder, name))));
    return Object.fromEntries(entries.map(({ entry, content }) => [entry.name, fromUtf8(content)]));
  }

  it('are tested by unzip', async () => {
    const { exitCode, stdout } = askJudge('unzip', ['-t', await write('unzip.zip')]);
    strictEqual(exitCode, 0, stdout);
    match(stdout, /No errors detected/);
  });

  it('are aligned as zipalign wants it', async () => {
    const { exitCode, stdout } = askJudge('zipalign', ['-c', '-v', '4', await write('aligned.zip')]);
    strictEqual(exitCode, 0, stdout);
    match(stdout, /16384 lib\/arm64-v8a\/libx\.so \(OK\)/);
  });

  it('are read by Python, name by name and byte by byte, with Zip64 records too', async () => {
    const script = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(len(z.namelist()), z.namelist()[2], z.comment.decode(), z.getinfo('a').date_time, len(z.read('assets/text.txt')))`;
    const expected = (count: number): string => `${count} assets/été/日本.txt a comment (1981, 1, 1, 1, 1, 2) ${content.length}\n`;
    strictEqual(python(script, await write('python.zip')).stdout, expected(6));
    strictEqual(python(script, await write('many.zip', 66_000)).stdout, expected(66_006));
  });

  it('are read from zip: names, folders, and data descriptors from a pipe', async () => {
    await writeFile(join(folder, 'été.txt'), content);
    strictEqual(askJudge('zip', ['-q', '-X', 'plain.zip', 'été.txt'], { cwd: folder }).exitCode, 0);
    deepStrictEqual(await read('plain.zip'), { 'été.txt': fromUtf8(content) });
    const piped = askJudge(
      'python3',
      [
        '-c',
        `import subprocess; open('piped.zip', 'wb').write(subprocess.run(['zip', '-q', '-', '-'], input=b'x' * 100000, stdout=subprocess.PIPE, check=True).stdout)`,
      ],
      { cwd: folder },
    );
    strictEqual(piped.exitCode, 0, piped.stderr);
    deepStrictEqual(await read('piped.zip'), { '-': 'x'.repeat(100_000) });
  });

  it('are read from Python: Zip64 fields, descriptors, and names of code page 437', async () => {
    python(`
import io, zipfile
class Pipe(io.RawIOBase):
    def __init__(self, f): self.f = f
    def writable(self): return True
    def write(self, b): return self.f.write(b)
with open('wide.zip', 'wb') as f, zipfile.ZipFile(Pipe(f), 'w', zipfile.ZIP_DEFLATED) as z:
    with z.open('wide', 'w', force_zip64=True) as e: e.write(b'wide' * 1000)
    with z.open('folder/é', 'w') as e: e.write(b'e')
with zipfile.ZipFile('many64.zip', 'w') as z:
    for i in range(66000): z.writestr(str(i), b'')
class Old(zipfile.ZipInfo):
    def _encodeFilenameFlags(self): return self.filename.encode('cp437'), 0
with zipfile.ZipFile('old.zip', 'w') as z: z.writestr(Old('f\\u00fcr \\u00e9.txt'), b'old')
`);
    deepStrictEqual(await read('wide.zip'), { wide: 'wide'.repeat(1000), 'folder/é': 'e' });
    deepStrictEqual(await read('old.zip'), { 'für é.txt': 'old' });
    const { archive, issues } = await inspectZip(bytesSource(new Uint8Array(await readFile(join(folder, 'many64.zip')))));
    deepStrictEqual([issues, archive.entries.length, archive.layout.isZip64], [[], 66_000, true]);
  });

  it('of more than 4 GB are written without holding them, and read by others', async function () {
    const size = 4_400_000_000;
    const zeros: Bytes = new Uint8Array(1024 * 1024);
    const source = { size, read: async (_offset: number, length: number) => zeros.subarray(0, length) };
    const files = new NodeFileSystem();
    const path = join(folder, 'huge.zip');
    const file = await files.createFile(path);
    // The fastest level: four gigabytes are compressed twice.
    const writer = new ZipWriter(file, { level: 1 });
    void writer.addSource({ name: 'huge', method: 'deflated', source });
    void writer.addEntry({ name: 'last', method: 'stored', bytes: utf8('end') });
    await writer.finish();
    await file.commit();
    const opened = await files.openFile(path);
    const { archive, issues } = await inspectZip(opened);
    await opened.close();
    deepStrictEqual([issues, archive.entries.map((entry) => entry.uncompressedSize)], [[], [size, 3]]);
    const { stdout } = python(
      `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.getinfo('huge').file_size, z.read('last'))`,
      path,
    );
    strictEqual(stdout, `${size} b'end'\n`);
    ok(askJudge('unzip', ['-l', path]).stdout.includes(String(size)));
  });
});
