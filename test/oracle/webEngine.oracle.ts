/** Other people's tools read what the web engine makes: of the sample with everything, and of an app that has nothing. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { type BuildSpec } from '../../src/core/engines/engine/engine.ts';
import { type WebSettings } from '../../src/core/settings/appSettings.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { NodeProductFiles } from '../../src/node/nodeProductFiles.ts';
import { buildWithEngine } from '../support/buildWithEngine.ts';
import { webSpec } from '../support/webWorld.ts';
import { askJudge, judge, type Verdict } from './support/judges.ts';
import { fixedClock } from '../support/fixedWorld.ts';

const root = new URL('../../', import.meta.url).pathname;
const sample = join(root, 'samples/hello-web');

describe('what the web engine makes', () => {
  let folder = '';
  const files = new NodeFileSystem();
  const engine = new WebEngine({
    files,
    paths: nodePathTools,
    clock: fixedClock(),
    http: { request: async ({ url }) => ({ status: 404, url, headers: {}, body: new Uint8Array(0) }) },
    productFiles: new NodeProductFiles(join(root, 'media'), files),
  });
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'web-engine-'));
    mkdirSync(join(folder, 'www/ordner mit ü'), { recursive: true });
    writeFileSync(join(folder, 'www/index.html'), 'x');
    writeFileSync(join(folder, 'www/ordner mit ü/файл.txt'), 'x'.repeat(1000));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function build(name: string, web: WebSettings, changes: Partial<BuildSpec>): Promise<string> {
    const path = join(folder, name);
    const output = await files.createFile(path);
    const spec = webSpec(web, { appFolder: folder, ...changes });
    await buildWithEngine(engine, spec, output);
    await output.commit();
    return path;
  }

  const buildSample = (name: string, buildType: BuildSpec['buildType'], web: WebSettings = {}): Promise<string> =>
    build(name, { webDir: 'www', ...web }, { appFolder: sample, buildType });

  function accepted({ exitCode, stdout, stderr }: Verdict): string {
    strictEqual(exitCode, 0, stderr || stdout);
    return stdout;
  }

  const facts = (badging: string, pattern: RegExp): readonly string[] => badging.split('\n').filter((line) => pattern.test(line));

  for (const tool of ['aapt', 'aapt2', 'google-aapt2'] as const) {
    it(`${tool} reads the release APK of the sample`, async () => {
      judge(tool);
      const apk = await buildSample('release.apk', 'release', { permissions: ['camera', 'location'], orientation: 'portrait' });
      const badging = accepted(askJudge(tool, ['dump', 'badging', apk]));
      const [line = ''] = facts(badging, /^package: /);
      strictEqual(line.startsWith("package: name='com.example.hello' versionCode='12' versionName='1.4.0'"), true);
      deepStrictEqual(
        facts(badging, /^(?:min)?[sS]dkVersion|^targetSdk|application-debuggable/).map((text) => text.replace(/^.*:/, '')),
        ["'24'", "'36'"],
      );
      deepStrictEqual(facts(badging, /^application-label(?:-fr|-pt-BR|-zh-Hans)?:/), [
        "application-label:'Hello Web'",
        "application-label-fr:'Bonjour Web'",
        "application-label-pt-BR:'Olá, Web'",
        "application-label-zh-Hans:'你好，网页'",
      ]);
      deepStrictEqual(facts(badging, /^application-icon-(?:160|640):/), [
        "application-icon-160:'res/mipmap-anydpi-v26/ic_launcher.xml'",
        "application-icon-640:'res/mipmap-anydpi-v26/ic_launcher.xml'",
      ]);
      deepStrictEqual(facts(badging, /uses-feature:/), ["  uses-feature: name='android.software.webview'"]);
      strictEqual(facts(badging, /^launchable-activity: name='dev.mobiledist.shell.MainActivity' {2}label='Hello'/).length, 1);
    });
  }

  it('aapt2 reads the table and every document', async () => {
    const apk = await buildSample('debug.apk', 'debug');
    const table = accepted(askJudge('aapt2', ['dump', 'resources', apk]));
    strictEqual(facts(table, /^\s+resource 0x7f/).length, 18);
    for (const file of [
      'AndroidManifest.xml',
      'res/xml/network_security_config.xml',
      'res/xml/shortcuts.xml',
      'res/mipmap-anydpi-v26/ic_launcher.xml',
    ])
      accepted(askJudge('aapt2', ['dump', 'xmltree', '--file', file, apk]));
    strictEqual(accepted(askJudge('aapt2', ['dump', 'badging', apk])).includes('application-debuggable'), true);
  });

  it('aapt2 gives the table again when it converts to protobuf and back', async () => {
    const apk = await buildSample('round.apk', 'release');
    const [proto, binary] = [join(folder, 'proto.apk'), join(folder, 'binary.apk')];
    accepted(askJudge('aapt2', ['convert', '--output-format', 'proto', '-o', proto, apk]));
    accepted(askJudge('aapt2', ['convert', '--output-format', 'binary', '-o', binary, proto]));
    const dump = (path: string): string => accepted(askJudge('aapt2', ['dump', 'resources', path]));
    strictEqual(dump(binary), dump(apk));
  });

  it('zipalign finds everything aligned, and dexdump the shell in it', async () => {
    const apk = await buildSample('aligned.apk', 'release');
    accepted(askJudge('zipalign', ['-c', '-p', '4', apk]));
    accepted(askJudge('dexdump', ['-f', apk]));
  });

  it('apktool decodes the APK, with every name of the web files', async () => {
    const apk = await build('plain.apk', { webDir: 'www' }, { buildType: 'release' });
    const out = join(folder, 'decoded');
    accepted(askJudge('apktool', ['d', '-f', '-p', join(folder, 'frameworks'), '-o', out, apk]));
    strictEqual(readFileSync(join(out, 'assets/www/ordner mit ü/файл.txt'), 'utf8').length, 1000);
    strictEqual(readFileSync(join(out, 'AndroidManifest.xml'), 'utf8').includes('android:exported="true"'), true);
    strictEqual(existsSync(join(out, 'smali/dev/mobiledist/shell/MainActivity.smali')), true);
  });

  it('an app at an address contains the offline page and no web files', async () => {
    const apk = await build('remote.apk', { address: 'https://example.com/app/' }, { buildType: 'release' });
    const listing = accepted(askJudge('aapt', ['list', apk])).split('\n');
    deepStrictEqual(
      listing.filter((name) => name.startsWith('assets/')),
      ['assets/shell/offline.html'],
    );
  });

  for (const [name, web] of [
    ['sample', undefined],
    ['plain', { webDir: 'www', permissions: ['microphone'] }],
    ['address', { address: 'https://example.com/' }],
  ] as const satisfies readonly (readonly [string, WebSettings | undefined])[]) {
    it(`bundletool makes APKs of the app bundle: ${name}`, async () => {
      const bundle = web ? await build(`${name}.aab`, web, { buildType: 'app-bundle' }) : await buildSample(`${name}.aab`, 'app-bundle');
      accepted(askJudge('bundletool', ['validate', `--bundle=${bundle}`]));
      const apks = join(folder, `${name}.apks`);
      accepted(
        askJudge('bundletool', [
          'build-apks',
          '--mode=universal',
          `--bundle=${bundle}`,
          `--output=${apks}`,
          `--aapt2=${judge('google-aapt2')}`,
        ]),
      );
      accepted(askJudge('unzip', ['-oq', apks, 'universal.apk', '-d', folder]));
      const universal = join(folder, 'universal.apk');
      const apk = web ? await build(`${name}.apk`, web, { buildType: 'release' }) : await buildSample(`${name}.apk`, 'release');
      const badging = (path: string): string => accepted(askJudge('google-aapt2', ['dump', 'badging', path]));
      strictEqual(badging(universal), badging(apk));
    });
  }
});
