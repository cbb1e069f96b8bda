import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type ProcessRequest } from '../../../../src/core/ports/processRunner.ts';
import { GitSourceControl } from '../../../../src/node/git/gitSourceControl.ts';
import { NodeProcessRunner } from '../../../../src/node/nodeProcessRunner.ts';
import { useTemporaryFolder } from '../support/temporaryFolder.ts';

/** Without the settings of anyone who runs the tests. */
const cleanEnvironment = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_CEILING_DIRECTORIES: '/' };

class CleanRunner extends NodeProcessRunner {
  override run(request: ProcessRequest) {
    return super.run({ ...request, env: { ...request.env, ...cleanEnvironment } });
  }
}

describe('GitSourceControl', () => {
  const at = useTemporaryFolder();
  const control = new GitSourceControl(new CleanRunner());

  function git(...args: string[]): string {
    return execFileSync('git', ['-C', at(), ...args], { encoding: 'utf8', env: { ...process.env, ...cleanEnvironment } }).trim();
  }

  function makeRepository(): void {
    git('init', '-q', '-b', 'trunk');
    git('config', 'user.name', 'Ada Löve');
    git('config', 'user.email', 'ada@example.com');
  }

  it('reads settings once for questions that follow each other, and again when one of them changed', async () => {
    makeRepository();
    writeFileSync(at('a'), 'x');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    let settingsRead = 0;
    class CountingRunner extends CleanRunner {
      override run(request: ProcessRequest) {
        if (request.args.includes('--file')) settingsRead++;
        return super.run(request);
      }
    }
    const counting = new GitSourceControl(new CountingRunner());
    const [state, isTracked, isOtherTracked] = await Promise.all([
      counting.describe(at()),
      counting.isTracked(at('a')),
      counting.isTracked(at('b')),
    ]);
    deepStrictEqual([state.author, isTracked, isOtherTracked, settingsRead], ['Ada Löve <ada@example.com>', true, false, 1]);
    git('config', 'user.name', 'Grace');
    strictEqual((await counting.describe(at())).author, 'Grace <ada@example.com>');
    strictEqual(settingsRead, 2);
  });

  it('describes commit, branch, changes and author', async () => {
    makeRepository();
    mkdirSync(at('app'));
    deepStrictEqual(await control.describe(at('app')), {
      branch: 'trunk',
      hasUncommittedChanges: false,
      author: 'Ada Löve <ada@example.com>',
    });
    writeFileSync(at('app', 'file'), 'x');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const clean = { commit: git('rev-parse', 'HEAD'), branch: 'trunk', hasUncommittedChanges: false, author: 'Ada Löve <ada@example.com>' };
    deepStrictEqual(await control.describe(at('app')), clean);
    writeFileSync(at('elsewhere'), 'x');
    deepStrictEqual(await control.describe(at('app')), { ...clean, hasUncommittedChanges: true });
    git('add', '.');
    git('commit', '-q', '-m', 'second');
    git('checkout', '-q', '--detach');
    const detached = await control.describe(at('app'));
    deepStrictEqual([detached.branch, detached.hasUncommittedChanges], [undefined, false]);
  });

  it('lists what was committed to a folder since a commit, newest first', async () => {
    makeRepository();
    git('commit', '-q', '--allow-empty', '-m', 'first');
    const first = git('rev-parse', 'HEAD');
    mkdirSync(at('app'));
    for (const [name, message] of [
      ['app/one', 'Add one\n\nand say why'],
      ['elsewhere', 'Outside'],
      ['app/two', '$(touch x) --two'],
    ] as const) {
      writeFileSync(at(name), 'x');
      git('add', '.');
      git('commit', '-q', '-m', message);
    }
    deepStrictEqual(await control.subjectsSince(at('app'), first), ['$(touch x) --two', 'Add one']);
    deepStrictEqual(await control.subjectsSince(at('app'), git('rev-parse', 'HEAD')), []);
    deepStrictEqual(await control.subjectsSince(at('app'), 'f'.repeat(40)), []);
    deepStrictEqual(await control.subjectsSince(at('app'), '--output=x'), []);
    deepStrictEqual(await control.subjectsSince(at('app'), undefined), ['$(touch x) --two', 'Add one']);
    for (let count = 0; count < 12; count++) {
      writeFileSync(at('app/three'), String(count));
      git('add', '.');
      git('commit', '-q', '-m', `change ${count}`);
    }
    deepStrictEqual(
      await control.subjectsSince(at('app'), undefined),
      Array.from({ length: 10 }, (_, index) => `change ${11 - index}`),
    );
  });

  it("does not take the product's own ledger for a change", async () => {
    makeRepository();
    git('commit', '-q', '--allow-empty', '-m', 'first');
    mkdirSync(at('app', '.mobile-distribution'), { recursive: true });
    writeFileSync(at('app', '.mobile-distribution', 'packages.jsonl'), '{}');
    strictEqual((await control.describe(at('app'))).hasUncommittedChanges, false);
  });

  it('knows the author alone outside a repository and without git', async () => {
    const outside = await control.describe(at());
    deepStrictEqual(Object.keys(outside), ['author']);
    match(outside.author, /\S/);
    const none = new GitSourceControl({ run: async () => ({ exitCode: undefined, stdout: '', stderr: 'ENOENT' }) });
    deepStrictEqual(await none.describe(at()), outside);
    strictEqual(await none.isTracked(at('x')), undefined);
  });

  it('says what is tracked, by the name as it is', async () => {
    makeRepository();
    writeFileSync(at('a*'), '');
    writeFileSync(at('ab'), '');
    git('--literal-pathspecs', 'add', 'ab');
    strictEqual(await control.isTracked(at('ab')), true);
    strictEqual(await control.isTracked(at('a*')), false);
    strictEqual(await control.isTracked(at('none')), false);
  });

  it('says what is ignored, by the rules of each folder', async () => {
    makeRepository();
    mkdirSync(at('keys'));
    writeFileSync(at('.gitignore'), '*.p8\n');
    writeFileSync(at('keys', '.gitignore'), '!own.p8\n/play.json\n');
    for (const [name, isIgnored] of [
      ['AuthKey.p8', true],
      ['keys/AuthKey.p8', true],
      ['keys/own.p8', false],
      ['keys/play.json', true],
      ['play.json', false],
      ['a*', false],
    ] as const) {
      strictEqual(await control.isIgnored(at(...name.split('/'))), isIgnored, name);
    }
    writeFileSync(at('.gitignore'), '');
    strictEqual(await control.isIgnored(at('AuthKey.p8')), false);
  });

  it('forgets a file that stays on the disk, whatever was staged of it', async () => {
    makeRepository();
    writeFileSync(at('a*'), 'first');
    writeFileSync(at('ab'), '');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    writeFileSync(at('a*'), 'second');
    git('add', '.');
    writeFileSync(at('a*'), 'third');
    strictEqual(await control.untrack(at('a*')), true);
    deepStrictEqual([await control.isTracked(at('a*')), await control.isTracked(at('ab'))], [false, true]);
    strictEqual(readFileSync(at('a*'), 'utf8'), 'third');
    strictEqual(await control.untrack(at('a*')), false);
  });

  it('cannot tell outside a repository', async () => {
    strictEqual(await control.isTracked(at('x')), undefined);
    strictEqual(await control.isTracked(at('no-folder', 'x')), undefined);
  });

  it('finds lines of a file on other branches', async () => {
    makeRepository();
    mkdirSync(at('app'));
    const commit = (text: string) => {
      writeFileSync(at('app', 'ledger'), text);
      git('add', '.');
      git('commit', '-q', '-m', text.slice(0, 10));
    };
    commit('{"versionCode":1,}\n');
    git('checkout', '-q', '-b', 'feature/icons');
    commit('{"versionCode":1,}\n{"versionCode":2,"n":"a:b"}\n');
    git('checkout', '-q', 'trunk');
    deepStrictEqual(await control.searchBranches(at('app'), 'ledger', '"versionCode":2,'), [
      { branch: 'feature/icons', line: '{"versionCode":2,"n":"a:b"}' },
    ]);
    deepStrictEqual(await control.searchBranches(at('app'), 'ledger', '"versionCode":3,'), []);
    git('checkout', '-q', 'feature/icons');
    deepStrictEqual(await control.searchBranches(at('app'), 'ledger', '"versionCode":2,'), []);
  });
});
