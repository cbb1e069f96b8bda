import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { type StoreAccount } from '../../../../src/core/stores/storeAccount.ts';
import { type AppEntry } from '../../../../src/extension/app/appEntry.ts';
import { childrenOf } from '../../../../src/extension/releases/releases-view/releasesChildren.ts';
import { type ReleasesRow, type StoreNode } from '../../../../src/extension/releases/releases-view/releasesNode.ts';
import { type StoreTreeParts } from '../../../../src/extension/releases/releases-view/storeChildren.ts';
import { type ReleaseServers } from '../../../../src/extension/releases/servers/releaseServers.ts';
import { changeStoreRow } from '../../../../src/extension/releases/stores/storeChanges.ts';
import { StoreAccounts, type StoreAccountsParts } from '../../../../src/extension/shared/stores/storeAccounts.ts';
import { NodeHttpClient } from '../../../../src/node/http/nodeHttpClient.ts';
import { startAppGallery } from '../../../stand-ins/appgallery/appGallery.ts';
import { ConnectStandIn } from '../../../support/connectStandIn.ts';
import { connectKey, connectP8, storeAppIdentifier } from '../../../support/connectPublishing.ts';
import { fakeEditor, resetFakeEditor } from '../../../support/fakeEditor.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { keyFile, packageName } from '../../../support/playPublishing.ts';
import { playFixture } from '../../../support/playFixture.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';

async function partsWith(account: StoreAccount, key: string, isTrusted = true): Promise<StoreTreeParts> {
  const kept = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const memory = {
    get: (name: string, otherwise?: unknown) => kept.get(name) ?? otherwise,
    update: async (name: string, value: unknown) => void kept.set(name, value),
  };
  const storage = {
    get: async (name: string) => secrets.get(name),
    store: async (name: string, value: string) => void secrets.set(name, value),
  };
  const accounts = new StoreAccounts({ memory, secrets: storage } as unknown as StoreAccountsParts);
  await accounts.connect(account, new Secret(key));
  const entry = {
    opened: { inspected: { settings: { android: {}, ios: {} } } },
    on: (platform: string) => ({
      effective: { appIdentifier: { value: platform === 'ios' ? storeAppIdentifier : packageName } },
    }),
  } as unknown as AppEntry;
  const world = { ...workflowWorld(new MemoryFiles({})), http: new NodeHttpClient() };
  return { accounts, loadWorld: async () => world, apps: async () => [entry], isTrusted: () => isTrusted } as unknown as StoreTreeParts;
}

async function children(parts: StoreTreeParts, node?: ReleasesRow): Promise<readonly StoreNode[]> {
  const servers = { list: async () => [] } as unknown as ReleaseServers;
  return (await childrenOf({ servers, loadStores: async () => parts }, node)) as readonly StoreNode[];
}

/** From the account to what is there. */
async function below(parts: StoreTreeParts): Promise<readonly StoreNode[]> {
  const [account] = await children(parts);
  const [app] = await children(parts, account);
  return await children(parts, app);
}

describe('stores in the view Releases', () => {
  const start = playFixture({
    internal: [{ name: '1.5', versionCodes: ['6'], status: 'completed' }],
    beta: [{ name: '1.4', versionCodes: ['5'], status: 'inProgress', userFraction: 0.2 }],
    production: [],
  });
  const open: ConnectStandIn[] = [];

  beforeEach(resetFakeEditor);

  afterEach(async () => {
    for (const each of open.splice(0)) {
      deepStrictEqual(each.violations, []);
      await each.stop();
    }
  });

  async function apple(): Promise<ConnectStandIn> {
    const standIn = new ConnectStandIn({ key: connectKey, appIdentifier: storeAppIdentifier });
    await standIn.start();
    open.push(standIn);
    return standIn;
  }

  const appleAccount = (endpoint: string): StoreAccount => {
    const { keyId, issuer } = connectKey;
    return { name: 'apple', store: 'app-store-connect', keyId, issuer, endpoint };
  };

  it('show the account, the apps of the workspace that it can have, and what is live with its share', async () => {
    const play = await start();
    const parts = await partsWith({ name: 'play', store: 'google-play', endpoint: play.address }, keyFile());
    const [account] = await children(parts);
    ok(account?.kind === 'storeAccount');
    const apps = await children(parts, account);
    deepStrictEqual(
      apps.map((each) => each.kind === 'storeApp' && each.appIdentifier),
      [packageName],
    );
    const rows = (await below(parts)).map((each) =>
      each.kind === 'storeRelease' ? [each.row.label, each.row.state, each.row.description] : [],
    );
    deepStrictEqual(rows, [
      ['beta: 1.4', 'rollout', 'live 20 %'],
      ['internal: 1.5', 'live', 'live for everyone'],
    ]);
  });

  it('halt a rollout from its row, and promote with the share that is typed', async () => {
    const play = await start();
    const parts = await partsWith({ name: 'play', store: 'google-play', endpoint: play.address }, keyFile());
    const rows = await below(parts);
    const [beta, internal] = rows;
    ok(internal?.kind === 'storeRelease' && beta?.kind === 'storeRelease');
    fakeEditor.answers = ['Halt Rollout', 'Halt Rollout'];
    await changeStoreRow(parts, beta.account, beta.appIdentifier, beta.row);
    strictEqual(play.tracks['beta']?.[0]?.status, 'halted');
    fakeEditor.answers = ['Promote to Production…', '25', 'Promote to Production…'];
    await changeStoreRow(parts, internal.account, internal.appIdentifier, internal.row);
    const [promoted] = play.tracks['production'] ?? [];
    deepStrictEqual([promoted?.status, promoted?.userFraction, promoted?.versionCodes], ['inProgress', 0.25, ['6']]);
    strictEqual(play.commits, 2);
  });

  it('halt a release by phases on AppGallery from its row, and lead to the console where nothing can be changed', async () => {
    const gallery = await startAppGallery({ apps: [{ appId: '100', packageName, live: { versionCode: 6, version: '1.0' } }] });
    try {
      const { id: clientId, secret } = gallery.client;
      const parts = await partsWith({ name: 'agc', store: 'appgallery', clientId, endpoint: gallery.url }, secret);
      const release = async (): Promise<Extract<StoreNode, { kind: 'storeRelease' }>> => {
        const [first] = await below(parts);
        ok(first?.kind === 'storeRelease', JSON.stringify(first));
        return first;
      };
      const [live, page] = [await release(), 'https://developer.huawei.com/consumer/en/service/josp/agc/index.html#/myApp/100'];
      deepStrictEqual([live.row.state, live.row.subject], ['live', { kind: 'console', page }]);
      const details = { phasedReleasePercent: '20.00', phasedReleaseEndTime: '2026-12-24T08:00:00+0000' };
      const facts = { identifier: packageName, versionCode: 7, version: '1.1' } as const;
      gallery.app('100').phase = { state: 'RELEASE', facts, details };
      const phased = await release();
      deepStrictEqual([phased.row.state, phased.row.description], ['rollout', 'live 20 %']);
      fakeEditor.answers = ['Halt Rollout', 'Halt Rollout'];
      await changeStoreRow(parts, phased.account, phased.appIdentifier, phased.row);
      const halted = await release();
      deepStrictEqual([halted.row.state, halted.row.description], ['halted', 'live 20 %, paused']);
      fakeEditor.answers = ['Change Share of People…', '40', 'Change Share of People…'];
      await changeStoreRow(parts, halted.account, halted.appIdentifier, halted.row);
      const { state, details: changed } = gallery.app('100').phase ?? {};
      deepStrictEqual([state, changed], ['RELEASE', { ...details, state: 'RELEASE', phasedReleasePercent: '40.00' }]);
      deepStrictEqual(gallery.violations, []);
    } finally {
      await gallery.close();
    }
  });

  it('say which version is in review, rejected or live in phases, which build Apple refused and why, and what testers sent', async () => {
    const { apple: store, address } = await apple();
    const { resources } = store;
    const app = store.app(storeAppIdentifier).id;
    const version = (versionString: string, appVersionState: string) =>
      resources.add('appStoreVersions', { versionString, appVersionState, platform: 'IOS' }, { app });
    version('1.2', 'WAITING_FOR_REVIEW');
    version('1.1', 'REJECTED');
    const live = version('1.0', 'READY_FOR_DISTRIBUTION');
    resources.add('appStoreVersionPhasedReleases', { phasedReleaseState: 'ACTIVE', currentDayNumber: 5 }, { appStoreVersion: live.id });
    const errors = [{ code: '90725', description: 'SDK version issue' }];
    resources.add(
      'buildUploads',
      { cfBundleShortVersionString: '1.2', cfBundleVersion: '9', platform: 'IOS', state: { state: 'FAILED', errors } },
      { app },
    );
    resources.add(
      'betaFeedbackCrashSubmissions',
      { createdDate: '2026-11-20T10:00:00Z', comment: 'It crashed', deviceModel: 'iPhone17,1' },
      { app },
    );
    const parts = await partsWith(appleAccount(address), connectP8);
    const rows = await below(parts);
    const [feedback] = rows;
    ok(feedback?.kind === 'betaFeedbackList');
    deepStrictEqual(
      (await children(parts, feedback)).map((each) => each.kind === 'betaFeedback' && [each.said.kind, each.said.comment]),
      [['crash', 'It crashed']],
    );
    const shown = rows.flatMap((each) => (each.kind === 'storeRelease' ? [[each.row.label, each.row.state, each.row.description]] : []));
    deepStrictEqual(Object.fromEntries(shown.map(([label, state]) => [label, state])), {
      'App Store: 1.0': 'rollout',
      'App Store: 1.1': 'rejected',
      'App Store: 1.2': 'review',
      'TestFlight: 1.2 (9)': 'rejected',
    });
    deepStrictEqual(shown.find(([label]) => label === 'App Store: 1.0')?.[2], 'live 20 %');
    deepStrictEqual(shown.find(([label]) => label === 'TestFlight: 1.2 (9)')?.[2], '90725 SDK version issue');
  });

  it('submit a build of TestFlight to the App Store and expire it, each after a question', async () => {
    const { apple: store, address } = await apple();
    const { resources } = store;
    const app = store.app(storeAppIdentifier).id;
    const version = resources.add('preReleaseVersions', { version: '1.2', platform: 'IOS' }, { app });
    const add = (build: string, processingState: string) =>
      resources.add(
        'builds',
        { version: build, processingState, expired: false, uploadedDate: '2026-11-02T10:00:00Z', usesNonExemptEncryption: false },
        { app, preReleaseVersion: version.id },
      );
    const build = add('41', 'VALID');
    add('42', 'PROCESSING');
    const parts = await partsWith(appleAccount(address), connectP8);
    const rows = (await below(parts)).flatMap((each) => (each.kind === 'storeRelease' ? [each] : []));
    deepStrictEqual(Object.fromEntries(rows.map(({ row }) => [row.label, row.subject])), {
      'TestFlight: 1.2 (41)': { kind: 'beta-build', version: '1.2', build: '41' },
      'TestFlight: 1.2 (42)': undefined,
    });
    const node = rows.find(({ row }) => row.subject);
    ok(node);
    const change = async (...answers: readonly string[]): Promise<void> => {
      fakeEditor.answers = [...answers];
      await changeStoreRow(parts, node.account, node.appIdentifier, node.row);
    };
    await rejects(change('Submit to App Store Review…', 'When I Release It'), { code: 'cancelled' });
    deepStrictEqual(resources.list('reviewSubmissions'), []);
    await change('Submit to App Store Review…', 'After Approval, over Seven Days', 'Submit to App Store Review…');
    const [submitted] = resources.list('appStoreVersions');
    deepStrictEqual([submitted?.attributes['versionString'], submitted?.attributes['releaseType']], ['1.2', 'AFTER_APPROVAL']);
    strictEqual(resources.list('appStoreVersionPhasedReleases').length, 1);
    strictEqual(resources.list('reviewSubmissions')[0]?.attributes['state'], 'WAITING_FOR_REVIEW');
    await change('Expire Build', 'Expire Build');
    strictEqual(build.attributes['expired'], true);
  });

  it('list and change the Google Groups of a closed track', async () => {
    const play = await start({ tracks: { alpha: [{ name: '1.5', versionCodes: ['6'], status: 'completed' }] } });
    const parts = await partsWith({ name: 'play', store: 'google-play', endpoint: play.address }, keyFile());
    const [alpha] = await below(parts);
    ok(alpha?.kind === 'storeRelease');
    const sentNow = (): number => play.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/testers/alpha')).length;
    fakeEditor.answers = ['Testers…', 'Add Google Group…', 'beta@googlegroups.com', 'beta@googlegroups.com'];
    await changeStoreRow(parts, alpha.account, alpha.appIdentifier, alpha.row);
    // A click alone removes no one.
    strictEqual(sentNow(), 1);
    fakeEditor.answers = ['Testers…', 'beta@googlegroups.com', 'Remove'];
    await changeStoreRow(parts, alpha.account, alpha.appIdentifier, alpha.row);
    strictEqual(sentNow(), 2);
    deepStrictEqual(fakeEditor.asked.slice(-3), [
      'Testers of alpha',
      'Remove beta@googlegroups.com from the testers of alpha?',
      'Testers of alpha',
    ]);
    strictEqual(play.commits, 2);
  });

  it('say what a store refuses in a row, and ask nothing in Restricted Mode', async () => {
    const play = await start({ hasPermission: false });
    const account = { name: 'play', store: 'google-play', endpoint: play.address } as const;
    const [note] = await below(await partsWith(account, keyFile()));
    ok(note?.kind === 'storeNote' && note.isProblem && note.text.includes('does not allow'));
    const asked = play.exchanges.length;
    const untrusted = await partsWith(account, keyFile(), false);
    const [first] = await children(untrusted);
    const [told] = await children(untrusted, first);
    ok(told?.kind === 'storeNote' && !told.isProblem);
    strictEqual(play.exchanges.length, asked);
  });
});
