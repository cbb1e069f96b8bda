import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Engine } from '../../../../../src/core/engines/engine/engine.ts';
import { type SourceControl } from '../../../../../src/core/ports/sourceControl.ts';
import { restrictedWorld } from '../../../../../src/extension/shared/workspace/restrictedWorld.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../../support/workflowWorld.ts';

describe('the world in Restricted Mode', () => {
  let isTrusted = false;
  let calls: string[] = [];

  const call = <Answer>(name: string, answer: Answer): Answer => {
    calls.push(name);
    return answer;
  };
  const sourceControl: SourceControl = {
    describe: async () => call('describe', { author: 'Ada', commit: 'abc' }),
    isTracked: async () => call('isTracked', true),
    isIgnored: async () => call('isIgnored', true),
    untrack: async () => call('untrack', true),
    searchBranches: async () => call('searchBranches', [{ branch: 'main', line: 'x' }]),
  };
  const engine: Engine = {
    ...fakeEngine,
    check: async () => call('check', []),
    proposeName: async () => call('proposeName', undefined),
  };
  const world = restrictedWorld(workflowWorld(new MemoryFiles(), { sourceControl, engines: [engine] }), {
    isTrusted: () => isTrusted,
    folders: () => [],
  });
  const { signal } = new AbortController();

  async function useAll() {
    const git = world.sourceControl;
    const [own] = world.engines;
    ok(own);
    const settings = { web: { address: 'https://app.example' } };
    await own.proposeName?.({ appFolder: '/app', settings }, signal);
    const plan = {
      appFolder: '/app',
      settings,
      platform: 'android',
      buildType: 'debug',
      name: 'A',
      appIdentifier: 'a.b',
      version: '1',
      versionCode: 1,
      engineVersion: '1',
    } as const;
    await own.check(plan, signal);
    return {
      describe: await git.describe('/app'),
      isTracked: await git.isTracked('/app/a'),
      isIgnored: await git.isIgnored?.('/app/a'),
      untrack: await git.untrack?.('/app/a'),
      searchBranches: await git.searchBranches?.('/app', 'a', 'b'),
    };
  }

  beforeEach(() => {
    calls = [];
    isTrusted = false;
  });

  it('starts no git and asks no address; what they would tell is unknown', async () => {
    deepStrictEqual(await useAll(), {
      describe: { author: '' },
      isTracked: undefined,
      isIgnored: undefined,
      untrack: false,
      searchBranches: [],
    });
    deepStrictEqual(calls, []);
  });

  it('is the whole world as soon as the workspace is trusted', async () => {
    isTrusted = true;
    strictEqual((await useAll()).describe.commit, 'abc');
    deepStrictEqual(calls, ['proposeName', 'check', 'describe', 'isTracked', 'isIgnored', 'untrack', 'searchBranches']);
  });

  it('is the only one the editor has', () => {
    const loader = readFileSync('src/extension/shared/workspace/worldLoader.ts', 'utf8');
    ok(loader.includes('return restrictedWorld(createNodeWorld('));
  });
});
