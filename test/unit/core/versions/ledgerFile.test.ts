import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeLedgerLine, inspectLedger } from '../../../../src/core/versions/ledger.ts';
import { appendToLedger, openLedger } from '../../../../src/core/versions/ledgerFile.ts';
import { prepareProductFolder, productFolder } from '../../../../src/core/versions/productFolder.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';

const ids = ['1111111111111111', '2222222222222222', '3333333333333333'] as const;

const recordOf = (id: string) => packageRecord({ id, versionCode: 12 + ids.findIndex((known) => known === id) });

describe('the ledger file', () => {
  it('is empty before the first package and grows by a line each', async () => {
    const files = new MemoryFiles();
    deepStrictEqual(await openLedger({ files, paths: posixPaths }, '/l'), { records: [], codes: [], issues: [] });
    for (const id of ids) await appendToLedger(files, '/l', recordOf(id));
    strictEqual(files.text('/l'), ids.map((id) => encodeLedgerLine(recordOf(id))).join(''));
  });

  it('is not read when it is far too large', async () => {
    const files = new MemoryFiles();
    files.stat = async () => ({ kind: 'file', sizeBytes: 65 * 1024 * 1024, modifiedAt: new Date(0), mode: 0o600 });
    const { records, issues } = await openLedger({ files, paths: posixPaths }, '/l');
    deepStrictEqual([records, issues.map(({ code }) => code)], [[], ['ledger-too-large']]);
  });

  it('does not append to a line that was left without its end', async () => {
    const files = new MemoryFiles({ '/l': '{"id":' });
    await appendToLedger(files, '/l', packageRecord());
    const { records, issues } = await openLedger({ files, paths: posixPaths }, '/l');
    deepStrictEqual([records.length, issues.map(({ code }) => code)], [1, ['ledger-bad-line']]);
  });

  it('merges in git without a conflict when both branches append, even to a ledger that neither had before', async () => {
    for (const startsEmpty of [false, true]) {
      const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main', ...args], {
          cwd: folder,
          stdio: 'pipe',
        });
      const written = new MemoryFiles();
      const product = productFolder(posixPaths, '/app');
      await prepareProductFolder(written, posixPaths, product);
      mkdirSync(join(folder, '.mobile-distribution'));
      for (const path of written.paths()) writeFileSync(join(folder, path.slice('/app/'.length)), written.text(path) ?? '');
      const ledger = join(folder, '.mobile-distribution', 'packages.jsonl');
      const commit = (id?: Parameters<typeof recordOf>[0]) => {
        if (id) appendFileSync(ledger, encodeLedgerLine(recordOf(id)));
        git('add', '-A');
        git('commit', '-q', '-m', 'a package');
      };
      git('init', '-q');
      commit(startsEmpty ? undefined : ids[0]);
      git('checkout', '-q', '-b', 'topic');
      commit(ids[1]);
      git('checkout', '-q', 'main');
      commit(ids[2]);
      git('merge', '-q', '-m', 'both', 'topic');
      const merged = inspectLedger(readFileSync(ledger, 'utf8'));
      deepStrictEqual(merged.issues, []);
      deepStrictEqual(merged.records.map(({ id }) => id).toSorted(), startsEmpty ? ids.slice(1) : [...ids]);
      rmSync(folder, { recursive: true });
    }
  });
});
