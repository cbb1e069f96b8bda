import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type PreflightRow } from '../../../../../src/core/workflow/publish/preflight/preflightRows.ts';
import { storePreflight, type PreflightRequest } from '../../../../../src/core/workflow/publish/preflight/storePreflight.ts';
import { describePackage } from '../../../../../src/core/packages/describePackage.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { NodeHttpClient } from '../../../../../src/node/http/nodeHttpClient.ts';
import { encodeLedgerLine } from '../../../../../src/core/versions/ledger.ts';
import { startFirebase } from '../../../../stand-ins/firebase/firebase.ts';
import { startIntune } from '../../../../stand-ins/intune/intune.ts';
import { ConnectStandIn } from '../../../../support/connectStandIn.ts';
import { connectKey, connectP8, signStoreIpa, storeAppIdentifier, storeIpa, storeRoots } from '../../../../support/connectPublishing.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { storePackages } from '../../../../support/otherStores.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { keyFile, packageName, publishableBundle, publishFiles, versionCode } from '../../../../support/playPublishing.ts';
import { playFixture } from '../../../../support/playFixture.ts';
import { onPlay } from '../../../../support/storeCommands.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const live = { internal: [{ versionCodes: ['6'], status: 'completed' }], production: [] };

function states(rows: readonly PreflightRow[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map(({ check, state }) => [check, state]));
}

function codes(rows: readonly PreflightRow[], check: string): readonly string[] {
  return rows.find((row) => row.check === check)?.reasons.map(({ code }) => code) ?? [];
}

describe('the pre-flight of a publication on Google Play', () => {
  const start = playFixture(live);

  async function look(endpoint: string, more: Partial<PreflightRequest> = {}, ledger = ''): Promise<readonly PreflightRow[]> {
    const files = new MemoryFiles({
      '/app/app.aab': await publishableBundle(),
      ...(ledger !== '' && { '/app/.mobile-distribution/packages.jsonl': ledger }),
    });
    const world = { ...workflowWorld(files), http: new NodeHttpClient() };
    const source = { store: 'google-play', key: new Secret(keyFile()), endpoint } as const;
    return await storePreflight(world, { path: '/app/app.aab', source, track: 'internal', notes: '', ...more });
  }

  it('passes what can be published, says what it does not know, and changes nothing', async () => {
    const play = await start();
    const rows = await look(play.address);
    deepStrictEqual(states(rows), {
      account: 'passed',
      store: 'passed',
      package: 'passed',
      format: 'passed',
      signature: 'passed',
      'upload-certificate': 'unknown',
      'version-code': 'passed',
      'target-sdk': 'passed',
      code: 'passed',
      'page-size': 'passed',
      debuggable: 'passed',
      size: 'passed',
      track: 'passed',
      notes: 'passed',
    });
    deepStrictEqual([play.commits, play.openEdits, play.bytesReceived], [0, 0, 0]);
  });

  it('names an unknown track, a version code that is not above everything live, and notes that are too long', async () => {
    const play = await start({ tracks: { internal: [{ versionCodes: ['9'], status: 'completed' }], production: [] } });
    const rows = await look(play.address, { track: 'nightly', notes: 'x'.repeat(501) });
    deepStrictEqual(
      [codes(rows, 'track'), codes(rows, 'version-code'), codes(rows, 'notes')],
      [['store-track-unknown'], ['store-version-code-low'], ['store-notes-unusable']],
    );
    strictEqual(Object.values(states(rows)).filter((state) => state === 'refused').length, 3);
  });

  it('compares the certificate with that of the last recorded package that is live', async () => {
    const play = await start();
    const { inspection } = await describePackage(bytesSource(await publishableBundle()), { trusted: [], now: new Date() });
    const own = inspection?.format === 'ipa' ? undefined : inspection?.signing.signers[0]?.sha256;
    ok(own !== undefined);
    const line = (signerSha256: string, code = 6): string =>
      encodeLedgerLine(packageRecord({ appIdentifier: packageName, versionCode: code, signerSha256 }));
    const same = await look(play.address, { appFolder: '/app' }, line(own));
    strictEqual(states(same)['upload-certificate'], 'passed');
    const other = await look(play.address, { appFolder: '/app' }, line('f'.repeat(64)));
    deepStrictEqual(
      [states(other)['upload-certificate'], codes(other, 'upload-certificate')],
      ['warning', ['store-upload-certificate-differs']],
    );
    // What is not live was perhaps never uploaded.
    const never = await look(play.address, { appFolder: '/app' }, line('f'.repeat(64), 5));
    strictEqual(states(never)['upload-certificate'], 'unknown');
  });

  it('compares it with no package of another app or platform, and with none that was not signed or is older', async () => {
    const play = await start({
      tracks: { internal: [{ versionCodes: ['6'], status: 'completed' }], production: [{ versionCodes: ['4'], status: 'completed' }] },
    });
    const { inspection } = await describePackage(bytesSource(await publishableBundle()), { trusted: [], now: new Date() });
    const own = (inspection?.format === 'ipa' ? undefined : inspection?.signing.signers[0]?.sha256) ?? '';
    const other = 'f'.repeat(64);
    let count = 0;
    const record = (versionCode: number, fields: object): string => {
      count += 1;
      return encodeLedgerLine(packageRecord({ id: `${count}`.padStart(16, '0'), appIdentifier: packageName, versionCode, ...fields }));
    };
    const older = record(4, { signerSha256: own });
    const traps = [
      record(6, { platform: 'ios', signerSha256: other }),
      record(6, { appIdentifier: 'com.acme.other', signerSha256: other }),
      record(6, { signerSha256: undefined }),
      record(5, { signerSha256: other }),
    ];
    for (const ledger of [[...traps, older], [older, ...traps], ...traps.map((trap) => [trap, older])]) {
      const rows = await look(play.address, { appFolder: '/app' }, ledger.join(''));
      strictEqual(states(rows)['upload-certificate'], 'passed', ledger.join(''));
    }
    for (const trap of traps)
      strictEqual(states(await look(play.address, { appFolder: '/app' }, trap))['upload-certificate'], 'unknown', trap);
    // The newest of those that are live decides, in whatever order they were recorded.
    const newest = record(6, { signerSha256: other });
    for (const ledger of [older + newest, newest + older]) {
      const rows = await look(play.address, { appFolder: '/app' }, ledger);
      const [reason] = rows.find(({ check }) => check === 'upload-certificate')?.reasons ?? [];
      strictEqual(states(rows)['upload-certificate'], 'warning');
      match(reason?.message ?? '', /\b6\b/u);
    }
  });

  it('says what the store did not answer instead of stopping', async () => {
    const play = await start({ hasPermission: false });
    const rows = await look(play.address);
    deepStrictEqual([states(rows)['version-code'], states(rows)['account']], ['unknown', 'refused']);
    deepStrictEqual(codes(rows, 'account'), ['store-permission-missing']);
    ok(rows.flatMap(({ reasons }) => reasons).every((each) => each instanceof Failure));
    strictEqual(versionCode, 7);
  });
});

describe('the pre-flight of a publication on App Store Connect', () => {
  const open: ConnectStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) {
      deepStrictEqual(each.violations, []);
      await each.stop();
    }
  });

  async function look(
    more: Partial<PreflightRequest> = {},
    ipa?: Uint8Array,
    prepare: (apple: ConnectStandIn) => void = () => {},
  ): Promise<readonly PreflightRow[]> {
    const apple = new ConnectStandIn({
      key: connectKey,
      appIdentifier: storeAppIdentifier,
      groups: { QA: 'internal', Team: 'every-build', Outside: 'external' },
    });
    await apple.start();
    open.push(apple);
    prepare(apple);
    const files = new MemoryFiles({ '/app/App.ipa': ipa ?? (await storeIpa()) });
    const world = { ...workflowWorld(files), trustedRoots: storeRoots, http: new NodeHttpClient() };
    const { keyId, issuer } = connectKey;
    const source = { store: 'app-store-connect', key: new Secret(connectP8), keyId, issuer, endpoint: apple.address } as const;
    return await storePreflight(world, { path: '/app/App.ipa', source, groups: ['QA'], notes: '', ...more });
  }

  it('has a row for each demand of Apple, and passes groups and build number', async () => {
    const rows = await look();
    deepStrictEqual(
      rows.map(({ check }) => check),
      [
        'account',
        'store',
        'package',
        'signature',
        'profile',
        'version-code',
        'sdk',
        'debuggable',
        'icon',
        'privacy-manifest',
        'export-compliance',
        'size',
        'groups',
        'notes',
      ],
    );
    const { profile, groups, size } = states(rows);
    deepStrictEqual([profile, groups, size, states(rows)['version-code']], ['passed', 'passed', 'passed', 'passed']);
  });

  it('names a group that does not exist and a profile that is not for the store', async () => {
    const rows = await look({ groups: ['QA', 'Friends'] }, await signStoreIpa('ad-hoc'));
    deepStrictEqual([codes(rows, 'groups'), states(rows)['groups']], [['store-group-unknown'], 'refused']);
    ok(codes(rows, 'profile').includes('store-profile-not-for-store'));
  });

  it('says what Apple wants to know before people outside of the team may test', async () => {
    const rows = await look({ groups: ['Outside'] });
    deepStrictEqual([states(rows)['test-information'], codes(rows, 'test-information')], ['warning', ['store-test-information-missing']]);
    const complete = await look({ groups: ['Outside'] }, undefined, ({ apple: { resources } }) => {
      const contact = { contactFirstName: 'A', contactLastName: 'B', contactPhone: '1', contactEmail: 'a@b.test' };
      for (const { attributes } of resources.list('betaAppReviewDetails')) Object.assign(attributes, contact);
      for (const { attributes } of resources.list('betaAppLocalizations'))
        Object.assign(attributes, { description: 'Try', feedbackEmail: 'a@b.test' });
    });
    strictEqual(states(complete)['test-information'], 'passed');
  });

  it('says that the app is not at the store, and asks nothing when it is offline', async () => {
    const rows = await look({}, undefined, ({ apple }) => apple.resources.remove(apple.app(storeAppIdentifier)));
    deepStrictEqual([states(rows)['store'], codes(rows, 'store')], ['refused', ['store-app-record-missing']]);
    const offline = await look({ isOffline: true });
    deepStrictEqual([states(offline)['store'], states(offline)['groups'], states(offline)['profile']], [undefined, undefined, 'passed']);
    deepStrictEqual(open.at(-1)?.exchanges, []);
  });

  it('says which group gets every build by itself', async () => {
    const rows = await look({ groups: ['QA', 'Team'] });
    deepStrictEqual([codes(rows, 'groups'), states(rows)['groups']], [['store-group-has-every-build'], 'passed']);
  });

  it('names a build that Apple has already', async () => {
    const { inspection } = await describePackage(bytesSource(await storeIpa()), { trusted: storeRoots, now: new Date() });
    const rows = await look({}, undefined, ({ apple }) => {
      const app = apple.app(storeAppIdentifier).id;
      const train = apple.resources.add('preReleaseVersions', { version: inspection?.version, platform: 'IOS' }, { app });
      const related = { app, preReleaseVersion: train.id };
      apple.resources.add('builds', { version: String(inspection?.versionCode), processingState: 'VALID' }, related);
    });
    deepStrictEqual([codes(rows, 'version-code'), states(rows)['version-code']], [['store-build-used'], 'refused']);
  });
});

describe('the pre-flight of a publication elsewhere', () => {
  async function look(source: PreflightRequest['source'], groups: readonly string[]): Promise<readonly PreflightRow[]> {
    const world = { ...workflowWorld(await storePackages()), http: new NodeHttpClient({ wait: async () => {} }) };
    return await storePreflight(world, { path: '/app/app.apk', source, groups, notes: '' });
  }

  it('knows the app and the groups of Firebase, and lets mail addresses be', async () => {
    const firebase = await startFirebase({ apps: [{ appId: '1:123:android:abc', identifier: packageName, groups: ['qa'] }] });
    firebase.clock.set(fixedClock().now());
    try {
      const key = new Secret(JSON.stringify(firebase.serviceAccount));
      const source = { store: 'firebase', key, appId: '1:123:android:abc', endpoint: firebase.url } as const;
      const good = states(await look(source, ['qa', 'ann@acme.test']));
      deepStrictEqual([good['account'], good['store'], good['groups']], ['passed', 'passed', 'passed']);
      const wrong = await look(source, ['nightly']);
      deepStrictEqual([states(wrong)['groups'], codes(wrong, 'groups')], ['refused', ['store-group-unknown']]);
      const absent = await look({ ...source, appId: '1:999:android:abc' }, []);
      deepStrictEqual([states(absent)['account'], codes(absent, 'store')], ['passed', ['firebase-app-unknown']]);
      deepStrictEqual(firebase.violations, []);
    } finally {
      await firebase.close();
    }
  });

  it('knows the groups of a directory where the account may read them', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const intune = await startIntune({ groups: { Testers: id } });
    try {
      const { tenantId: tenant, clientId, clientSecret, roles } = intune.application;
      const source = { store: 'intune', key: new Secret(clientSecret), tenant, clientId, endpoint: intune.url } as const;
      const good = states(await look(source, [id, 'all-users']));
      deepStrictEqual([good['account'], good['store'], good['groups']], ['passed', 'unknown', 'passed']);
      const wrong = await look(source, [id.replaceAll('1', '9')]);
      deepStrictEqual([states(wrong)['groups'], codes(wrong, 'groups')], ['refused', ['store-group-unknown']]);
      roles.delete('Group.Read.All');
      strictEqual(states(await look(source, [id]))['groups'], 'unknown');
      const other = await look({ ...source, key: new Secret('wrong') }, []);
      deepStrictEqual(codes(other, 'account'), ['intune-sign-in-refused']);
      deepStrictEqual(intune.violations, []);
    } finally {
      await intune.close();
    }
  });
});

describe('a dry run on the command line', () => {
  const start = playFixture(live);
  interface Checked {
    readonly checks: readonly { readonly check: string; readonly state: string; readonly reasons: readonly { readonly code: string }[] }[];
  }

  it('says what is checked of the package, and of the store when it may ask', async () => {
    const play = await start();
    const run = async (...more: readonly string[]): Promise<readonly [number, Checked]> => {
      const args = ['store', 'publish', 'app.aab', '--store', 'google-play', '--track', 'nightly', '--dry-run', ...more];
      const { exitCode, json } = await onPlay(await publishFiles({ '/app/key.json': keyFile() }), args, {
        endpoint: play.address,
        isAboutFile: true,
      });
      return [exitCode, json as unknown as Checked];
    };
    const [exitCode, offline] = await run();
    strictEqual(exitCode, 0);
    ok(offline.checks.some(({ check, state }) => check === 'signature' && state === 'passed'));
    ok(offline.checks.every(({ check }) => check !== 'track'));
    const [refused, asked] = await run('--ask-store');
    const track = asked.checks.find(({ check }) => check === 'track');
    deepStrictEqual([refused, track?.state, track?.reasons[0]?.code], [1, 'refused', 'store-track-unknown']);
    strictEqual(play.openEdits, 0);
  });

  it('compares the upload certificate with that of the last package that is live', async () => {
    const play = await start();
    const record = packageRecord({ appIdentifier: packageName, versionCode: 6, signerSha256: 'f'.repeat(64) });
    const files = await publishFiles({ '/app/key.json': keyFile(), '/app/.mobile-distribution/packages.jsonl': encodeLedgerLine(record) });
    const line = 'store publish app.aab --store google-play --track internal --dry-run --ask-store';
    const { json } = await onPlay(files, line.split(' '), { endpoint: play.address, isAboutFile: true });
    const row = (json as unknown as Checked).checks.find(({ check }) => check === 'upload-certificate');
    deepStrictEqual([row?.state, row?.reasons.map(({ code }) => code)], ['warning', ['store-upload-certificate-differs']]);
  });

  it('alone may ask the store', async () => {
    const { exitCode } = await onPlay(
      await publishFiles({ '/app/key.json': keyFile() }),
      ['store', 'publish', 'app.aab', '--store', 'google-play', '--ask-store'],
      { endpoint: 'http://127.0.0.1', isAboutFile: true },
    );
    strictEqual(exitCode, 2);
  });
});
