/** Packages get version codes above those that connected stores have. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { commandLine } from '../../support/commandLine.ts';
import { keyFile } from '../../support/playPublishing.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { googleToken, RecordingHttp, type RecordedRow } from '../../support/recordingHttp.ts';
import { rightPassword, testKeystore } from '../../support/workflowWorld.ts';

interface Document {
  readonly versionCode?: number;
  readonly issues: readonly { readonly code: string; readonly message: string }[];
  readonly error?: { readonly code: string };
}

const releases = 'GET /androidpublisher/v3/applications/com.acme.hello/tracks';
const live: readonly RecordedRow[] = [
  googleToken,
  { on: `${releases}/production/releases`, answer: [200, { releases: [{ track: 'production', activeArtifacts: [{ versionCode: 41 }] }] }] },
  { on: releases, answer: [404, { error: { code: 404, message: 'none' } }] },
  { on: 'GET /androidpublisher/v3/applications/com.acme.hello/generatedApks', answer: [404, { error: { code: 404, message: 'none' } }] },
];

async function create(rows: readonly RecordedRow[], android: object = {}, more: readonly string[] = []) {
  const settings = {
    name: 'Hello',
    version: '1.0.0',
    web: { webDir: 'www' },
    android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'upload.p12', keyAlias: 'upload', ...android },
  };
  const account = { name: 'play', store: 'google-play', key: 'file:/keys/play.json', endpoint: 'https://play.test' };
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': JSON.stringify(settings),
    '/app/www/index.html': '<!doctype html><title>Hello</title>',
    '/keys/play.json': keyFile(),
    '/home/me/.config/mobile-distribution/stores.json': JSON.stringify({ schema: 1, accounts: [account] }),
  });
  await files.writeFile('/app/upload.p12', await testKeystore(), { mode: 0o600 });
  const http = new RecordingHttp(rows);
  const args = ['package', 'create', '--platform', 'android', '--keystore-password', 'env:P', '--json', ...more];
  const { out } = await commandLine(files, args, { http, environment: { P: rightPassword } });
  return { json: JSON.parse(out) as Document, http };
}

describe('version codes of connected stores', () => {
  it('are below the one that is proposed', async () => {
    const { json } = await create(live);
    strictEqual(json.versionCode, 42, JSON.stringify(json));
  });

  it('are reported before the build where a chosen one is not higher', async () => {
    const { json } = await create(live, { versionCode: 41 });
    const found = json.issues.find(({ code }) => code === 'version-code-at-store');
    match(found?.message ?? '', /^The version code 41 is not higher than 41, which Google Play already has$/, JSON.stringify(json));
  });

  it('are not asked for when that is not wanted', async () => {
    const { json, http } = await create([], {}, ['--skip-stores']);
    deepStrictEqual([json.versionCode, http.lines], [1, []], JSON.stringify(json));
  });

  it('are a warning where the store cannot be asked, and nothing where it does not know the app', async () => {
    const closed = await create([{ on: 'POST /token', answer: [400, { error: 'invalid_grant' }] }]);
    strictEqual(closed.json.versionCode, 1);
    ok(closed.json.issues.some(({ code }) => code === 'store-codes-unknown'));
    const none = await create([
      googleToken,
      { on: releases, answer: [404, { error: { code: 404, message: 'Package not found: com.acme.hello.' } }] },
    ]);
    ok(!none.json.issues.some(({ code }) => code === 'store-codes-unknown'), JSON.stringify(none.json));
  });
});
