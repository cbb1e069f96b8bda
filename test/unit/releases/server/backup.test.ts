import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { tables } from '../../../../src/releases/model/tables.ts';
import { backupPath, keptTables, leftOutTables, packagePath, recordsPath } from '../../../../src/releases/server/backup/backupFolder.ts';
import { exportBackup } from '../../../../src/releases/server/backup/exportBackup.ts';
import { importBackup } from '../../../../src/releases/server/backup/importBackup.ts';
import { withStorage } from '../../../../src/releases/server/backup/withStorage.ts';
import { type ServerStorage } from '../../../../src/releases/server/serverStorage.ts';
import { contentOf, fillStorage } from '../../../support/filledStorage.ts';
import { startTestServer } from '../../../support/runningServer.ts';

const { signal } = new AbortController();

describe('the backup of a release server', () => {
  let folder: string;
  let backup: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-'));
    backup = join(folder, 'backup');
    await inServer('old', fillStorage);
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  async function inServer<Result>(name: string, work: (storage: ServerStorage) => Promise<Result>): Promise<Result> {
    return await withStorage(join(folder, name), undefined, work);
  }

  async function exportOld(): Promise<void> {
    await inServer('old', async (storage) => await exportBackup(storage, backup, { signal }));
  }

  async function importNew(name = 'new'): Promise<void> {
    await inServer(name, async (storage) => await importBackup(storage, backup, { signal }));
  }

  it('has every table, or says that it is left out', () => {
    deepStrictEqual([...keptTables, ...leftOutTables].toSorted(), Object.keys(tables).toSorted());
  });

  it('brings everything into another server', async () => {
    await exportOld();
    await importNew();
    deepStrictEqual(await inServer('new', contentOf), await inServer('old', contentOf));
    const text = await readFile(recordsPath(backup), 'utf8');
    strictEqual(text.includes('owner-token'), false);
  });

  it('copies only what is not there yet', async () => {
    await exportOld();
    const [sha256 = ''] = (await inServer('old', contentOf))['packages'] as readonly string[];
    const before = await stat(packagePath(backup, sha256), { bigint: true });
    await exportOld();
    strictEqual((await stat(packagePath(backup, sha256), { bigint: true })).mtimeNs, before.mtimeNs);
  });

  it('is none until it is complete', async () => {
    await exportOld();
    await rm(join(backup, 'packages'), { recursive: true });
    await rm(join(folder, 'old', 'blobs'), { recursive: true });
    await rejects(exportOld(), /is gone/);
    await rejects(importNew(), /not the file of a complete backup/);
    deepStrictEqual(await inServer('new', async ({ records }) => await records.count('account', {})), 0);
  });

  it('is refused when it was changed', async () => {
    await exportOld();
    await appendFile(recordsPath(backup), '\n');
    await rejects(importNew(), /changed after the export/);
    await exportOld();
    const [sha256 = ''] = (await inServer('old', contentOf))['packages'] as readonly string[];
    await writeFile(packagePath(backup, sha256), 'other');
    await rejects(importNew(), /changed after the export/);
    strictEqual(await inServer('new', async ({ records }) => await records.count('account', {})), 0);
    await exportOld();
    await importNew();
  });

  it('of an earlier version gives releases the columns that they did not have', async () => {
    await inServer('old', async ({ records }) => {
      await records.transaction(async (transaction) => {
        await transaction.update('release', {}, { facts: { packageHash: 'abc' }, packageHash: 'abc', bundleSha256: null });
      });
    });
    await exportOld();
    const text = (await readFile(recordsPath(backup), 'utf8')).replace(',"packageHash":"abc","bundleSha256":null}}', '}}');
    strictEqual(text.match(/packageHash/g)?.length, 1);
    await writeFile(recordsPath(backup), text);
    const file: object = JSON.parse(await readFile(backupPath(backup), 'utf8'));
    await writeFile(backupPath(backup), JSON.stringify({ ...file, sha256: createHash('sha256').update(text).digest('hex') }));
    await importNew();
    deepStrictEqual(await inServer('new', contentOf), await inServer('old', contentOf));
  });

  it('is refused when it is of a newer version', async () => {
    await exportOld();
    const file: unknown = JSON.parse(await readFile(backupPath(backup), 'utf8'));
    ok(typeof file === 'object');
    await writeFile(backupPath(backup), JSON.stringify({ ...file, format: 1000 }));
    await rejects(importNew(), /newer version/);
  });

  it('goes into an empty storage only, and leaves the other as it is', async () => {
    await exportOld();
    await importNew();
    await rejects(importNew(), /not empty/);
    deepStrictEqual(await inServer('new', contentOf), await inServer('old', contentOf));
  });

  it('stops when it is cancelled, and goes on the next time', async () => {
    const controller = new AbortController();
    const stopped = inServer('old', async (storage) =>
      exportBackup(storage, backup, { signal: controller.signal, onPackage: () => controller.abort() }),
    );
    await rejects(stopped, (error) => isFailure(error, 'cancelled'));
    await exportOld();
    const again = new AbortController();
    const half = inServer('new', async (storage) =>
      importBackup(storage, backup, { signal: again.signal, onPackage: () => again.abort() }),
    );
    await rejects(half, (error) => isFailure(error, 'cancelled'));
    await importNew();
    deepStrictEqual(await inServer('new', contentOf), await inServer('old', contentOf));
  });

  it('is not made of a folder that a server uses', async () => {
    const server = await startTestServer();
    const busy = withStorage(server.folder, undefined, async (storage) => await exportBackup(storage, backup, { signal }));
    await rejects(busy, (error) => isFailure(error, 'server-data-busy'));
    await server.stop();
  });
});
