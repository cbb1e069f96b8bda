import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { readPackageInWorker } from '../../../../src/node/packageWorker/packageWorker.ts';
import { readPackageFile } from '../../../../src/node/packageWorker/readPackageFile.ts';
import { ApplePki } from '../../../support/applePki.ts';
import { ipaEntries } from '../../../support/ipaFiles.ts';
import { smallApkEntries, smallArchive } from '../../../support/smallPackages.ts';

const entry = new URL('../../../../src/node/packageWorker/packageWorkerMain.ts', import.meta.url);

describe('a package that is read in the package worker', () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), 'read-package-'))));
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, entries] of [
    ['small.apk', () => smallApkEntries()],
    ['Hello.ipa', () => ipaEntries({ pki: new ApplePki() })],
  ] as const) {
    it(`says of ${name} what it says in this process: dates, bytes and large numbers survive the way`, async () => {
      const path = join(folder, name);
      const bytes = await smallArchive(entries());
      writeFileSync(path, bytes);
      const read = await readPackageInWorker(entry, path, new AbortController().signal);
      strictEqual(read.sha256, createHash('sha256').update(bytes).digest('hex'));
      ok(read.inspection);
      deepStrictEqual(read, await readPackageFile(path, new Date()));
    });
  }

  it('fails as in this process', async () => {
    const signal = new AbortController().signal;
    await rejects(readPackageInWorker(entry, join(folder, 'absent.apk'), signal), (error) => isFailure(error, 'file-not-found'));
    await rejects(readPackageInWorker(entry, folder, signal), (error) => isFailure(error, 'file-not-found'));
  });
});
