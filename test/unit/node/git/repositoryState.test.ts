import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { findRepository, stampOfBranches, stampOfIndex } from '../../../../src/node/git/repositoryState.ts';
import { useTemporaryFolder } from '../support/temporaryFolder.ts';

const cleanEnvironment = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

describe('the state of a repository', () => {
  const at = useTemporaryFolder();

  function git(...args: string[]): void {
    const own = ['-C', at(), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    execFileSync('git', [...own, ...args], { env: { ...process.env, ...cleanEnvironment }, stdio: 'ignore' });
  }

  function makeRepository(): void {
    git('init', '-q', '-b', 'trunk', 'here');
    for (const subject of ['first', 'second']) git('-C', 'here', 'commit', '-q', '--allow-empty', '-m', subject);
  }

  async function stamps(folder = at('here')): Promise<readonly (string | undefined)[]> {
    const repository = await findRepository(folder);
    ok(repository);
    return [(await stampOfIndex(repository)).text, (await stampOfBranches(repository))?.text];
  }

  /** Which of the two stamps, of index and branches, something changes. */
  async function check(change: () => void, expected: readonly boolean[], folder = at('here')): Promise<void> {
    const before = await stamps(folder);
    deepStrictEqual(await stamps(folder), before);
    change();
    const after = await stamps(folder);
    deepStrictEqual(
      after.map((stamp, index) => stamp !== before[index]),
      expected,
    );
  }

  it('is looked for in the folders around, as git does', async () => {
    strictEqual(await findRepository(at()), undefined);
    makeRepository();
    mkdirSync(at('here', 'app', '.git'), { recursive: true });
    const folder = at('here', '.git');
    deepStrictEqual(await findRepository(at('here', 'app')), { topFolder: at('here'), ownFolder: folder, commonFolder: folder });
  });

  it('changes with what is tracked', async () => {
    makeRepository();
    writeFileSync(at('here', 'a'), '');
    await check(() => git('-C', 'here', 'add', 'a'), [true, false]);
    await check(() => git('-C', 'here', 'rm', '-q', '--cached', 'a'), [true, false]);
    await check(() => writeFileSync(at('here', 'b'), ''), [false, false]);
  });

  it('changes with branches, loose and packed', async () => {
    makeRepository();
    await check(() => git('-C', 'here', 'branch', 'feature/icons'), [false, true]);
    await check(() => git('-C', 'here', 'update-ref', 'refs/remotes/origin/main', 'HEAD'), [false, true]);
    await check(() => git('-C', 'here', 'pack-refs', '--all'), [false, true]);
    await check(() => git('-C', 'here', 'update-ref', 'refs/heads/trunk', 'HEAD~1'), [false, true]);
    await check(() => git('-C', 'here', 'update-ref', 'refs/heads/feature/icons', 'HEAD'), [false, true]);
    await check(() => git('-C', 'here', 'symbolic-ref', 'HEAD', 'refs/heads/feature/icons'), [false, true]);
    await check(() => git('-C', 'here', 'update-ref', '-d', 'refs/heads/trunk'), [false, true]);
  });

  it('is that of its own index and of all branches in a further working tree', async () => {
    makeRepository();
    git('-C', 'here', 'worktree', 'add', '-q', '../there');
    writeFileSync(at('here', 'a'), '');
    writeFileSync(at('there', 'a'), '');
    await check(() => git('-C', 'here', 'add', 'a'), [false, false], at('there'));
    await check(() => git('-C', 'there', 'add', 'a'), [true, false], at('there'));
    await check(() => git('-C', 'here', 'branch', 'other'), [false, true], at('there'));
  });

  it('has no stamp with more folders of branches than anyone looks at', async () => {
    makeRepository();
    for (let index = 0; index < 250; index++) mkdirSync(at('here', '.git', 'refs', 'heads', String(index)));
    const [index, branches] = await stamps();
    notStrictEqual(index, undefined);
    strictEqual(branches, undefined);
  });

  it('says when the youngest file changed', async () => {
    makeRepository();
    const repository = await findRepository(at('here'));
    ok(repository);
    const { changedAtMs } = await stampOfIndex(repository);
    ok(Math.abs(Date.now() - changedAtMs) < 60_000);
  });
});
