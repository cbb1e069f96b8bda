import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf } from '../../../../src/node/fileIdentity.ts';
import { openRegularFile } from '../../../../src/node/hashedFile.ts';
import { OfferedContent, type OfferedFile } from '../../../../src/releases/http/offeredContent.ts';

const content = Buffer.from('what was offered');

describe('offered content', () => {
  let folder = '';
  let path = '';
  let file: OfferedFile;
  const contents = new OfferedContent();

  const isOffered = async (offer: OfferedFile): Promise<boolean> => {
    const handle = await contents.open(offer);
    await handle?.close();
    return handle !== undefined;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offered-'));
    path = join(folder, 'a.apk');
    await writeFile(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    file = { path, sizeBytes: content.length, sha256, mediaType: 'application/octet-stream', fileName: 'a.apk' };
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('is what has the hash, each time', async () => {
    ok(await isOffered(file));
    ok(await isOffered(file));
    deepStrictEqual(await Promise.all(Array.from({ length: 20 }, () => isOffered(file))), Array(20).fill(true));
  });

  it('is not what has size and time alone', async () => {
    const { atime, mtime } = await stat(path);
    ok(await isOffered(file));
    await writeFile(path, content.toReversed());
    await utimes(path, atime, mtime);
    strictEqual(await isOffered(file), false);
    strictEqual(await isOffered(file), false);
  });

  it('is the same after its times or name changed', async () => {
    ok(await isOffered(file));
    await utimes(path, 1, 1);
    ok(await isOffered(file));
  });

  it('is not a folder, a pipe or nothing', async () => {
    strictEqual(await isOffered({ ...file, path: folder }), false);
    strictEqual(await isOffered({ ...file, path: join(folder, 'absent') }), false);
    if (process.platform === 'win32') return;
    const pipe = join(folder, 'pipe');
    strictEqual(spawnSync('mkfifo', [pipe]).status, 0);
    // Otherwise the test waits forever.
    strictEqual(await isOffered({ ...file, path: pipe }), false);
  });

  it('has an identity that no one sets back', async () => {
    const handle = await openRegularFile(path);
    ok(handle);
    try {
      const before = await identityOf(handle);
      strictEqual(await identityOf(handle), before);
      const { atime, mtime } = await stat(path);
      // Kernels keep the time of a change in steps of some milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 50));
      await writeFile(path, content);
      await utimes(path, atime, mtime);
      notStrictEqual(await identityOf(handle), before);
    } finally {
      await handle.close();
    }
  });
});
