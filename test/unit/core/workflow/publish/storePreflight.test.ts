import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type PreflightRow } from '../../../../../src/core/workflow/publish/preflight/preflightRows.ts';
import { storePreflight, type PreflightRequest } from '../../../../../src/core/workflow/publish/preflight/storePreflight.ts';
import { describePackage } from '../../../../../src/core/packages/describePackage.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { NodeHttpClient } from '../../../../../src/node/http/nodeHttpClient.ts';
import { encodeLedgerLine } from '../../../../../src/core/versions/ledger.ts';
import { ConnectStandIn } from '../../../../support/connectStandIn.ts';
import { connectKey, connectP8, signStoreIpa, storeAppIdentifier, storeIpa, storeRoots } from '../../../../support/connectPublishing.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { keyFile, packageName, publishableBundle, versionCode } from '../../../../support/playPublishing.ts';
import { playFixture } from '../../../../support/playFixture.ts';
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

  it('says what the store did not answer instead of stopping', async () => {
    const play = await start({ hasPermission: false });
    const rows = await look(play.address);
    deepStrictEqual([states(rows)['version-code'], codes(rows, 'version-code')], ['unknown', ['store-permission-missing']]);
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
      groups: { QA: 'internal', Team: 'every-build' },
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
