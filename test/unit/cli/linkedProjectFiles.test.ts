/** Every writer of files of a project, on a real disk, in a project whose links leave it: nothing outside is changed. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../../src/core/base/secret.ts';
import { recordResigned } from '../../../src/core/workflow/recordResigned.ts';
import { pullPlayListing } from '../../../src/core/workflow/stores/listing/syncPlayListing.ts';
import { playAppOf } from '../../../src/core/workflow/stores/openStore.ts';
import { NodeFileSystem } from '../../../src/node/nodeFileSystem.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { packageRecord } from '../../support/packageRecords.ts';
import { keyFile, packageName } from '../../support/playPublishing.ts';
import { googleToken, RecordingHttp } from '../../support/recordingHttp.ts';
import { unsignedApk } from '../../support/signedPackages.ts';
import { workflowWorld } from '../../support/workflowWorld.ts';
import { rejectsWith } from '../node/support/rejectsWith.ts';
import { useTemporaryFolder } from '../node/support/temporaryFolder.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const onPosix = process.platform === 'win32' ? describe.skip : describe;
const settings =
  '{ "name": "Hello", "engine": "web", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello", "buildType": "release" } }';

onPosix('links', () => {
  const at = useTemporaryFolder();
  // Its hooks run before that which removes the folder.
  describe('that leave a project', () => leavingLinks(at));
});

function leavingLinks(at: (...names: string[]) => string): void {
  const app = (...names: string[]): string => at('app', ...names);
  const world = { ...workflowWorld(new MemoryFiles()), files: new NodeFileSystem() };

  beforeEach(() => {
    for (const folder of [app('.git'), app('www'), at('outside')]) mkdirSync(folder, { recursive: true });
    writeFileSync(app('www', 'index.html'), '<!doctype html><title>Hello</title>');
    writeFileSync(at('outside', 'mine'), 'mine\n');
  });
  afterEach(() => {
    deepStrictEqual(readdirSync(at('outside')), ['mine']);
    strictEqual(readFileSync(at('outside', 'mine'), 'utf8'), 'mine\n');
  });

  /** The code that the command ends with. */
  function run(...args: readonly string[]): string | undefined {
    const { stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args, '--json'], {
      cwd: at(),
      env: { ...process.env, HOME: at(), XDG_CONFIG_HOME: at('config'), XDG_CACHE_HOME: at('cache') },
      encoding: 'utf8',
    });
    match(stdout, /^\{/, stderr);
    const document: { readonly error?: { readonly code: string } } = JSON.parse(stdout);
    return document.error?.code;
  }

  /** A link to a file that is there, and one that a write would fill. */
  for (const target of ['mine', 'new']) {
    const link = (...names: string[]): void => symlinkSync(at('outside', target), app(...names));

    it(`change no settings there: ${target}`, () => {
      link('mobile-distribution.json');
      strictEqual(run('init', '--app', 'app', '--force'), 'link-leaves-folder');
      writeFileSync(app('capacitor.config.json'), '{ "appId": "com.acme.hello", "appName": "Hello", "webDir": "www" }');
      strictEqual(run('init', '--app', 'app', '--import', '--force') === undefined, false);
    });

    it(`change no workflow there: ${target}`, () => {
      writeFileSync(app('mobile-distribution.json'), settings);
      mkdirSync(app('.github', 'workflows'), { recursive: true });
      link('.github', 'workflows', 'mobile-distribution.yml');
      strictEqual(run('ci', 'init', '--app', 'app', '--provider', 'github', '--force'), 'link-leaves-folder');
    });

    it(`change no ledger there: ${target}`, async () => {
      mkdirSync(app('.mobile-distribution'));
      link('.mobile-distribution', 'packages.jsonl');
      await resign();
    });

    it(`change no text of a listing there: ${target}`, async () => {
      mkdirSync(app('store', 'google-play', 'de-DE'), { recursive: true });
      link('store', 'google-play', 'de-DE', 'title.txt');
      await pull();
    });
  }

  it('change nothing in folders there', async () => {
    writeFileSync(app('mobile-distribution.json'), settings);
    for (const name of ['.github', '.mobile-distribution', 'store']) symlinkSync(at('outside'), app(name));
    strictEqual(run('ci', 'init', '--app', 'app', '--provider', 'github'), 'link-leaves-folder');
    await resign();
    await pull();
  });

  it('are refused in the editor as on the command line', () => {
    // These need a window; what they write is written by this one call.
    for (const path of ['app/commands/setUpApp.ts', 'build/commands/generateCiWorkflow.ts']) {
      const writes = readFileSync(`src/extension/${path}`, 'utf8').match(/writeFile\(.*\);/g) ?? [];
      strictEqual(writes.length, 1, path);
      match(writes[0], /\{ within: (?:app\.folder|root) \}\);$/);
    }
  });

  async function resign(): Promise<void> {
    writeFileSync(app('signed.apk'), await unsignedApk());
    const parent = { appFolder: app(), record: packageRecord() };
    await rejectsWith('link-leaves-folder', recordResigned(world, parent, { path: app('signed.apk'), author: 'Ada' }));
  }

  async function pull(): Promise<void> {
    const edits = `/androidpublisher/v3/applications/${packageName}/edits`;
    const http = new RecordingHttp([
      googleToken,
      { on: `POST ${edits}`, answer: [200, { id: '7' }] },
      { on: `DELETE ${edits}/7`, answer: [204] },
      { on: `GET ${edits}/7/listings/`, answer: [404, { error: { code: 404 } }] },
      { on: `GET ${edits}/7/listings`, answer: [200, { listings: [{ language: 'de-DE', title: 'Neu' }] }] },
    ]);
    const store = playAppOf({ store: 'google-play', key: new Secret(keyFile()), endpoint: 'https://play.test' }, packageName);
    const place = { folder: app('store', 'google-play'), within: app() };
    await rejectsWith('link-leaves-folder', pullPlayListing({ ...world, http }, store, place));
  }
}
