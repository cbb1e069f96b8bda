import { rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { PackageReader } from '../../../../../src/extension/package/files/packageReader.ts';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { readPackageFile, type ReadPackageFile } from '../../../../../src/node/packageWorker/readPackageFile.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';

describe('what is known of a package', () => {
  const app = {} as AppEntry;
  const files = new NodeFileSystem();
  let folder: string;
  let path: string;
  let sha256: string;
  let reads = 0;
  const readFile = async (asked: string): Promise<ReadPackageFile> => {
    reads += 1;
    return await readPackageFile(asked, new Date('2026-11-21T12:00:00Z'));
  };
  const reader = new PackageReader({ files, readFile, allowedIn: async () => [] });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'package-facts-'));
    path = join(folder, 'small.apk');
    const bytes = await smallArchive(smallApkEntries());
    sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(path, bytes);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the recorded file', async () => {
    const { file, content } = await reader.facts({ path, recorded: { app, record: packageRecord({ sha256 }) } });
    strictEqual(file, 'present');
    strictEqual(content?.inspection?.format === 'apk' && content.inspection.appIdentifier, 'com.acme.small');
  });

  it('tells a file of another content', async () => {
    const { file } = await reader.facts({ path, recorded: { app, record: packageRecord({ sha256: 'f'.repeat(64) }) } });
    strictEqual(file, 'changed');
  });

  it('tells a file that is gone', async () => {
    const { file, content } = await reader.facts({ path: join(folder, 'none.apk'), recorded: { app, record: packageRecord() } });
    strictEqual(file, 'missing');
    strictEqual(content, undefined);
  });

  it('does not read what the ledger names where it may not be read', async () => {
    const restricted = { stat: async () => await Promise.reject(Failure.of('file-restricted', { path })) };
    const recorded = { app, record: packageRecord({ sha256 }) };
    await rejects(new PackageReader({ files: restricted, readFile, allowedIn: async () => [] }).facts({ path, recorded }), (error) =>
      isFailure(error, 'file-restricted'),
    );
  });

  it('reads what is not a package', async () => {
    const other = join(folder, 'other.apk');
    writeFileSync(other, 'text');
    const { file, content } = await reader.facts({ path: other });
    strictEqual(file, 'present');
    strictEqual(content?.inspection, undefined);
    strictEqual(content?.issues.length === 0, false);
  });

  it('reads a file once as long as it stays the same, and again when it is another one', async () => {
    const shared = join(folder, 'shared.apk');
    writeFileSync(shared, await smallArchive(smallApkEntries()));
    reads = 0;
    const found = [await reader.facts({ path: shared }), await reader.facts({ path: shared })];
    strictEqual(found[0]?.content, found[1]?.content);
    strictEqual(reads, 1);
    writeFileSync(shared, 'another');
    strictEqual((await reader.facts({ path: shared })).content?.inspection, undefined);
    strictEqual(reads, 2);
    rmSync(shared);
    strictEqual((await reader.facts({ path: shared })).file, 'missing');
    strictEqual((await reader.facts({ path: shared })).file, 'missing');
  });
});
