import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitlinksIn, hasGitlinks } from '../../../../src/node/git/readGitlinks.ts';

describe('the submodules that an index names', () => {
  let folder: string;
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const index = (): string => join(folder, '.git', 'index');
  const commit = '0123456789012345678901234567890123456789';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-index-'));
    git('init', '--quiet');
    for (let length = 1; length < 20; length++) writeFileSync(join(folder, 'n'.repeat(length)), '');
    git('add', '.');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const version of ['2', '3', '4']) {
    it(`are found in version ${version}, whatever the length of names`, async () => {
      const write = (): string => {
        // Version 3 is written where an entry has more flags.
        if (version === '3') git('update-index', '--skip-worktree', 'n');
        return git('update-index', '--index-version', version, '--force-write-index');
      };
      write();
      strictEqual(readFileSync(index()).readUInt32BE(4), Number(version));
      strictEqual(await hasGitlinks(index()), false);
      git('update-index', '--add', '--cacheinfo', `160000,${commit},zz/module`);
      write();
      strictEqual(await hasGitlinks(index()), true);
    });
  }

  it('are unknown where entries are elsewhere, and where the file is damaged or absent', async () => {
    const whole = readFileSync(index());
    const damaged = [
      Buffer.alloc(0),
      whole.subarray(0, 40),
      whole.subarray(0, -30),
      Buffer.from(whole).fill(0, 0, 4),
      Buffer.from(whole).fill(1, 72, whole.length),
    ];
    const versions = [1, 5].map((version) => {
      const other = Buffer.from(whole);
      other.writeUInt32BE(version, 4);
      return other;
    });
    const more = Buffer.from(whole);
    more.writeUInt32BE(20, 8);
    deepStrictEqual([...damaged, ...versions, more].map(gitlinksIn), Array(8).fill(undefined));
    git('update-index', '--split-index');
    strictEqual(await hasGitlinks(index()), undefined);
    strictEqual(await hasGitlinks(join(folder, 'none')), undefined);
  });
});
