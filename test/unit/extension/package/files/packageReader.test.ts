import { rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { readPackageFacts } from '../../../../../src/extension/package/files/packageReader.ts';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { smallApkEntries, smallArchive } from '../../../../support/smallPackages.ts';

describe('readPackageFacts', () => {
  const app = {} as AppEntry;
  const files = new NodeFileSystem();
  let folder: string;
  let path: string;
  let sha256: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'package-facts-'));
    path = join(folder, 'small.apk');
    const bytes = await smallArchive(smallApkEntries());
    sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(path, bytes);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the recorded file', async () => {
    const { file, content } = await readPackageFacts({ path, recorded: { app, record: packageRecord({ sha256 }) } }, files);
    strictEqual(file, 'present');
    strictEqual(content?.inspection?.appIdentifier, 'com.acme.small');
  });

  it('tells a file of another content', async () => {
    const { file } = await readPackageFacts({ path, recorded: { app, record: packageRecord({ sha256: 'f'.repeat(64) }) } }, files);
    strictEqual(file, 'changed');
  });

  it('tells a file that is gone', async () => {
    const { file, content } = await readPackageFacts({ path: join(folder, 'none.apk'), recorded: { app, record: packageRecord() } }, files);
    strictEqual(file, 'missing');
    strictEqual(content, undefined);
  });

  it('does not read what the ledger names where it may not be read', async () => {
    const restricted = { stat: async () => await Promise.reject(Failure.of('file-restricted', { path })) };
    const recorded = { app, record: packageRecord({ sha256 }) };
    await rejects(readPackageFacts({ path, recorded }, restricted), (error) => isFailure(error, 'file-restricted'));
  });

  it('reads what is no package', async () => {
    const other = join(folder, 'other.apk');
    writeFileSync(other, 'text');
    const { file, content } = await readPackageFacts({ path: other }, files);
    strictEqual(file, 'present');
    strictEqual(content?.inspection, undefined);
    strictEqual(content?.issues.length === 0, false);
  });
});
