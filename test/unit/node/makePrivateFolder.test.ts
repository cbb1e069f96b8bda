import { rejects, strictEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../src/core/base/failure.ts';
import { makePrivateFolder } from '../../../src/node/makePrivateFolder.ts';

describe('makePrivateFolder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-private-'));
  after(() => rmSync(folder, { recursive: true }));

  it('closes a new folder and an old one to everybody else', async function () {
    if (process.platform === 'win32') this.skip();
    const [made, old] = [join(folder, 'a', 'made'), join(folder, 'old')];
    mkdirSync(old, { mode: 0o755 });
    for (const path of [made, old]) {
      await makePrivateFolder(path);
      strictEqual((statSync(path).mode & 0o777).toString(8), '700');
    }
  });

  it('says where it cannot', async () => {
    writeFileSync(join(folder, 'file'), '');
    await rejects(makePrivateFolder(join(folder, 'file', 'below')), (error) => isFailure(error, 'file-unwritable'));
  });
});
