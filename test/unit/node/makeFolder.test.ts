import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { makeFolder } from '../../../src/node/makeFolder.ts';
import { useTemporaryFolder } from './support/temporaryFolder.ts';

describe('makeFolder', () => {
  const at = useTemporaryFolder();

  it('makes what is missing, and leaves what is there', async () => {
    await makeFolder(at('a', 'b', 'c'));
    await writeFile(at('a', 'kept'), '');
    await makeFolder(at('a', 'b', 'c'));
    await makeFolder(at('a'));
    ok((await stat(at('a', 'b', 'c'))).isDirectory());
    deepStrictEqual(await readdir(at('a')), ['b', 'kept']);
  });

  it('makes the same folder for several at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(at('x', 'y', 'z'))));
    deepStrictEqual(await readdir(at('x', 'y')), ['z']);
  });

  it('refuses a place at or below a file', async () => {
    await writeFile(at('file'), '');
    await rejects(makeFolder(at('file')), { code: 'EEXIST' });
    await rejects(makeFolder(at('file', 'below', 'it')), { code: 'ENOTDIR' });
  });

  (existsSync('/proc/self') ? it : it.skip)('ends where the system takes no folder', async () => {
    await rejects(makeFolder('/proc/there-is-none/at-all'), { code: 'ENOENT' });
  });
});
