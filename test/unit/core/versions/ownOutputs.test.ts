/** Which packages outside of their app are believed to be where the ledger says: those that this user's own runs put there. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../src/core/base/failure.ts';
import { encodeLedgerLine } from '../../../../src/core/versions/ledger.ts';
import { openLedger } from '../../../../src/core/versions/ledgerFile.ts';
import { noteOwnOutput, readOwnOutputs } from '../../../../src/core/versions/ownOutputs.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

const userFolder = '/home/ada/.config/mobile-distribution';
const list = `${userFolder}/outputs.jsonl`;
const ledger = '/app/.mobile-distribution/packages.jsonl';
const own = packageRecord({ id: '1111111111111111', path: '/home/ada/out/shop.apk' });

const worldOf = (files: MemoryFiles) => ({ files, paths: posixPaths, userFolder });

async function pathsIn(files: MemoryFiles, user: string | undefined = userFolder): Promise<readonly string[]> {
  const { records, issues } = await openLedger({ ...worldOf(files), userFolder: user }, ledger);
  deepStrictEqual(issues, []);
  return records.map(({ path }) => path);
}

describe('packages outside of their app', () => {
  it('are where this user put them, and nowhere for another user of the repository', async () => {
    const files = new MemoryFiles({ [ledger]: encodeLedgerLine(own) });
    deepStrictEqual(await pathsIn(files), ['.mobile-distribution/packages/shop.apk']);
    await noteOwnOutput(worldOf(files), own);
    deepStrictEqual(await pathsIn(files), ['/home/ada/out/shop.apk']);
    deepStrictEqual(await pathsIn(files, '/home/eve/.config/mobile-distribution'), ['.mobile-distribution/packages/shop.apk']);
    deepStrictEqual((await openLedger({ files, paths: posixPaths }, ledger)).records[0]?.path, '.mobile-distribution/packages/shop.apk');
  });

  it('are not where another line of the ledger says that they are', async () => {
    const thief = packageRecord({ id: '2222222222222222', versionCode: 13, path: own.path });
    const moved = packageRecord({ id: own.id, versionCode: 14, path: '/home/ada/out/other.apk' });
    for (const record of [thief, moved]) {
      const files = new MemoryFiles({ [ledger]: encodeLedgerLine(record) });
      await noteOwnOutput(worldOf(files), own);
      ok((await pathsIn(files))[0]?.startsWith('.mobile-distribution/packages/'), record.id);
    }
  });

  it('are noted only when they are packages outside of the app', async () => {
    const files = new MemoryFiles();
    for (const path of ['.mobile-distribution/packages/x.apk', '/etc/passwd', '//server/x.apk', '/out/../x.apk'])
      await noteOwnOutput(worldOf(files), { id: own.id, path });
    deepStrictEqual(files.paths(), []);
  });

  it('takes of a damaged list what can be read', async () => {
    const lines = ['[]', 'null', '{', '{"id":1,"path":"/x.apk"}', '{"id":"a"}', '', '{"id":"b","path":"/out/b.apk"}'];
    const files = new MemoryFiles({ [list]: lines.join('\n') });
    deepStrictEqual([...(await readOwnOutputs(worldOf(files)))], [['b', '/out/b.apk']]);
  });

  it('reads no list that is too large or not to be read, and goes on where it cannot be written', async () => {
    const large = new MemoryFiles({ [list]: `{"id":"b","path":"/out/b.apk"}\n${' '.repeat(4 * 1024 * 1024)}` });
    deepStrictEqual([...(await readOwnOutputs(worldOf(large)))], []);
    const closed = new MemoryFiles();
    closed.appendFile = async (path) => {
      throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
    };
    await noteOwnOutput(worldOf(closed), own);
    closed.appendFile = async () => {
      throw new TypeError('a fault of the product');
    };
    await rejects(noteOwnOutput(worldOf(closed), own), TypeError);
  });

  it('forgets the older half of a full list', async () => {
    const line = (index: number) => `${JSON.stringify({ id: `id${index}`, path: `/out/${'x'.repeat(900)}${index}.apk` })}\n`;
    const count = Math.floor((4 * 1024 * 1024) / line(1000).length);
    const lines = Array.from({ length: count }, (_, index) => line(1000 + index)).join('');
    const files = new MemoryFiles({ [list]: lines.padStart(4 * 1024 * 1024, '\n') });
    await noteOwnOutput(worldOf(files), own);
    const kept = await readOwnOutputs(worldOf(files));
    strictEqual(kept.get(own.id), own.path);
    ok(!kept.has('id1000') && kept.has(`id${1000 + count - 1}`));
    ok(kept.size > count / 2 - 2 && kept.size < count / 2 + 3, `${kept.size} of ${count}`);
  });
});
