import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFailure, Failure } from '../../../../../src/core/base/failure.ts';
import { openWebApp } from '../../../../../src/core/engines/web/openWebApp.ts';
import { WebEngine } from '../../../../../src/core/engines/web/webEngine.ts';
import { type WebEnginePorts } from '../../../../../src/core/engines/web/webEnginePorts.ts';
import { type AppSettings, type WebSettings } from '../../../../../src/core/settings/appSettings.ts';
import { NodeFileSystem } from '../../../../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../../../../src/node/nodePathTools.ts';
import { buildWithEngine } from '../../../../support/buildWithEngine.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';
import { webSpec, webWorld } from '../../../../support/webWorld.ts';
import { useTemporaryFolder } from '../../../node/support/temporaryFolder.ts';

const onPosix = process.platform === 'win32' ? it.skip : it;
const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('the folder of web files on a disk', () => {
  const at = useTemporaryFolder();
  const ports: WebEnginePorts = { ...webWorld({}), files: new NodeFileSystem(), paths: nodePathTools };

  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    }
  };
  const open = async (web: WebSettings = { webDir: 'www' }, settings: AppSettings = {}) =>
    await openWebApp(ports, webSpec(web, { appFolder: at('app'), settings: { ...settings, web } }));
  /** Codes that are not about what every small app lacks. */
  const found = async (web?: WebSettings, settings?: AppSettings): Promise<readonly string[]> =>
    (await open(web, settings)).issues
      .filter(({ code }) => code !== 'web-icon-missing' && code !== 'web-manifest-not-found')
      .map(({ code, params }) => `${code} ${params['file'] ?? params['field'] ?? ''}`.trim());

  beforeEach(async () => write({ 'app/www/index.html': '<!doctype html>' }));

  describe('with links', () => {
    onPosix('is refused where one leads out, to a file or a folder, directly or over others', async () => {
      await write({ 'secret/passwd': 'root', 'app/signing/upload.p12': key });
      await symlink(at('secret', 'passwd'), at('app', 'www', 'a.txt'));
      await symlink('../signing/upload.p12', at('app', 'www', 'b.bin'));
      await symlink(at('secret'), at('app', 'www', 'c'));
      await symlink('..', at('app', 'www', 'd'));
      await symlink('/', at('app', 'www', 'e'));
      await symlink('a.txt', at('app', 'www', 'f'));
      await mkdir(at('app', 'www', 'sub'));
      await symlink('../c/passwd', at('app', 'www', 'sub', 'g'));
      deepStrictEqual(
        await found(),
        ['a.txt', 'b.bin', 'c', 'd', 'e', 'f', 'sub/g'].map((file) => `web-link-outside ${file}`),
      );
    });

    onPosix('packs what a link inside the folder leads to, and counts its target by name and content', async () => {
      await write({
        'app/www/js/app.js': 'x',
        'app/www/.git/config': 'x',
        'app/www/.env': 'A_TOKEN=abcdefgh\n',
        'app/www/upload.p12': 'x',
      });
      await symlink('js', at('app', 'www', 'scripts'));
      await symlink('js/app.js', at('app', 'www', 'main.js'));
      await symlink('.git/config', at('app', 'www', 'config'));
      await symlink('.env', at('app', 'www', 'settings.txt'));
      await symlink('upload.p12', at('app', 'www', 'data.bin'));
      deepStrictEqual(await found(), [
        'web-folder-holds-sources',
        'web-file-left-out .git',
        'web-file-secret .env',
        'web-file-secret-left-out data.bin',
        'web-file-secret settings.txt',
        'web-file-secret-left-out upload.p12',
      ]);
      await rm(at('app', 'www', '.env'));
      await rm(at('app', 'www', 'settings.txt'));
      const { app } = await open();
      deepStrictEqual(
        app?.files.map(({ path }) => path),
        ['index.html', 'js/app.js', 'main.js', 'scripts/app.js'],
      );
    });

    onPosix('names circles and links to nothing, and still sees the rest', async () => {
      await write({ 'app/www/m.json': '{"name":"x"}', 'app/www/index.html': '<link rel=manifest href=m.json>', 'app/www/sub/a': '' });
      await symlink('.', at('app', 'www', 'loop'));
      await symlink('..', at('app', 'www', 'sub', 'up'));
      await symlink('nowhere', at('app', 'www', 'broken'));
      await symlink('self', at('app', 'www', 'self'));
      const { issues } = await open();
      deepStrictEqual(
        issues.map(({ code, params }) => `${code} ${params['file'] ?? ''}`),
        ['web-link-dangling broken', 'web-link-circle loop', 'web-link-dangling self', 'web-link-circle sub/up', 'web-icon-missing '],
      );
    });

    onPosix('ends when links branch without end', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
        await mkdir(at('app', 'www', name));
        for (const other of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
          if (other !== name) await symlink(`../${other}`, at('app', 'www', name, other));
      }
      strictEqual((await found()).at(-1), 'web-too-many-links');
    });

    onPosix('is refused when it leads out itself, unless its repository holds it', async () => {
      await write({ 'web/dist/index.html': 'x' });
      await symlink(at('web', 'dist'), at('app', 'linked'));
      for (const webDir of ['../web/dist', 'linked', at('web', 'dist')])
        deepStrictEqual(await found({ webDir }), ['web-path-outside web.webDir']);
      await mkdir(at('.git'));
      for (const webDir of ['../web/dist', 'linked', at('web', 'dist')]) deepStrictEqual(await found({ webDir }), []);
    });

    onPosix('takes no icon from outside', async () => {
      await write({ 'outside.png': 'x' });
      await symlink(at('outside.png'), at('app', 'icon.png'));
      for (const icon of ['../outside.png', 'icon.png', '/dev/zero'])
        deepStrictEqual(await found({ webDir: 'www', icon }), ['web-path-outside web.icon']);
      deepStrictEqual(await found({ address: 'https://example.com', icon: 'icon.png' }), ['web-path-outside web.icon']);
    });

    onPosix('does not pack a link that took the place of a checked file', async () => {
      await write({ passwd: 'root', 'app/www/a.js': 'harmless', 'app/www/sub/b.js': 'harmless' });
      await write({ 'other/b.js': 'harmful!' });
      for (const swap of [
        async () => {
          await rm(at('app', 'www', 'a.js'));
          await symlink(at('passwd'), at('app', 'www', 'a.js'));
        },
        async () => {
          await rename(at('app', 'www', 'sub'), at('app', 'sub-before'));
          await symlink(at('other'), at('app', 'www', 'sub'));
        },
      ]) {
        await rm(at('app', 'www', 'a.js'), { force: true });
        await writeFile(at('app', 'www', 'a.js'), 'harmless');
        const output = await new MemoryFiles().createFile('/out');
        const context = {
          // The first thing that is said when everything was checked.
          log: () => undefined,
          report: () => undefined,
          signal: new AbortController().signal,
        };
        const engine = new WebEngine({
          ...ports,
          productFiles: {
            read: async () => {
              await checked;
              await swap();
              return new Uint8Array(8);
            },
          },
        });
        let tellChecked = (): void => undefined;
        const checked = new Promise<void>((resolve) => (tellChecked = resolve));
        const spec = webSpec({ webDir: 'www' }, { appFolder: at('app') });
        await rejects(buildWithEngine(engine, spec, output, { ...context, log: () => tellChecked() }), (error) =>
          isFailure(error, 'file-changed'),
        );
      }
    });
  });

  it('leaves out the settings of the app where the web folder is its folder, without a warning', async () => {
    await write({ 'app/index.html': '<!doctype html>', 'app/mobile-distribution.json': '{}' });
    await rm(at('app', 'www'), { recursive: true });
    deepStrictEqual(await found({ webDir: '.' }), []);
    deepStrictEqual(
      (await open({ webDir: '.' })).app?.files.map(({ path }) => path),
      ['index.html'],
    );
    await write({ 'app/nested/mobile-distribution.json': '{}' });
    deepStrictEqual(await found({ webDir: '.' }), ['web-file-own nested/mobile-distribution.json']);
  });

  it('leaves out packages, what is being written and the files for signing, whatever is allowed', async () => {
    await write({
      'app/www/out/a.apk': 'PK',
      'app/www/out/a.apk.idsig': 'x',
      'app/www/out/.a.aab.0123456789ab.tmp': 'x',
      'app/www/renamed.bin': `PK\u0003\u0004${'\0'.repeat(26)}AndroidManifest.xml`,
      'app/www/.mobile-distribution/logs/a.log': 'x',
      'app/www/mobile-distribution.json': '{}',
      'app/www/key/upload.p12': key,
    });
    const settings = { android: { keystore: 'www/key/upload.p12' } };
    const { app, issues } = await open({ webDir: 'www', allowedFiles: ['key/upload.p12'] }, settings);
    deepStrictEqual(
      app?.files.map(({ path }) => path),
      ['index.html'],
    );
    strictEqual(issues.filter(({ code }) => code === 'web-file-own').length, 6);
    const allowed = await open({ webDir: 'www', allowedFiles: ['out/a.apk', './renamed.bin'] }, settings);
    deepStrictEqual(
      allowed.app?.files.map(({ path }) => path),
      ['index.html', 'out/a.apk', 'renamed.bin'],
    );
  });

  it('is refused with secrets in it, until they are allowed by name', async () => {
    await write({
      'app/www/certs/server.key': key,
      'app/www/upload.p12': key,
      'app/www/late.js': `${' '.repeat(1_000_000)}const k=${JSON.stringify(key)}`,
    });
    deepStrictEqual(await found(), ['web-file-secret certs/server.key', 'web-file-secret late.js', 'web-file-secret upload.p12']);
    strictEqual((await open()).app, undefined);
    const web = { webDir: 'www', allowedFiles: ['certs/server.key', 'late.js', './upload.p12', 'none.pem'] };
    deepStrictEqual(await found(web), ['web-allowed-file-missing none.pem']);
    deepStrictEqual(
      (await open(web)).app?.files.map(({ path }) => path),
      ['certs/server.key', 'index.html', 'late.js', 'upload.p12'],
    );
  });

  onPosix('is refused with what is neither a file nor a folder, and nothing waits for it', async () => {
    execFileSync('mkfifo', [at('app', 'www', 'pipe')]);
    deepStrictEqual(await found(), ['web-file-special pipe']);
  });

  it('is refused with a file that cannot be read', async () => {
    await write({ 'app/www/closed.js': 'x' });
    const whole = new NodeFileSystem();
    const readFile = async (...[path, options]: Parameters<typeof whole.readFile>) => {
      if (path.endsWith('closed.js')) throw Failure.of('file-unreadable', { path, reason: 'permission denied' });
      return await whole.readFile(path, options);
    };
    const files = Object.assign(new NodeFileSystem(), { readFile });
    const { app, issues } = await openWebApp({ ...ports, files }, webSpec({ webDir: 'www' }, { appFolder: at('app') }));
    const issue = issues.find(({ code }) => code === 'web-file-unreadable');
    deepStrictEqual(
      [app, issue?.severity, issue?.params['file'], issue?.place?.file],
      [undefined, 'error', 'closed.js', at('app', 'www', 'closed.js')],
    );
    ok(String(issue?.params['reason']).includes('permission denied'));
  });

  it('notices a secret that is written into a file that was looked at before', async () => {
    const engine = new WebEngine(ports);
    const spec = webSpec({ webDir: 'www' }, { appFolder: at('app') });
    const codes = async () => (await engine.check(spec, new AbortController().signal)).map(({ code }) => code);
    await write({ 'app/www/a.txt': 'harmless' });
    ok(!(await codes()).includes('web-file-secret'));
    await write({ 'app/www/a.txt': key });
    ok((await codes()).includes('web-file-secret'));
  });

  it('concludes nothing from a listing that ended early', async () => {
    const files = new NodeFileSystem();
    await write({
      'app/www/closed/a.js': 'x',
      'app/www/index.html': '<link rel=manifest href=closed/m.json><script src=closed/b.js></script>',
    });
    const closed = Object.assign(Object.create(files), {
      readDirectory: async (path: string) => {
        if (path.endsWith('closed')) throw Failure.of('file-unreadable', { path, reason: 'permission is denied' });
        return await files.readDirectory(path);
      },
    });
    const spec = webSpec({ webDir: 'www' }, { appFolder: at('app') });
    const { issues } = await openWebApp({ ...ports, files: closed }, spec);
    deepStrictEqual(
      issues.map(({ code }) => code),
      ['web-folder-unreadable'],
    );
    await mkdir(at('app', 'www', 'many'));
    const many = Object.assign(Object.create(files), {
      readDirectory: async (path: string) =>
        path.endsWith('many')
          ? Array.from({ length: 20_001 }, (_, index) => ({ name: `${index}.js`, kind: 'directory' }))
          : await files.readDirectory(path),
    });
    deepStrictEqual(
      (await openWebApp({ ...ports, files: many }, spec)).issues.map(({ code }) => code),
      ['web-too-many-files'],
    );
  });

  it('is looked through in seconds when it has thousands of files, and at once the second time', async function () {
    for (let folder = 0; folder < 8; folder++) {
      await mkdir(at('app', 'www', `${folder}`));
      await Promise.all(
        Array.from({ length: 500 }, async (_, index) => writeFile(at('app', 'www', `${folder}`, `${index}.js`), 'export const a = 1;')),
      );
    }
    const engine = new WebEngine(ports);
    const spec = webSpec({ webDir: 'www' }, { appFolder: at('app') });
    const check = async () => await engine.check(spec, new AbortController().signal);
    await withinProcessorTime(5000, check);
    await withinProcessorTime(1500, check);
  });
});
