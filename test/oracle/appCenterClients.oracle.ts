/**
 * The unmodified command line of App Center, in three versions, against the release server: every command of `distribute`,
 * `apps`, `orgs`, `tokens` and `login` ends with 0, and the same bytes come back.
 */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../src/core/base/byteSource.ts';
import { describePackage } from '../../src/core/packages/describePackage.ts';
import { bundleOfParts } from '../support/bundleParts.ts';
import { hereDigester } from '../support/hereDigester.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { encodeMachO } from '../support/machOFiles.ts';
import { packageName, publishFiles } from '../support/playPublishing.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { until } from '../support/until.ts';
import { startGooglePlay, type GooglePlay } from '../stand-ins/google-play/googlePlay.ts';
import { askJudge, judge, type Verdict } from './support/judges.ts';

type Client = 'appcenter-3.0.4' | 'appcenter-2.14.0' | 'appcenter-1.2.2';

class Session {
  readonly folder: string;
  readonly #client: Client;
  readonly #server: TestServer;

  constructor(client: Client, server: TestServer) {
    this.#client = client;
    this.#server = server;
    this.folder = mkdtempSync(join(tmpdir(), 'appcenter-client-'));
    mkdirSync(join(this.folder, 'home'));
  }

  ask(args: readonly string[], withToken = true): Verdict {
    const { url, ownerToken, caCertificate } = this.#server.running;
    const env = {
      PATH: process.env['PATH'],
      HOME: join(this.folder, 'home'),
      USERPROFILE: join(this.folder, 'home'),
      APPCENTER_ENDPOINT: url,
      MOBILE_CENTER_TELEMETRY: 'off',
      ...(caCertificate !== null && { NODE_EXTRA_CA_CERTS: caCertificate }),
      http_proxy: '',
      https_proxy: '',
    };
    const access = withToken ? ['--env', 'local', '--token', ownerToken] : [];
    return askJudge(this.#client, [...args, ...access, '--disable-telemetry'], { cwd: this.folder, env });
  }

  /** Must end with 0; gives what it printed, as JSON where it was asked for. */
  run(...args: readonly string[]): string {
    const { exitCode, stdout, stderr } = this.ask(args);
    strictEqual(exitCode, 0, `${args.join(' ')}\n${stdout}\n${stderr}`);
    return stdout;
  }

  json(...args: readonly string[]): unknown {
    return JSON.parse(this.run(...args, '--output', 'json'));
  }

  file(name: string, bytes: Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

for (const { client, isTls } of [
  { client: 'appcenter-3.0.4', isTls: true },
  { client: 'appcenter-2.14.0', isTls: false },
  { client: 'appcenter-1.2.2', isTls: false },
] as const)
  describe(`${client} against the release server, ${isTls ? 'https' : 'http'}`, () => {
    let server: TestServer;
    let session: Session;
    const app = 'olivia-owner/Demo';
    let apk: Uint8Array;

    before(async () => {
      judge(client);
      server = await startTestServer({ isTls });
      session = new Session(client, server);
      apk = await smallArchive(smallApkEntries());
    });
    after(async () => {
      session?.dispose();
      await server?.stop();
    });

    it('logs in with the owner token, and out', () => {
      const { ownerToken } = server.running;
      const { exitCode, stdout, stderr } = session.ask(['login', '--token', ownerToken, '--env', 'local'], false);
      strictEqual(exitCode, 0, stdout + stderr);
      strictEqual(session.ask(['profile', 'list'], false).exitCode, 0);
      session.run('apps', 'create', '--display-name', 'Demo', '--os', 'Android', '--platform', 'Java');
      for (const command of ['apps list', `apps set-current ${app}`, 'apps get-current', 'distribute groups list', 'logout']) {
        const verdict = session.ask(command.split(' '), false);
        strictEqual(verdict.exitCode, 0, command + verdict.stdout + verdict.stderr);
      }
    });

    it('creates, lists, shows and deletes apps', () => {
      match(session.run('apps', 'list'), /olivia-owner\/Demo/);
      match(session.run('apps', 'show', '--app', app), /Demo/);
      session.run('apps', 'update', '--app', app, '--description', 'Of tests');
      session.run('apps', 'create', '--display-name', 'To Delete', '--os', 'iOS', '--platform', 'Objective-C-Swift');
      session.run('apps', 'delete', '--app', 'olivia-owner/To-Delete', '--quiet');
    });

    it('lists organizations and makes tokens', () => {
      if (client !== 'appcenter-1.2.2') session.run('orgs', 'create', '--display-name', `Acme ${client}`, '--name', 'acme');
      session.run('orgs', 'list');
      if (client !== 'appcenter-1.2.2') session.run('orgs', 'show', '--name', 'acme');
      if (client !== 'appcenter-1.2.2') {
        session.run('orgs', 'apps', 'create', '--org-name', 'acme', '--display-name', 'Shared', '--os', 'iOS', '--platform', 'Unknown');
        match(session.run('orgs', 'apps', 'list', '--name', 'acme'), /Shared/);
      }
      if (client !== 'appcenter-1.2.2') {
        session.run('orgs', 'update', '--name', 'acme', '--new-display-name', 'Acme Inc.');
        match(session.run('orgs', 'show', '--name', 'acme'), /Acme Inc/);
        const people = ['orgs', 'collaborators', 'update', '--name', 'acme'];
        session.run(...people, '--add-collaborators', 'ann@example.com bob@example.com');
        session.run(...people, '--make-admins', 'ann@example.com');
        session.run(...people, '--make-collaborators', 'ann@example.com', '--delete-collaborators', 'bob@example.com');
        const listed = session.run('orgs', 'collaborators', 'list', '--name', 'acme');
        match(listed, /ann/);
        ok(!/bob/.test(listed), listed);
      }
      session.run('tokens', 'create', '--description', 'CI');
      session.run('tokens', 'list');
    });

    it('manages groups', () => {
      session.run('distribute', 'groups', 'create', '--app', app, '--name', 'Beta testers', '--testers', 'a@example.com b@example.com');
      match(session.run('distribute', 'groups', 'list', '--app', app), /Beta testers/);
      session.run('distribute', 'groups', 'show', '--app', app, '--group', 'Beta testers');
      session.run(
        'distribute',
        'groups',
        'update',
        '--app',
        app,
        '--group',
        'Beta testers',
        '--name',
        'Beta',
        '--add-testers',
        'c@example.com',
        '--delete-testers',
        'a@example.com',
      );
      if (client !== 'appcenter-1.2.2') session.run('distribute', 'groups', 'update', '--app', app, '--group', 'Beta', '--public');
      if (client !== 'appcenter-1.2.2') session.run('distribute', 'groups', 'update', '--app', app, '--group', 'Beta', '--private');
      const addresses = session.file('testers.txt', Buffer.from('e@example.com f@example.com'));
      session.run('distribute', 'groups', 'create', '--app', app, '--name', 'Short-lived', '--testers-file', addresses);
      session.run('distribute', 'groups', 'delete', '--app', app, '--group', 'Short-lived', '--quiet');
    });

    it('releases a package and gets the same bytes back', () => {
      const path = session.file('demo.apk', apk);
      session.run(
        'distribute',
        'release',
        '--app',
        app,
        '--file',
        path,
        '--group',
        'Beta',
        '--release-notes',
        '# New\n* <b>bold</b>',
        ...(client === 'appcenter-1.2.2' ? [] : ['--mandatory']),
      );
      session.run('distribute', 'groups', 'download', '--app', app, '--group', 'Beta', '--filename', 'back.apk', '--dest', session.folder);
      strictEqual(sha256(readFileSync(join(session.folder, 'back.apk'))), sha256(apk));
    });

    it('releases an app bundle to a group, which gets an APK that the server makes', async () => {
      const bundle = await bundleOfParts({});
      const path = session.file('parts.aab', bundle);
      session.run('apps', 'create', '--display-name', 'Parts', '--os', 'Android', '--platform', 'Java');
      const bundles = 'olivia-owner/Parts';
      const silent = client === 'appcenter-1.2.2' ? [] : ['--silent'];
      session.run('distribute', 'release', '--app', bundles, '--file', path, '--group', 'Collaborators', ...silent);
      const download = ['distribute', 'groups', 'download', '--app', bundles, '--group', 'Collaborators'];
      session.run(...download, '--filename', 'parts.apk', '--dest', session.folder);
      const made = Uint8Array.from(readFileSync(join(session.folder, 'parts.apk')));
      const { inspection, verification } = await describePackage(bytesSource(made), {
        now: new Date(),
        verify: { digester: hereDigester },
      });
      deepStrictEqual([inspection?.format, inspection?.appIdentifier, verification?.verified], ['apk', 'com.acme.parts', true]);
      // `fetch` does not know the authority of a server with https.
      if (isTls) return;
      const shown = await (await server.ask(`/api/v1/apps/${bundles}/releases/latest`)).json();
      const { sha256: ofApk, bundleSha256 } = shown as { readonly sha256: string; readonly bundleSha256: string };
      deepStrictEqual([ofApk, bundleSha256], [sha256(made), sha256(bundle)]);
    });

    it('publishes to a group', () => {
      if (client === 'appcenter-1.2.2') return;
      const path = session.file('demo.apk', apk);
      const notes = ['--release-notes-file', session.file('notes.md', Buffer.from('- Faster'))];
      session.run('distribute', 'groups', 'publish', '--app', app, '--file', path, '--group', 'Collaborators', ...notes);
      const download = ['distribute', 'groups', 'download', '--app', app, '--group', 'Beta', '--id', '1'];
      session.run(...download, '--filename', 'first.apk', '--dest', session.folder);
      strictEqual(sha256(readFileSync(join(session.folder, 'first.apk'))), sha256(apk));
    });

    it('lists, shows and edits releases', () => {
      match(session.run('distribute', 'releases', 'list', '--app', app), /1/);
      const shown = session.run('distribute', 'releases', 'show', '--app', app, '--release-id', '1');
      match(shown, /1/);
      session.run('distribute', 'releases', 'edit', '--app', app, '--release-id', '1', 'disabled');
      session.run('distribute', 'releases', 'edit', '--app', app, '--release-id', '1', 'enabled');
      if (client !== 'appcenter-1.2.2')
        session.run('distribute', 'releases', 'edit-notes', '--app', app, '--release-id', '1', '--release-notes', 'Better');
      const add = ['distribute', 'releases', 'add-destination', '--app', app, '--release-id', '1'];
      session.run(...add, '--type', 'group', '--destination', 'Collaborators', '--silent');
      session.run(...add, '--type', 'tester', '--destination', 'd@example.com', '--mandatory');
    });

    it('lists stores, of which there are none', () => {
      if (client !== 'appcenter-1.2.2') session.run('distribute', 'stores', 'list', '--app', app);
    });

    it('releases a large archive, whose version the request says', () => {
      // It has no way to say it.
      if (client === 'appcenter-1.2.2') return;
      const large = Uint8Array.from(randomBytes(30_000_000));
      session.run('apps', 'create', '--display-name', 'Desktop', '--os', 'Windows', '--platform', 'UWP');
      const path = session.file('desktop.zip', large);
      session.run(
        'distribute',
        'release',
        '--app',
        'olivia-owner/Desktop',
        '--file',
        path,
        '--group',
        'Collaborators',
        '--build-version',
        '1.2.3',
      );
      const download = ['distribute', 'groups', 'download', '--app', 'olivia-owner/Desktop', '--group', 'Collaborators'];
      session.run(...download, '--filename', 'back.zip', '--dest', session.folder);
      strictEqual(sha256(readFileSync(join(session.folder, 'back.zip'))), sha256(large));
    });

    it('is told why a broken package is refused, and that a token is wrong', () => {
      const path = session.file('broken.apk', Buffer.from('This is no package'));
      const { exitCode, stdout, stderr } = session.ask(['distribute', 'release', '--app', app, '--file', path, '--group', 'Beta']);
      // The oldest one has no words for it.
      const isTold = client === 'appcenter-1.2.2' || /invalid because: /.test(stdout + stderr);
      deepStrictEqual([exitCode !== 0, isTold], [true, true], stdout + stderr);
      const wrong = session.ask(['apps', 'list', '--env', 'local', '--token', 'wrong'], false);
      ok(wrong.exitCode !== 0);
    });

    it('uploads mappings and symbols, which belong to the releases of their version', async () => {
      // It has neither command in this form.
      if (client === 'appcenter-1.2.2') return;
      const mapping = session.file('mapping.txt', Buffer.from('com.acme.Main -> a.a:\n'));
      const versions = ['--version-name', '1.4.0', '--version-code', '12'];
      session.run('crashes', 'upload-mappings', '--app', app, '--mapping', mapping, ...versions);
      const dsym = 'Hello.app.dSYM/Contents/Resources/DWARF/Hello';
      const symbols = await smallArchive([{ name: dsym, bytes: encodeMachO({ uuid: '0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0' }) }]);
      session.run('crashes', 'upload-symbols', '--app', app, '--symbol', session.file('dSYMs.zip', symbols));
      // In blocks, as the file is too large for one request.
      const large = session.file('large.zip', Buffer.alloc(257 * 1024 * 1024));
      session.run('crashes', 'upload-symbols', '--app', app, '--symbol', large);
      rmSync(large);
      // `fetch` does not know the authority of a server with https.
      if (isTls) return;
      const answer = await server.ask(`/v0.1/apps/${app}/symbol_uploads`);
      const uploads = (await answer.json()) as readonly { readonly status: string; readonly symbols_uploaded: readonly object[] }[];
      deepStrictEqual(
        uploads.map(({ status, symbols_uploaded: ids }) => [status, ids.length]),
        [
          ['indexed', 0],
          ['indexed', 1],
          ['indexed', 0],
        ],
      );
    });

    it('deletes releases', () => {
      session.run('distribute', 'releases', 'delete', '--app', app, '--release-id', '1', '--quiet');
    });
  });

describe('appcenter-3.0.4 and a store behind the release server', () => {
  let play: GooglePlay;
  let server: TestServer;
  let session: Session;

  before(async () => {
    judge('appcenter-3.0.4');
    play = await startGooglePlay({ apps: [{ packageName, live: [{ versionCode: 6, track: 'internal' }] }] });
    const key = JSON.stringify(play.serviceAccount);
    server = await startTestServer({
      isTls: true,
      stores: [{ name: 'play', store: 'google-play', track: 'internal', key, identity: { endpoint: play.url } }],
    });
    session = new Session('appcenter-3.0.4', server);
  });
  after(async () => {
    session?.dispose();
    await server?.stop();
    await play?.close();
  });

  it('lists it, and publishes a bundle to it', async () => {
    const app = 'olivia-owner/Small';
    session.run('apps', 'create', '--display-name', 'Small', '--os', 'Android', '--platform', 'Java');
    deepStrictEqual(session.json('distribute', 'stores', 'list', '--app', app), [['play', 'googleplay', 'internal']]);
    const bundle = session.file('app.aab', await (await publishFiles()).readFile('/app/app.aab'));
    const publish = ['distribute', 'stores', 'publish', '--app', app, '--file', bundle, '--store', 'play'];
    session.run(...publish, '--release-notes', '<en-US>Dark mode</en-US>');
    // The client is synchronous here, so the stand-in answers when it has ended.
    const { status } = await until('published', () => play.app(packageName).published.tracks['internal']?.find(isSeven));
    strictEqual(status, 'completed');
    deepStrictEqual(play.violations, []);
  });
});

function isSeven({ versionCodes = [] }: { readonly versionCodes?: readonly (string | number)[] | undefined }): boolean {
  return versionCodes.some((code) => String(code) === '7');
}
