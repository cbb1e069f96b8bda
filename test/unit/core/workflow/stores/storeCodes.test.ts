/** The version codes that stores have of an app: which stores are asked for which platform, and what counts of their answers. */

import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { Failure } from '../../../../../src/core/base/failure.ts';
import { Secret } from '../../../../../src/core/base/secret.ts';
import { type Platform } from '../../../../../src/core/settings/platform.ts';
import { type HttpRequest } from '../../../../../src/core/ports/httpClient.ts';
import { readStoreCodes, type CodesRequest } from '../../../../../src/core/workflow/stores/storeCodes.ts';
import { type StoreSource } from '../../../../../src/core/workflow/stores/openStore.ts';
import { type StoreName } from '../../../../../src/core/stores/storeAccount.ts';
import { connectKey, connectP8 } from '../../../../support/connectPublishing.ts';
import { fixedClock } from '../../../../support/fixedWorld.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { keyFile } from '../../../../support/playPublishing.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { googleToken, RecordingHttp, type RecordedRow } from '../../../../support/recordingHttp.ts';

const appIdentifier = 'com.acme.hello';
const endpoint = 'https://store.test';
const sources: Readonly<Record<StoreName, StoreSource>> = {
  'google-play': { store: 'google-play', key: new Secret(keyFile()), endpoint },
  'app-store-connect': {
    store: 'app-store-connect',
    key: new Secret(connectP8),
    endpoint,
    keyId: connectKey.keyId,
    issuer: connectKey.issuer,
  },
  intune: { store: 'intune', key: new Secret('marker'), endpoint, tenant: 'acme.test', clientId: 'c1' },
  appgallery: { store: 'appgallery', key: new Secret('marker'), endpoint, clientId: 'c1' },
  firebase: { store: 'firebase', key: new Secret(keyFile()), endpoint, appId: '1:1234567890:android:0a1b2c3d' },
};

const library = `/androidpublisher/v3/applications/${appIdentifier}/generatedApks`;
const play = `/androidpublisher/v3/applications/${appIdentifier}/tracks`;
const intuneApps = (type: string): string =>
  `GET /v1.0/deviceAppManagement/mobileApps?${new URLSearchParams({ $filter: `isof('microsoft.graph.${type}')` }).toString()}`;
const connectApp = { id: 'app', type: 'apps', attributes: { bundleId: appIdentifier } };
const build = (version: string) => ({ id: version, type: 'builds', attributes: { version } });
const answers: readonly RecordedRow[] = [
  googleToken,
  { on: `GET ${play}/production/releases`, answer: [200, { releases: [{ track: 'production', activeArtifacts: [{ versionCode: 41 }] }] }] },
  { on: `GET ${play}/beta/releases`, answer: [200, { releases: [{ track: 'beta', activeArtifacts: [{ versionCode: 44 }] }] }] },
  { on: `GET ${play}`, answer: [404, { error: { code: 404 } }] },
  { on: `GET ${library}`, answer: [404, { error: { code: 404 } }] },
  { on: 'GET /v1/apps', answer: [200, { data: [connectApp] }] },
  { on: 'GET /v1/builds', answer: [200, { data: [build('7'), build('30'), build('1.2.3')] }] },
  { on: 'POST /acme.test/oauth2/v2.0/token', answer: [200, { access_token: 'marker-token', expires_in: 3599 }] },
  {
    on: intuneApps('androidLobApp'),
    answer: [
      200,
      {
        value: [
          { id: '1', packageId: appIdentifier, versionCode: '52' },
          { id: '2', packageId: 'com.acme.other', versionCode: '900' },
        ],
      },
    ],
  },
  { on: intuneApps('iosLobApp'), answer: [200, { value: [{ id: '3', bundleId: appIdentifier, buildNumber: '350' }] }] },
  { on: 'POST /api/oauth2/v1/token', answer: [200, { access_token: 'marker-token', expires_in: 172_800 }] },
  { on: 'GET /api/publish/v2/appid-list', answer: [200, { ret: { code: 0 }, appids: [{ key: 'Hello', value: '100' }] }] },
  { on: 'GET /api/publish/v2/app-info', answer: [200, { ret: { code: 0 }, appInfo: { versionCode: 61, onShelfVersionCode: 60 } }] },
];

const settings = { android: { appIdentifier }, ios: { appIdentifier } };

async function ask(
  platform: Platform,
  stores: readonly StoreName[],
  rows: readonly RecordedRow[] = answers,
  settingsOfApp: object = settings,
  recorded?: number,
) {
  const http = new RecordingHttp(rows);
  const files = new MemoryFiles({
    '/app/index.html': '',
    '/app/mobile-distribution.json': JSON.stringify(settingsOfApp),
    ...(recorded !== undefined && {
      '/app/.mobile-distribution/packages.jsonl': `${JSON.stringify(packageRecord({ appIdentifier, versionCode: recorded }))}\n`,
    }),
  });
  const world = { http, files, paths: posixPaths, clock: fixedClock() };
  const found = await readStoreCodes(world, { appFolder: '/app', platform, sources: stores.map((store) => sources[store]) });
  return { ...found, http };
}

const all = Object.keys(sources) as readonly StoreName[];

describe('the version codes of stores', () => {
  it('are the highest of each store that has packages of the platform', async () => {
    for (const [platform, expected] of [
      ['android', ['Google Play 44', 'Microsoft Intune 52', 'AppGallery Connect 61']],
      ['ios', ['App Store Connect 30', 'Microsoft Intune 350']],
    ] as const) {
      const { codes, issues } = await ask(platform, all);
      deepStrictEqual(issues, []);
      deepStrictEqual(
        codes.map((code) => `${code.store} ${code.versionCode}`),
        expected,
      );
      for (const code of codes) deepStrictEqual([code.platform, code.appIdentifier], [platform, appIdentifier]);
    }
  });

  it('are those of bundles that are on no track of Google Play, too', async () => {
    const generated = (code: number): RecordedRow => ({
      on: `GET ${library}/${code}`,
      answer: [200, { generatedApks: [{ certificateSha256Hash: 'AA' }] }],
    });
    const highest = async (...rows: readonly RecordedRow[]) => await ask('android', ['google-play'], [...rows, ...answers]);
    const { codes, http } = await highest(generated(45), generated(46));
    deepStrictEqual(
      codes.map(({ versionCode }) => versionCode),
      [46],
    );
    // No edit is opened: it would end that of a publication.
    deepStrictEqual(
      http.requests.filter(({ method, path }) => method !== 'GET' && path !== '/token'),
      [],
    );
    const closed: RecordedRow = {
      on: `GET ${library}`,
      answer: [403, { error: { code: 403, message: 'The caller does not have permission' } }],
    };
    deepStrictEqual(
      (await highest(closed)).codes.map(({ versionCode }) => versionCode),
      [44],
    );
    const endless: RecordedRow = { on: `GET ${library}`, answer: [200, { generatedApks: [{}] }] };
    deepStrictEqual(
      (await highest(endless)).codes.map(({ versionCode }) => versionCode),
      [144],
    );
  });

  it('are those of bundles behind a gap: up to 20 above the highest, above the ledger, and the code of the settings', async () => {
    const asked = async (there: number, settingsOfApp: object = settings, recorded?: number) => {
      const rows: readonly RecordedRow[] = [{ on: `GET ${library}/${there}`, answer: [200, { generatedApks: [{}] }] }, ...answers];
      const { codes, http } = await ask('android', ['google-play'], rows, settingsOfApp, recorded);
      const looks = http.requests.filter(({ path }) => path.startsWith(library)).map(({ path }) => Number(path.split('/').at(-1)));
      ok(looks.length <= 41, String(looks.length));
      return codes.map(({ versionCode }) => versionCode);
    };
    deepStrictEqual([await asked(64), await asked(65)], [[64], [44]]);
    deepStrictEqual(
      [await asked(520, settings, 500), await asked(521, settings, 500), await asked(64, settings, 500)],
      [[520], [44], [44]],
    );
    const chosen = { ...settings, android: { appIdentifier, versionCode: 9000 } };
    deepStrictEqual([await asked(9000, chosen), await asked(9001, chosen)], [[9000], [44]]);
  });

  it('are asked of no store without an account for the platform, or without an app identifier', async () => {
    for (const [platform, stores, settingsOfApp] of [
      ['android', [], settings],
      ['android', ['app-store-connect', 'firebase'], settings],
      ['ios', ['google-play', 'appgallery', 'firebase'], settings],
      ['android', all, {}],
      ['ios', all, { android: { appIdentifier } }],
    ] as const) {
      const { codes, issues, http } = await ask(platform, stores, [], settingsOfApp);
      deepStrictEqual([codes, issues, http.requests], [[], [], []]);
    }
  });

  it('are none where a store does not know the app, or has nothing of it yet', async () => {
    const nothing: readonly RecordedRow[] = [
      googleToken,
      { on: 'GET /androidpublisher', answer: [404, { error: { code: 404, message: 'Package not found: com.acme.hello.' } }] },
      { on: 'GET /v1/apps', answer: [200, { data: [{ ...connectApp, attributes: { bundleId: `${appIdentifier}.more` } }] }] },
      { on: 'GET /v1.0/deviceAppManagement', answer: [200, { value: [] }] },
      { on: 'GET /api/publish/v2/appid-list', answer: [200, { ret: { code: 0 }, appids: [] }] },
      ...answers,
    ];
    for (const platform of ['android', 'ios'] as const) {
      const { codes, issues } = await ask(platform, all, nothing);
      deepStrictEqual([codes, issues.map(({ message }) => message)], [[], []]);
    }
  });

  it('are a warning for the store that cannot be asked, and those of the others are there', async () => {
    const closed: RecordedRow = { on: 'POST /acme.test/oauth2/v2.0/token', answer: [401, { error: 'invalid_client' }] };
    const { codes, issues } = await ask('android', all, [closed, ...answers]);
    deepStrictEqual(
      codes.map(({ store }) => store),
      ['Google Play', 'AppGallery Connect'],
    );
    deepStrictEqual(
      issues.map(({ code, severity, params }) => [code, severity, params['store']]),
      [['store-codes-unknown', 'warning', 'Microsoft Intune']],
    );
    strictEqual(issues[0]?.params['reason'] === '', false);
  });

  it('are waited for until patience ends, which is a warning, or the person cancels, which is the end', async () => {
    const silent = async ({ signal }: HttpRequest): Promise<never> =>
      await new Promise((_, reject) => {
        const stop = (): void => reject(Failure.of('cancelled', {}));
        if (signal?.aborted === true) stop();
        else signal?.addEventListener('abort', stop);
      });
    const files = new MemoryFiles({ '/app/index.html': '', '/app/mobile-distribution.json': JSON.stringify(settings) });
    const world = { http: { request: silent, open: silent }, files, paths: posixPaths, clock: fixedClock() };
    const asking = async (signals: Pick<CodesRequest, 'signal' | 'patience'>) =>
      await readStoreCodes(world, { appFolder: '/app', platform: 'ios', sources: [sources['app-store-connect']], ...signals });
    const over = (): AbortSignal => AbortSignal.timeout(5);
    const open = (): AbortSignal => new AbortController().signal;
    for (const signals of [{ patience: over() }, { patience: over(), signal: open() }]) {
      const { codes, issues } = await asking(signals);
      deepStrictEqual([codes, issues.map(({ params }) => params['reason'])], [[], ['it did not answer in time']]);
    }
    for (const signals of [{ signal: over() }, { signal: over(), patience: open() }]) await rejects(asking(signals), { code: 'cancelled' });
  });

  it('stop where they are cancelled, and where the product has an error', async () => {
    const stopped = (): never => {
      throw Failure.of('cancelled', {});
    };
    await rejects(ask('android', all, [{ on: 'GET /api/publish', answer: stopped }, ...answers]), { code: 'cancelled' });
    await rejects(ask('android', ['google-play'], []), /no answer for POST/);
  });
});
