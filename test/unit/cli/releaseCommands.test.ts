import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandList } from '../../../src/cli/commands/commandList.ts';
import { composeCommandLine } from '../../../src/cli/composition.ts';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { type Terminal } from '../../../src/cli/terminal/terminal.ts';
import { smallApkEntries, smallArchive } from '../../support/smallPackages.ts';

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const nodeArguments = ['--disable-warning=ExperimentalWarning', main];

interface Started {
  readonly url: string;
  readonly ownerToken: string;
  readonly caCertificate: string | null;
}

interface Ran {
  readonly exitCode: number | null;
  // What a command prints, which each test looks into.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly document: Record<string, any>;
  readonly stderr: string;
}

interface ShownDestination {
  readonly name: string;
  readonly isMandatory: boolean;
}

interface ShownRelease {
  readonly id: number;
  readonly isEnabled: boolean;
  readonly notes: string;
  readonly destinations: readonly ShownDestination[];
}

describe('commands of the release server', () => {
  let folder: string;
  let process_: ChildProcess;
  let started: Started;
  let apk: Uint8Array;

  async function start(...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly first: Started }> {
    const child = spawn(process.execPath, [...nodeArguments, 'server', 'start', '--port', '0', '--json', ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', (part: Buffer) => {
        text += part.toString();
        if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
    return { child, first: JSON.parse(line) };
  }

  async function stop(child: ChildProcess): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    return await ended;
  }

  /** In this process: the server is another one all the same. */
  async function mdist(...args: readonly string[]): Promise<Ran> {
    return await mdistWith({ T: started.ownerToken }, ...args);
  }

  async function mdistWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
    let out = '';
    let err = '';
    const terminal: Terminal = {
      isInteractive: false,
      showsProgress: false,
      hasColors: false,
      columns: 80,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    };
    const { signal } = new AbortController();
    const composition = composeCommandLine({ terminal, signal, environment, workingFolder: folder });
    const exitCode = await runCommandLine({
      args: [...args, '--json'],
      commands: commandList,
      terminal,
      workingFolder: folder,
      paths: composition.paths,
      productVersion: composition.productVersion,
      services: (progress, secretVariables) => composition.services(progress, secretVariables),
    });
    ok(!(out + err).includes(started.ownerToken));
    return { exitCode, document: JSON.parse(out), stderr: err };
  }

  /** Without the issues that every document has. */
  function contentOf({ document: { issues: _issues, ...content } }: Ran) {
    return content;
  }

  const remote = (): readonly string[] => ['--server', started.url, '--token', 'env:T', '--server-app', 'acme/hello'];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mdist-server-'));
    apk = await smallArchive(smallApkEntries());
    writeFileSync(join(folder, 'hello.apk'), apk);
    writeFileSync(join(folder, 'notes.md'), '# New\n<script>alert(1)</script>');
    ({ child: process_, first: started } = await start('--data', 'data'));
  });
  after(async () => {
    await stop(process_);
    rmSync(folder, { recursive: true, force: true });
  });

  it('say where the server is in their first line, and in a file for its owner alone', () => {
    match(started.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    match(started.ownerToken, /^[0-9a-f]{40}$/);
    strictEqual(started.caCertificate, null);
    const path = join(folder, 'data', 'server.json');
    const { url, ownerToken } = JSON.parse(readFileSync(path, 'utf8'));
    deepStrictEqual([url, ownerToken], [started.url, started.ownerToken]);
    if (process.platform !== 'win32') strictEqual(statSync(path).mode & 0o077, 0);
  });

  it('release a package, with the app made on the way, and give back its links', async () => {
    const created = await mdist('group', 'create', 'Beta', ...remote());
    strictEqual(created.document['error']?.code, 'release-answer');
    const args = ['release', 'create', ...remote(), '--file', 'hello.apk', '--group', 'Collaborators', '--notes-file', 'notes.md'];
    const { exitCode, document, stderr } = await mdist(...args, '--mandatory', '--no-notify');
    deepStrictEqual([exitCode, stderr], [0, '']);
    const { id, installUrl, downloadUrl, version, shortVersion, destinations } = document;
    strictEqual(id, 1);
    ok(installUrl.startsWith(`${started.url}/i/`));
    ok(typeof version === 'string' && typeof shortVersion === 'string');
    deepStrictEqual(
      destinations.map(({ kind, name, isMandatory, notifiesTesters }: Record<string, unknown>) => [
        kind,
        name,
        isMandatory,
        notifiesTesters,
      ]),
      [['group', 'Collaborators', true, false]],
    );
    const bytes = new Uint8Array(await (await fetch(downloadUrl)).arrayBuffer());
    strictEqual(createHash('sha256').update(bytes).digest('hex'), createHash('sha256').update(apk).digest('hex'));
    const page = await (await fetch(installUrl)).text();
    ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;') && !page.includes('<script'));
    strictEqual((await mdist(...args)).document['id'], 1);
    deepStrictEqual((await mdist('release', 'list', ...remote())).document['releases'].length, 1);
    strictEqual((await mdist('release', 'show', 'latest', ...remote())).document['sha256'], document['sha256']);
  });

  it('make links with an end, a password and a limit, and withdraw them', async () => {
    const args = ['--release', '1', '--days', '7', '--installs', '1', '--label', 'Fair', '--link-password', 'env:LINK'];
    const secrets = { T: started.ownerToken, LINK: 'Geheim 123' };
    const made = await mdistWith(secrets, 'link', 'create', ...remote(), ...args);
    strictEqual(made.exitCode, 0);
    const { id, url, expiresAt, installLimit, hasPassword } = made.document;
    deepStrictEqual([installLimit, hasPassword, JSON.stringify(made.document).includes('Geheim')], [1, true, false]);
    const days = (new Date(String(expiresAt)).getTime() - Date.now()) / 86_400_000;
    ok(days > 6.9 && days <= 7);
    strictEqual((await fetch(url)).status, 401);
    const form = new URLSearchParams({ password: 'Geheim 123' });
    const opened = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    const unlocked = new URL(opened.headers.get('location') ?? '', url);
    const page = await (await fetch(unlocked)).text();
    const [, download = ''] = /href="([^"]*\/d\/[^"]*)"/.exec(page) ?? [];
    strictEqual((await fetch(new URL(download, url))).status, 200);
    strictEqual((await fetch(unlocked)).status, 410);
    const { links } = (await mdist('link', 'list', ...remote())).document;
    deepStrictEqual(
      links.map((each: Record<string, unknown>) => [each['label'], each['installs'], each['release']]),
      [['Fair', 1, 1]],
    );
    strictEqual((await mdist('link', 'delete', id, ...remote())).exitCode, 0);
    strictEqual((await mdist('link', 'list', ...remote())).document['links'][0].isRevoked, true);
    strictEqual((await mdist('link', 'create', ...remote())).exitCode, 2);
    strictEqual((await mdist('link', 'create', ...remote(), '--release', '1', '--days', '0')).exitCode, 2);
    strictEqual((await mdist('link', 'delete', 'nothing', ...remote())).exitCode, 4);
  });

  it('reach the server of this machine without its address and token', async () => {
    const local = ['--data', 'data', '--server-app', 'acme/hello'];
    deepStrictEqual((await mdist('group', 'create', 'Beta', '--public', ...local)).document['name'], 'Beta');
    deepStrictEqual(
      (await mdist('group', 'list', ...local)).document['groups'].map(({ name }: { name: string }) => name),
      ['Collaborators', 'Beta'],
    );
    const added = await mdist('tester', 'add', ...local, '--group', 'Beta', '--email', 'a@example.com', '--email', 'nothing');
    deepStrictEqual([added.exitCode, added.document['done'], added.document['refused']], [1, ['a@example.com'], ['nothing']]);
    strictEqual((await mdist('tester', 'list', ...local, '--group', 'Beta')).document['testers'][0].email, 'a@example.com');
    strictEqual((await mdist('tester', 'remove', ...local, '--group', 'Beta', '--email', 'a@example.com')).exitCode, 0);
    strictEqual((await mdist('group', 'delete', 'Beta', ...local)).exitCode, 0);
    strictEqual((await mdist('group', 'list', '--data', 'elsewhere', '--server-app', 'acme/hello')).exitCode, 2);
  });

  it('refuse what is wrong before the upload begins', async () => {
    const release = ['release', 'create', ...remote(), '--file', 'hello.apk'];
    match((await mdist(...release, '--group', 'Missing')).document['error'].message, /Group Missing does not exist/);
    match((await mdist(...release, '--tester', 'nobody')).document['error'].message, /invalid mail address/);
    writeFileSync(join(folder, 'long.md'), 'x'.repeat(5001));
    strictEqual((await mdist(...release, '--notes-file', 'long.md')).exitCode, 2);
    writeFileSync(join(folder, 'hello.txt'), 'no package');
    const other = ['--server', started.url, '--token', 'env:T', '--server-app', 'acme/other'];
    match((await mdist('release', 'create', ...other, '--file', 'hello.txt')).document['error'].message, /file name/);
    match((await mdist('release', 'list', ...other)).document['error'].message, /does not exist/);
    writeFileSync(join(folder, 'broken.apk'), 'no package');
    const broken = await mdist('release', 'create', ...remote(), '--file', 'broken.apk');
    deepStrictEqual([broken.exitCode, /invalid because/.test(broken.document['error'].message)], [4, true]);
    strictEqual((await mdist('release', 'list', '--server', started.url, '--server-app', 'acme/hello')).exitCode, 2);
    deepStrictEqual(readdirSync(join(folder, 'data', 'uploads')), []);
  });

  it('import a folder with what App Center said, as often as you like', async () => {
    const place = join(folder, 'export');
    mkdirSync(join(place, '7'), { recursive: true });
    writeFileSync(join(place, '7', 'hello.apk'), apk);
    const other = await smallArchive([...smallApkEntries(), { name: 'assets/other', bytes: Buffer.from('other') }]);
    writeFileSync(join(place, 'other.apk'), other);
    writeFileSync(join(place, 'broken.apk'), 'no package');
    const described = { id: 7, version: '7', short_version: '1.0', release_notes: 'From App Center', enabled: false };
    const groups = [{ name: 'Old Testers', mandatory_update: true }];
    writeFileSync(join(place, '7', 'release.json'), JSON.stringify({ ...described, distribution_groups: groups }));
    const to = ['--server', started.url, '--token', 'env:T', '--server-app', 'acme/imported'];
    const dry = await mdist('release', 'import', ...to, '--from', 'export', '--dry-run');
    deepStrictEqual([dry.exitCode, dry.document['packages'].length], [0, 3]);
    strictEqual((await mdist('release', 'list', ...to)).exitCode, 4);
    for (const _round of [1, 2]) {
      const { exitCode, document } = await mdist('release', 'import', ...to, '--from', 'export', '--group', 'Archive');
      strictEqual(exitCode, 4, JSON.stringify(document));
      const refused = document['releases'].find(({ path }: { readonly path: string }) => path === 'broken.apk');
      deepStrictEqual([refused.release, /invalid because/.test(refused.problem)], [null, true]);
      const list = await mdist('release', 'list', ...to);
      const destinationsOf = (destinations: readonly ShownDestination[]): readonly string[] =>
        destinations.map(({ name, isMandatory }) => `${name} ${isMandatory}`).toSorted();
      deepStrictEqual(
        list.document['releases'].map(({ id, isEnabled, notes, destinations }: ShownRelease) => [
          id,
          isEnabled,
          notes,
          destinationsOf(destinations),
        ]),
        [
          [2, true, '', ['Archive false']],
          [1, false, 'From App Center', ['Archive false', 'Old Testers true']],
        ],
      );
    }
    rmSync(place, { recursive: true });
  });

  it('look at the server from outside', async () => {
    const { exitCode, document } = await mdist('server', 'doctor', '--data', 'data');
    strictEqual(exitCode, 0, JSON.stringify(document));
    ok(document['findings'].some(({ what, state }: { what: string; state: string }) => what === 'body size' && state === 'right'));
    strictEqual((await mdist('server', 'doctor', '--data', 'data', '--url', 'nonsense')).exitCode, 2);
    deepStrictEqual(readdirSync(join(folder, 'data', 'uploads')), []);
  });

  it('back up and fill another server with it', async () => {
    strictEqual((await mdist('server', 'export', '--data', 'data', '--out', 'backup')).document['error'].code, 'server-data-busy');
    strictEqual((await mdist('server', 'import', '--data', 'other', '--from', 'none')).exitCode, 3);
    strictEqual((await mdist('server', 'export', '--data', 'other', '--out', 'backup')).exitCode, 0);
    strictEqual((await mdist('server', 'import', '--data', 'third', '--from', 'backup')).document['rows'], 0);
  });

  it('make tokens that last, with a scope, and take them back', async () => {
    const { document } = await mdist('token', 'create', '--data', 'data', '--scope', 'read-only', '--description', 'CI');
    writeFileSync(join(folder, 'token.txt'), `${document['token']}\n`);
    const reader = ['--server', started.url, '--token', 'file:token.txt', '--server-app', 'acme/hello'];
    strictEqual((await mdist('release', 'list', ...reader)).exitCode, 0);
    match((await mdist('group', 'create', 'X', ...reader)).document['error'].message, /read-only/);
    strictEqual((await mdist('token', 'list', '--data', 'data')).document['tokens'].length, 1);
    strictEqual((await mdist('token', 'delete', document['id'], '--data', 'data')).exitCode, 0);
    strictEqual((await mdist('release', 'list', ...reader)).document['error'].code, 'release-unauthorized');
  });

  it('edit, promote, delete and restore a release', async () => {
    const edited = await mdist('release', 'edit', '1', '--notes-file', 'notes.md', '--state', 'disabled', ...remote());
    deepStrictEqual([edited.exitCode, edited.document['isEnabled'], edited.document['notes'].startsWith('# New')], [0, false, true]);
    strictEqual((await mdist('release', 'edit', '1', '--state', 'enabled', ...remote())).document['isEnabled'], true);
    await mdist('group', 'create', 'Production', ...remote());
    const promoted = await mdist('release', 'promote', '1', '--group', 'Production', '--mandatory', ...remote());
    const destination = promoted.document['destinations'].find(({ name }: { name: string }) => name === 'Production');
    strictEqual(destination.isMandatory, true);
    deepStrictEqual(contentOf(await mdist('release', 'delete', '1', ...remote())), { deleted: 1 });
    strictEqual((await mdist('release', 'show', '1', ...remote())).exitCode, 4);
    deepStrictEqual(contentOf(await mdist('release', 'delete', '1', '--restore', ...remote())), { restored: 1 });
    for (const args of [
      ['edit', '1'],
      ['edit', 'one', '--state', 'enabled'],
      ['promote', '1'],
      ['promote', '1', '--store'],
    ])
      strictEqual((await mdist('release', ...args, ...remote())).exitCode, 2, args.join(' '));
  });

  it('name a store that the server has no account at before anything is created or sent', async () => {
    const unknown = await mdist('release', 'promote', '1', '--store', 'play', ...remote());
    deepStrictEqual([unknown.exitCode, unknown.document['error'].code], [4, 'release-answer']);
    match(unknown.document['error'].message, /play/);
    const other = ['--server', started.url, '--token', 'env:T', '--server-app', 'acme/not-there'];
    const created = await mdist('release', 'create', '--file', 'hello.apk', '--store', 'play', ...other);
    deepStrictEqual([created.exitCode, created.document['error'].code], [4, 'release-not-found']);
    strictEqual((await mdist('release', 'list', ...other)).exitCode, 4);
  });

  it('keep, list, give back and delete the symbols of a release', async () => {
    writeFileSync(join(folder, 'mapping.txt'), 'a -> b');
    const { exitCode, document } = await mdist('symbols', 'upload', '1', '--file', 'mapping.txt', ...remote());
    deepStrictEqual([exitCode, document['fileName'], document['sizeBytes']], [0, 'mapping.txt', 6]);
    const listed = (await mdist('symbols', 'list', '1', ...remote())).document['symbols'];
    deepStrictEqual([listed.length, listed[0].sha256], [1, document['sha256']]);
    const download = ['symbols', 'download', '1', '--name', 'mapping.txt', '--out', 'back.txt', ...remote()];
    strictEqual((await mdist(...download)).document['sizeBytes'], 6);
    strictEqual(readFileSync(join(folder, 'back.txt'), 'utf8'), 'a -> b');
    strictEqual((await mdist(...download)).document['error'].code, 'file-exists');
    deepStrictEqual(contentOf(await mdist('symbols', 'delete', '1', '--name', 'mapping.txt', ...remote())), { deleted: 'mapping.txt' });
    const gone = await mdist('symbols', 'download', '1', '--name', 'mapping.txt', '--out', 'gone.txt', ...remote());
    deepStrictEqual([gone.exitCode, existsSync(join(folder, 'gone.txt'))], [4, false]);
    for (const args of [
      ['upload', '1'],
      ['download', '1', '--name', 'a'],
      ['download', '1', '--out', 'a'],
      ['delete', '1'],
    ])
      strictEqual((await mdist('symbols', ...args, ...remote())).exitCode, 2, args.join(' '));
  });

  it('bring packages of a branch to the groups that the settings name, and say how they were built', async () => {
    const app = join(folder, 'app');
    mkdirSync(join(app, '.mobile-distribution'), { recursive: true });
    writeFileSync(
      join(app, 'mobile-distribution.json'),
      JSON.stringify({ name: 'Hello', release: { rules: { 'release/*': 'Collaborators, QA' } } }),
    );
    const record = {
      id: '0123456789abcdef',
      platform: 'android',
      buildType: 'release',
      format: 'apk',
      name: 'Hello',
      appIdentifier: 'com.example.hello',
      version: '1.0.0',
      versionCode: 1,
      engine: 'web',
      engineVersion: '1',
      createdAt: '2026-11-21T08:00:00.000Z',
      createdBy: 'Ada <ada@example.com>',
      commit: 'c0ffee',
      sha256: createHash('sha256').update(apk).digest('hex'),
      sizeBytes: apk.length,
      path: 'elsewhere.apk',
    };
    writeFileSync(join(app, '.mobile-distribution', 'packages.jsonl'), `${JSON.stringify(record)}\n`);
    const release = ['release', 'create', '--server', started.url, '--token', 'env:T', '--server-app', 'acme/ruled', '--file', 'hello.apk'];
    const missing = await mdist(...release, '--app', app, '--branch', 'release/1.4');
    match(missing.document['error'].message, /Group QA does not exist/);
    strictEqual((await mdist(...release, '--app', app, '--branch', 'main')).document['destinations'].length, 0);
    await mdist('group', 'create', 'QA', ...release.slice(2, 8));
    const { document } = await mdist(...release, '--app', app, '--branch', 'release/1.4');
    deepStrictEqual(
      document['destinations'].map(({ name }: { name: string }) => name),
      ['Collaborators', 'QA'],
    );
    deepStrictEqual([document['build'].branch, document['build'].commit], ['release/1.4', 'c0ffee']);
    const page = await (await fetch(document['installUrl'])).text();
    for (const said of ['2026-11-21 08:00 UTC', '>Ada<', 'web 1']) ok(page.includes(said), said);
  });

  it('manage devices, feedback, webhooks and retention', async () => {
    const udid = '00008030-001A2B3C4D5E6F70';
    strictEqual((await mdist('device', 'add', udid, '--email', 'ann@example.com', ...remote())).exitCode, 0);
    strictEqual((await mdist('device', 'list', ...remote())).document['devices'][0].testerEmail, 'ann@example.com');
    const waiting = await mdist('device', 'list', '--waiting', '--server', started.url, '--token', 'env:T');
    deepStrictEqual(
      waiting.document['devices'].map(({ app }: { app: string }) => app),
      ['acme/hello'],
    );
    deepStrictEqual(contentOf(await mdist('device', 'remove', udid, ...remote())), { removed: udid });
    deepStrictEqual(contentOf(await mdist('feedback', 'list', ...remote())), { feedback: [] });
    strictEqual((await mdist('feedback', 'resolve', 'none', ...remote())).exitCode, 4);
    const url = 'https://hooks.example.com/T/marker';
    const create = ['webhook', 'create', 'Chat', '--kind', 'slack', '--url', 'env:U', '--event', 'release', '--event', 'feedback'];
    const hook = await mdistWith({ T: started.ownerToken, U: url }, ...create, ...remote());
    deepStrictEqual([hook.exitCode, hook.document['events']], [0, ['release', 'feedback']]);
    const listed = await mdist('webhook', 'list', ...remote());
    ok(!JSON.stringify(listed.document).includes('marker'));
    const id = listed.document['webhooks'][0].id;
    strictEqual((await mdist('webhook', 'test', id, ...remote())).exitCode, 0);
    deepStrictEqual(contentOf(await mdist('webhook', 'delete', id, ...remote())), { deleted: id });
    strictEqual((await mdist('webhook', 'create', 'Chat', ...remote())).exitCode, 2);
    const policy = { keepPerGroup: 3, maxAgeDays: null, maxBytes: 5_000_000 };
    deepStrictEqual(contentOf(await mdist('retention', 'set', '--keep-per-group', '3', '--max-megabytes', '5', ...remote())), policy);
    deepStrictEqual(contentOf(await mdist('retention', 'show', ...remote())), policy);
    deepStrictEqual(contentOf(await mdist('retention', 'apply', '--dry-run', '--keep-per-group', '1', ...remote())), {
      releases: [],
      freedBytes: 0,
      isDryRun: true,
    });
    strictEqual((await mdist('retention', 'set', '--keep-per-group', '0', ...remote())).document['keepPerGroup'], null);
    strictEqual((await mdist('retention', 'apply', ...remote())).document['isDryRun'], false);
    strictEqual((await mdist('retention', 'set', ...remote())).exitCode, 2);
  });

  it('refuse a second server in the same folder', async () => {
    const { exitCode, document } = await mdist('server', 'start', '--data', 'data', '--port', '0');
    deepStrictEqual([exitCode, document['error'].code], [3, 'server-data-busy']);
  });

  it('serve https with their own authority, and end with 0 on SIGTERM', async () => {
    const { child, first } = await start('--data', 'secure', '--https');
    ok(first.url.startsWith('https://127.0.0.1:'));
    const secure = ['--server', first.url, '--token', 'env:S'];
    const authority = ['--ca-certificate', first.caCertificate ?? ''];
    deepStrictEqual((await mdistWith({ S: first.ownerToken }, 'token', 'list', ...secure, ...authority)).document['tokens'], []);
    strictEqual((await mdistWith({ S: first.ownerToken }, 'token', 'list', ...secure)).document['error'].code, 'address-unreachable');
    strictEqual((await mdist('token', 'list', '--data', 'secure')).exitCode, 0);
    strictEqual(await stop(child), process.platform === 'win32' ? null : 0);
    ok(!existsSync(join(folder, 'secure', 'server.json')) || process.platform === 'win32');
  });
});
