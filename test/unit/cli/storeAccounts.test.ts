import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandLine, type CommandLineOptions } from '../../support/commandLine.ts';
import { connectKey, storeAppIdentifier } from '../../support/connectPublishing.ts';
import { accountEmail, keyFile, keyLines, keyMarker, packageName } from '../../support/playPublishing.ts';
import { playFixture } from '../../support/playFixture.ts';
import { googleToken, RecordingHttp, type RecordedRow } from '../../support/recordingHttp.ts';
import { storeKeys, type StoreRun } from '../../support/storeCommands.ts';
import { type MemoryFiles } from '../../support/memoryFiles.ts';

const accountFile = '/home/me/.config/mobile-distribution/stores.json';
const live = {
  internal: [{ versionCodes: ['7'], status: 'completed' }],
  production: [{ versionCodes: ['6'], status: 'completed' }],
};

interface Permission {
  readonly code: string;
  readonly isGranted: boolean | null;
  readonly page: string;
}

describe('accounts at stores on the command line', () => {
  const start = playFixture(live);

  async function run(files: MemoryFiles, line: string, options: CommandLineOptions = {}): Promise<StoreRun> {
    const result = await commandLine(files, [...line.split(' '), '--json'], options);
    return { ...result, json: JSON.parse(result.out) as StoreRun['json'] };
  }

  function granted({ json }: StoreRun): Readonly<Record<string, boolean | null>> {
    return Object.fromEntries((json['permissions'] as readonly Permission[]).map(({ code, isGranted }) => [code, isGranted]));
  }

  it('remember where the key is, never the key, and are used by name or because there is no other', async () => {
    const play = await start();
    const files = storeKeys();
    const connecting = `store connect play --store google-play --key file:key.json --endpoint ${play.address} --app-identifier ${packageName}`;
    const connected = await run(files, connecting);
    strictEqual(connected.exitCode, 0, connected.out);
    deepStrictEqual(granted(connected), { 'api-enabled': true, 'app-access': true, 'release-testing': true, 'release-production': true });
    deepStrictEqual([play.commits, play.openEdits], [0, 0]);
    strictEqual(connected.json['who'], accountEmail);
    const kept = files.text(accountFile) ?? '';
    strictEqual(files.content.get(accountFile)?.mode, 0o600);
    ok(kept.includes('"file:/app/key.json"'));
    for (const secret of [keyMarker, ...keyLines]) ok(!kept.includes(secret));
    strictEqual((await run(files, 'store list')).out.includes('/app/key.json'), true);
    for (const line of [`store status --app-identifier ${packageName}`, `store status --account play --app-identifier ${packageName}`])
      strictEqual((await run(files, line)).json['highestVersionCode'], 7);
    const wrong = await run(files, 'store status --account other --app-identifier a.b');
    deepStrictEqual([wrong.exitCode, wrong.json.error?.code], [1, 'store-account-unknown']);
    strictEqual((await run(files, 'store publish a.ipa --store app-store-connect --account play')).exitCode, 2);
    strictEqual((await run(files, 'store disconnect play')).exitCode, 0);
    strictEqual((await run(files, `store status --app-identifier ${packageName}`)).exitCode, 2);
    strictEqual((await run(files, 'store disconnect play')).json.error?.code, 'store-account-unknown');
  });

  it('warn when others have the file of the key as well', async () => {
    const play = await start();
    const files = storeKeys();
    await files.writeFile('/app/key.json', new TextEncoder().encode(keyFile()), { mode: 0o644 });
    const line = `store connect play --store google-play --key file:key.json --endpoint ${play.address}`;
    const codes = ({ json }: StoreRun): readonly string[] => (json['issues'] as readonly { code: string }[]).map(({ code }) => code);
    deepStrictEqual(codes(await run(files, line)), ['store-key-readable']);
    await files.writeFile('/app/key.json', new TextEncoder().encode(keyFile()), { mode: 0o600 });
    deepStrictEqual(codes(await run(files, line)), []);
    const sourceControl = { describe: async () => ({ author: 'Ada' }), isTracked: async (path: string) => path === '/app/key.json' };
    deepStrictEqual(codes(await run(files, line, { world: { sourceControl } })), ['store-key-tracked']);
  });

  it('take keys from variables, and the app identifier from the settings', async () => {
    const play = await start();
    const settings = JSON.stringify({ name: 'Hello', android: { appIdentifier: packageName } });
    const files = storeKeys({ '/app/mobile-distribution.json': settings });
    const environment = { PLAY_KEY: keyFile() };
    await run(files, `store connect ci --store google-play --key env:PLAY_KEY --endpoint ${play.address}`, { environment });
    ok((files.text(accountFile) ?? '').includes('env:PLAY_KEY'));
    strictEqual((await run(files, 'store status', { environment })).json['appIdentifier'], packageName);
    strictEqual((await run(files, 'store status')).json.error?.code, 'secret-not-set');
  });

  it('say what is missing and where to grant it', async () => {
    const base = `store connect play --store google-play --key file:key.json --app-identifier ${packageName} --endpoint`;
    const none = await start({ hasPermission: false });
    const refused = await run(storeKeys(), `${base} ${none.address}`);
    deepStrictEqual(granted(refused), { 'api-enabled': true, 'app-access': false, 'release-testing': null, 'release-production': null });
    const missing = (refused.json['permissions'] as readonly Permission[]).find(({ code }) => code === 'app-access');
    strictEqual(missing?.page, 'https://play.google.com/console/users-and-permissions');
    const app = `/androidpublisher/v3/applications/${packageName}/edits`;
    const tracks = {
      tracks: [
        { track: 'internal', releases: live.internal },
        { track: 'production', releases: live.production },
      ],
    };
    const edits: readonly RecordedRow[] = [
      googleToken,
      { on: `GET ${app}/7/tracks`, answer: [200, tracks] },
      { on: `PUT ${app}/7/tracks/production`, answer: [403, { error: { message: 'The caller does not have permission' } }] },
      { on: `PUT ${app}/7`, answer: [200] },
      { on: `POST ${app}`, answer: [200, { id: '7' }] },
      { on: 'DELETE', answer: [204] },
    ];
    const testing = await run(storeKeys(), `${base} http://127.0.0.1`, { http: new RecordingHttp(edits) });
    deepStrictEqual(granted(testing), { 'api-enabled': true, 'app-access': true, 'release-testing': true, 'release-production': false });
    const disabled = {
      error: {
        code: 403,
        message: 'Google Play Android Developer API has not been used in project 1',
        errors: [{ reason: 'accessNotConfigured' }],
      },
    };
    const off = new RecordingHttp([googleToken, { on: 'POST', answer: [403, disabled] }]);
    strictEqual(granted(await run(storeKeys(), `${base} http://127.0.0.1`, { http: off }))['api-enabled'], false);
  });

  it('are not remembered when the store does not accept the key', async () => {
    const files = storeKeys();
    const http = new RecordingHttp([
      { on: 'POST /token', answer: [400, { error: 'invalid_grant', error_description: 'account not found' }] },
    ]);
    const line = 'store connect play --store google-play --key file:key.json --endpoint http://127.0.0.1';
    strictEqual((await run(files, line, { http })).json.error?.code, 'store-key-refused');
    strictEqual(files.text(accountFile), undefined);
    for (const wrong of [
      'store connect x --store google-play',
      'store connect x --key file:key.json',
      'store connect x --store app-store-connect --key file:key.p8',
      'store connect x --store google-play --key file:key.json --endpoint http://proxy.example.com',
    ])
      strictEqual((await run(files, wrong)).exitCode, 2, wrong);
  });

  it('without a key start no server unless its operator names the file of the token', async () => {
    const account = (name: string, file: string): object => ({ name, store: 'google-play', key: `file:/app/${file}` });
    const files = storeKeys({ '/app/wif.json': JSON.stringify({ type: 'external_account' }), '/app/token': 'marker' });
    const accounts = { schema: 1, accounts: [account('keyless', 'wif.json'), account('play', 'key.json')] };
    await files.writeFile(accountFile, new TextEncoder().encode(JSON.stringify(accounts)));
    for (const [line, expected] of [
      ['--store keyless', /keyless uses workload identity/],
      ['--store play --store-token play=token', /--store-token on the command line/],
      ['--store play --store-token keyless=token', /but --store does not/],
      ['--store play --store-token token', /cannot be token/],
      ['--store-token play=token', /but --store does not/],
    ] as const) {
      const { out, err, exitCode } = await commandLine(files, ['server', 'start', ...line.split(' ')]);
      match(out + err, expected);
      ok(exitCode !== 0, line);
    }
  });

  it('look at each kind of resource of App Store Connect, try to write without a change, and say what was not checked', async () => {
    const refused = { errors: [{ status: '403', code: 'FORBIDDEN_ERROR', detail: 'no role' }] };
    const agreement = { errors: [{ status: '403', code: 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED', detail: 'sign' }] };
    const odd = { errors: [{ status: '409', code: 'ENTITY_ERROR', detail: 'nothing to change' }] };
    const similar = { id: '2', attributes: { bundleId: `${storeAppIdentifier}.more` } };
    const http = new RecordingHttp([
      { on: 'GET /v1/apps?', answer: [200, { data: [similar, { id: '1', attributes: { bundleId: storeAppIdentifier } }] }] },
      { on: 'GET /v1/certificates', answer: [403, refused] },
      { on: 'GET /v1/profiles', answer: [403, agreement] },
      { on: 'GET /v1/devices', answer: [200, { data: [{ id: 'd' }] }] },
      { on: 'GET /v1/bundleIds', answer: [200, { data: [{ id: 'b' }] }] },
      { on: 'GET', answer: [200, { data: [] }] },
      { on: 'PATCH /v1/apps/1', answer: [200, { data: { id: '1', type: 'apps' } }] },
      { on: 'PATCH /v1/devices/d', answer: [403, refused] },
      { on: 'PATCH /v1/bundleIds/b', answer: [409, odd] },
    ]);
    const who = `--key file:key.p8 --key-id ${connectKey.keyId} --issuer ${connectKey.issuer} --endpoint http://127.0.0.1`;
    const line = `store connect apple --store app-store-connect ${who} --app-identifier`;
    const connected = await run(storeKeys(), `${line} ${storeAppIdentifier}`, { http });
    const expected = {
      apps: true,
      'app-access': true,
      'apps-write': true,
      upload: null,
      testflight: true,
      'testflight-write': null,
      devices: true,
      'devices-write': false,
      identifiers: true,
      'identifiers-write': null,
      certificates: false,
      profiles: false,
      'certificates-write': false,
      'profiles-write': false,
    };
    deepStrictEqual(granted(connected), expected, connected.out);
    const pages = (connected.json['permissions'] as readonly Permission[]).map(({ page }) => page);
    ok(pages.includes('https://appstoreconnect.apple.com/business'));
    const writes = http.requests.filter(({ method }) => method !== 'GET');
    deepStrictEqual(
      writes.map(({ method, body }) => [method, (JSON.parse(body) as { data: { attributes: object } }).data.attributes]),
      writes.map(() => ['PATCH', {}]),
    );
    const other = await run(storeKeys(), `${line} com.acme.unknown`, { http });
    deepStrictEqual([granted(other)['app-access'], granted(other)['apps-write']], [false, null]);
    const shown = await commandLine(storeKeys(), `${line} ${storeAppIdentifier}`.split(' '), { http });
    ok(/Upload builds +not checked/.test(shown.out), shown.out);
  });
});
