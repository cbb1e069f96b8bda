/** No question about a project runs what the project names. Each trap leaves a marker file when something runs it. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { GitSourceControl } from '../../../../src/node/git/gitSourceControl.ts';
import { NodeProcessRunner } from '../../../../src/node/nodeProcessRunner.ts';
import { useTemporaryFolder } from '../support/temporaryFolder.ts';

interface Expected {
  readonly branch: string;
  readonly hasUncommittedChanges: boolean | undefined;
}

const cleanEnvironment = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('a hostile repository', () => {
  const at = useTemporaryFolder();
  const app = (...names: string[]): string => at('project', 'app', ...names);

  function git(folder: string, ...args: string[]): string {
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'protocol.file.allow=always'];
    const options = { encoding: 'utf8', env: { ...process.env, ...cleanEnvironment }, stdio: 'pipe' } as const;
    return execFileSync('git', ['-C', folder, ...identity, ...args], options).trim();
  }

  /** A program that leaves the marker, by its absolute path. */
  function trap(): string {
    writeFileSync(at('trap.sh'), `#!/bin/sh\necho ran >> '${at('marker')}'\ncat\n`);
    chmodSync(at('trap.sh'), 0o755);
    return at('trap.sh');
  }

  /** A repository with one commit, in which `page.html` differs from it and `old.html` was only touched. */
  function makeRepository(): void {
    mkdirSync(app(), { recursive: true });
    git(at('project'), 'init', '-q', '-b', 'trunk');
    for (const name of ['page.html', 'old.html', 'secret.txt']) writeFileSync(app(name), 'first\n');
    git(at('project'), 'add', '.');
    git(at('project'), 'commit', '-q', '-m', 'first');
    git(at('project'), 'branch', 'other');
    writeFileSync(app('page.html'), 'other\n');
  }

  function configure(...lines: string[]): void {
    appendFileSync(at('project', '.git', 'config'), `${lines.join('\n')}\n`);
  }

  /** Everything that is asked of git, and the marker afterwards. */
  async function check(expected: Expected, folder = app()): Promise<void> {
    const control = new GitSourceControl(new NodeProcessRunner());
    const { author, ...state } = await control.describe(folder);
    await control.isTracked(`${folder}/page.html`);
    await control.searchBranches(folder, 'page.html', 'first');
    await control.untrack(`${folder}/secret.txt`);
    strictEqual(existsSync(at('marker')), false, 'something of the project was run');
    strictEqual(typeof author, 'string');
    deepStrictEqual({ branch: state.branch, hasUncommittedChanges: state.hasUncommittedChanges }, expected);
  }

  it('runs no filter, and says that changes of filtered files are unknown', async () => {
    makeRepository();
    configure('[filter "trap"]', `clean = ${trap()}`, `smudge = ${trap()}`, `process = ${trap()}`, 'required = true');
    writeFileSync(at('project', '.git', 'info', 'attributes'), '* filter=trap\n');
    await check({ branch: 'trunk', hasUncommittedChanges: undefined });
    rmSync(at('project', '.git', 'info', 'attributes'));
    writeFileSync(at('project', '.gitattributes'), '* filter=trap\n');
    const off = ['-c', 'filter.trap.process=', '-c', 'filter.trap.clean=cat', '-c', 'filter.trap.required=false'];
    git(at('project'), ...off, 'add', '.');
    git(at('project'), ...off, 'commit', '-q', '-m', 'attributes');
    writeFileSync(app('page.html'), 'third\n');
    rmSync(at('marker'), { force: true });
    const control = new GitSourceControl(new NodeProcessRunner());
    strictEqual((await control.describe(app())).hasUncommittedChanges, undefined);
    strictEqual(existsSync(at('marker')), false);
  });

  const named: readonly (readonly [string, readonly string[], Expected?])[] = [
    ['core.fsmonitor', ['[core]', 'fsmonitor = TRAP']],
    ['core.hooksPath', ['[core]', 'hooksPath = HOOKS']],
    ['diff.external', ['[diff]', 'external = TRAP']],
    ['textconv', ['[diff "html"]', 'textconv = TRAP', 'command = TRAP']],
    ['core.sshCommand', ['[core]', 'sshCommand = TRAP', '[remote "origin"]', 'url = ssh://localhost/x', 'promisor = true']],
    ['core.pager', ['[core]', 'pager = TRAP', '[pager]', 'status = TRAP', 'config = TRAP', 'grep = TRAP']],
    ['core.editor and askPass', ['[core]', 'editor = TRAP', 'askPass = TRAP']],
    ['credential.helper', ['[credential]', 'helper = !TRAP']],
    ['gpg.program', ['[gpg]', 'program = TRAP', '[log]', 'showSignature = true']],
    ['an alias', ['[alias]', 'status = !TRAP', 'ls-files = !TRAP']],
    ['include.path', ['[include]', 'path = INCLUDED'], { branch: 'trunk', hasUncommittedChanges: undefined }],
    ['includeIf', ['[includeIf "gitdir:**"]', 'path = INCLUDED'], { branch: 'trunk', hasUncommittedChanges: undefined }],
    ['core.worktree', ['[core]', 'worktree = ELSEWHERE'], { branch: 'trunk', hasUncommittedChanges: undefined }],
  ];
  for (const [name, lines, expected] of named) {
    it(`does not run what ${name} leads to`, async () => {
      makeRepository();
      mkdirSync(at('hooks'));
      for (const hook of ['post-index-change', 'fsmonitor-watchman', 'pre-commit', 'reference-transaction'])
        symlinkSync(trap(), at('hooks', hook));
      writeFileSync(at('included'), `[core]\nfsmonitor = ${trap()}\nhooksPath = ${at('hooks')}\n[diff]\nexternal = ${trap()}\n`);
      writeFileSync(at('project', '.gitattributes'), '*.html diff=html\n');
      mkdirSync(at('elsewhere'));
      const filled = lines.map((line) =>
        line
          .replace('TRAP', trap())
          .replace('HOOKS', at('hooks'))
          .replace('INCLUDED', at('included'))
          .replace('ELSEWHERE', at('elsewhere')),
      );
      configure(...filled);
      await check(expected ?? { branch: 'trunk', hasUncommittedChanges: true });
    });
  }

  it('knows what the repository alone ignores', async () => {
    makeRepository();
    git(at('project'), 'checkout', '-q', '.');
    writeFileSync(at('project', '.git', 'info', 'exclude'), 'note\n');
    writeFileSync(app('note'), '');
    strictEqual((await new GitSourceControl(new NodeProcessRunner()).describe(app())).hasUncommittedChanges, false);
  });

  it('runs no hook of the repository itself', async () => {
    makeRepository();
    symlinkSync(trap(), at('project', '.git', 'hooks', 'post-index-change'));
    await check({ branch: 'trunk', hasUncommittedChanges: true });
  });

  it('does not take a bare repository in the tree for the repository', async () => {
    makeRepository();
    git(at(), 'init', '-q', '--bare', app('embedded'));
    const config = ['[core]', `worktree = ${app()}`, `fsmonitor = ${trap()}`, '[filter "trap"]', `clean = ${trap()}`];
    writeFileSync(app('embedded', 'config'), ['[core]', 'repositoryformatversion = 0', 'bare = false', ...config, ''].join('\n'));
    writeFileSync(app('embedded', '.gitattributes'), '* filter=trap\n');
    writeFileSync(app('embedded', 'page.html'), 'first\n');
    await check({ branch: 'trunk', hasUncommittedChanges: true }, app('embedded'));
  });

  it('runs nothing where .git is a file that points into the tree', async () => {
    makeRepository();
    renameSync(at('project', '.git'), app('inside'));
    writeFileSync(at('project', '.git'), 'gitdir: app/inside\n');
    const lines = ['[core]', `fsmonitor = ${trap()}`, '[filter "trap"]', `clean = ${trap()}`, ''];
    appendFileSync(app('inside', 'config'), lines.join('\n'));
    writeFileSync(at('project', '.gitattributes'), '*.txt filter=trap\n');
    await check({ branch: 'trunk', hasUncommittedChanges: true });
  });

  it('does not enter submodules, and says that their changes are unknown', async () => {
    makeRepository();
    git(at(), 'init', '-q', '-b', 'trunk', at('part'));
    writeFileSync(at('part', 'file'), 'first\n');
    git(at('part'), 'add', '.');
    git(at('part'), 'commit', '-q', '-m', 'first');
    git(at('project'), 'submodule', 'add', '-q', at('part'), 'app/part');
    git(at('project'), 'add', '.');
    git(at('project'), 'commit', '-q', '-m', 'submodule');
    const config = at('project', '.git', 'modules', 'app', 'part', 'config');
    appendFileSync(config, `[core]\nfsmonitor = ${trap()}\n[filter "trap"]\nclean = ${trap()}\n`);
    writeFileSync(at('project', '.git', 'modules', 'app', 'part', 'info', 'attributes'), '* filter=trap\n');
    writeFileSync(app('part', 'file'), 'second\n');
    const control = new GitSourceControl(new NodeProcessRunner());
    strictEqual((await control.describe(app())).hasUncommittedChanges, undefined);
    // A submodule asked about itself is a repository like others.
    await check({ branch: 'trunk', hasUncommittedChanges: undefined }, app('part'));
  });

  it('follows no other object store', async () => {
    makeRepository();
    git(at(), 'clone', '-q', '--shared', at('project'), at('shared'));
    await check({ branch: 'trunk', hasUncommittedChanges: undefined }, at('shared', 'app'));
  });

  it('writes no index through a link', async () => {
    makeRepository();
    renameSync(at('project', '.git', 'index'), at('index'));
    symlinkSync(at('index'), at('project', '.git', 'index'));
    const before = readFileSync(at('index'));
    await check({ branch: 'trunk', hasUncommittedChanges: undefined });
    deepStrictEqual(readFileSync(at('index')), before);
  });

  it('does not wait for pipes in the place of its files', async () => {
    makeRepository();
    for (const name of ['config', 'packed-refs', 'commondir']) {
      execFileSync('rm', ['-f', at('project', '.git', name)]);
      execFileSync('mkfifo', [at('project', '.git', name)]);
    }
    await check({ branch: 'trunk', hasUncommittedChanges: undefined });
  });

  it('starts no git that is in the project or in the current folder', async () => {
    makeRepository();
    for (const folder of [app(), at('project')]) {
      writeFileSync(`${folder}/git`, readFileSync(trap()));
      chmodSync(`${folder}/git`, 0o755);
    }
    const [path, folder] = [process.env['PATH'], process.cwd()];
    process.chdir(app());
    process.env['PATH'] = `:.:${app()}:../app:${at('project')}:${path}`;
    try {
      await check({ branch: 'trunk', hasUncommittedChanges: true });
    } finally {
      process.chdir(folder);
      process.env['PATH'] = path;
    }
  });
});
