import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type OpenedApp } from '../../../../../src/core/workflow/openApp.ts';
import { AppChecker } from '../../../../../src/extension/app/checks/appChecker.ts';
import { StoreAccounts, type StoreAccountsParts } from '../../../../../src/extension/shared/stores/storeAccounts.ts';
import { StoreVersionCodes } from '../../../../../src/extension/shared/stores/storeVersionCodes.ts';
import { NodeHttpClient } from '../../../../../src/node/http/nodeHttpClient.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { keyFile, packageName } from '../../../../support/playPublishing.ts';
import { playFixture } from '../../../../support/playFixture.ts';
import { fakeEngine, workflowWorld } from '../../../../support/workflowWorld.ts';

const signal = new AbortController().signal;
const settings = JSON.stringify({
  name: 'Hello',
  version: '1.0.0',
  web: { webDir: 'www' },
  android: { appIdentifier: packageName, versionCode: 3 },
});

describe('version codes of connected stores in the editor', () => {
  const start = playFixture({ internal: [{ versionCodes: ['41'], status: 'completed' }], production: [] });

  async function codesOf(endpoint: string | undefined, { isTrusted = true } = {}): Promise<StoreVersionCodes> {
    const kept = new Map<string, unknown>();
    const secrets = new Map<string, string>();
    const memory = {
      get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    };
    const storage = {
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => void secrets.set(key, value),
    };
    const parts = { memory, secrets: storage } as unknown as StoreAccountsParts;
    if (endpoint !== undefined)
      await new StoreAccounts(parts).connect({ name: 'play', store: 'google-play', endpoint }, new Secret(keyFile()));
    const world = { ...workflowWorld(files(), { engines: [fakeEngine] }), http: new NodeHttpClient() };
    return new StoreVersionCodes({ ...parts, loadWorld: async () => world, isTrusted: () => isTrusted });
  }

  function files(): MemoryFiles {
    return new MemoryFiles({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '' });
  }

  function checkerWith(codes: StoreVersionCodes): AppChecker {
    const world = workflowWorld(files(), { engines: [fakeEngine] });
    return new AppChecker({
      loadWorld: async () => world,
      unsaved: () => undefined,
      passwords: { ask: async () => undefined },
      withStoreCodes: async (app: OpenedApp, onLearned) => await codes.withKnown(app, onLearned),
    });
  }

  it('are asked for when a package is built', async () => {
    const play = await start();
    const request = { appFolder: '/app', platform: 'android', signal } as const;
    const read = await (await codesOf(play.address)).read(request);
    deepStrictEqual(read, {
      codes: [{ platform: 'android', appIdentifier: packageName, versionCode: 41, store: 'Google Play' }],
      issues: [],
    });
    strictEqual(play.openEdits, 0);
    deepStrictEqual(await (await codesOf(undefined)).read(request), { codes: [], issues: [] });
    deepStrictEqual(await (await codesOf(play.address, { isTrusted: false })).read(request), { codes: [], issues: [] });
  });

  it('are a warning when the store cannot be asked', async () => {
    const play = await start({ fault: () => 403 });
    const { codes, issues } = await (await codesOf(play.address)).read({ appFolder: '/app', platform: 'android', signal });
    deepStrictEqual([codes, issues.map(({ code, severity }) => [code, severity])], [[], [['store-codes-unknown', 'warning']]]);
  });

  it('raise the proposal of a check as soon as the store has answered, and report a code that is too low', async () => {
    const play = await start();
    const checker = checkerWith(await codesOf(play.address));
    const learned = Promise.withResolvers<void>();
    const first = await checker.check('/app', signal, { mayAsk: false, onLearned: () => learned.resolve() });
    deepStrictEqual(
      first.issues.map(({ issue }) => issue.code),
      [],
    );
    await learned.promise;
    const asked = play.exchanges.length;
    const second = await checker.check('/app', signal, { mayAsk: false, onLearned: () => ok(false, 'nothing new can be learned') });
    deepStrictEqual(
      second.issues.map(({ issue }) => issue.code),
      ['version-code-at-store'],
    );
    strictEqual(play.exchanges.length, asked);
  });

  it('are not asked for in Restricted Mode', async () => {
    const play = await start();
    await checkerWith(await codesOf(play.address, { isTrusted: false })).check('/app', signal, { mayAsk: false });
    strictEqual(play.exchanges.length, 0);
  });
});
