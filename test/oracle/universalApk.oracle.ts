/** The APK for all devices that we make of an app bundle, entry by entry next to the one that bundletool makes. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes } from '../../src/core/base/bytes.ts';
import { createUniversalApk } from '../../src/core/packages/universal-apk/createUniversalApk.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { WebEngine } from '../../src/core/engines/web/webEngine.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { NodeOpenFile } from '../../src/node/nodeOpenFile.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { NodeProductFiles } from '../../src/node/nodeProductFiles.ts';
import { buildWithEngine } from '../support/buildWithEngine.ts';
import { fixedClock } from '../support/fixedWorld.ts';
import { packedEntries } from '../support/reuseWorkflow.ts';
import { smallArchive } from '../support/smallPackages.ts';
import { webSpec } from '../support/webWorld.ts';
import { askJudge, judge } from './support/judges.ts';
import {
  baseManifest,
  baseResources,
  featureManifest,
  linkBundle,
  type LinkedModule,
  packManifest,
  partsOfBundle,
} from './support/linkedBundle.ts';
import { linkPackage } from './support/linkedPackage.ts';

const globs = ['assets/sounds/**', '**.[tT][xX][tT]', 'res/raw/*.{ogg,bin}'];

describe('the APK for all devices of an app bundle', () => {
  let folder = '';
  before(() => {
    judge('bundletool');
    judge('google-aapt2');
    folder = mkdtempSync(join(tmpdir(), 'universal-apk-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function ours(bundle: string): Promise<string> {
    const path = bundle.replace(/\.aab$/, '-ours.apk');
    const source = await NodeOpenFile.open(bundle);
    const output = await new NodeFileSystem().createFile(path);
    try {
      await createUniversalApk({ source, output });
      await output.commit();
    } finally {
      await output.discard();
      await source.close();
    }
    return path;
  }

  async function theirs(bundle: string): Promise<string> {
    const set = bundle.replace(/\.aab$/, '.apks');
    const { exitCode, stderr, stdout } = askJudge('bundletool', [
      'build-apks',
      '--mode=universal',
      `--aapt2=${judge('google-aapt2')}`,
      `--bundle=${bundle}`,
      `--output=${set}`,
    ]);
    strictEqual(exitCode, 0, stderr || stdout);
    const apk = (await packedEntries(new Uint8Array(readFileSync(set)))).get('universal.apk');
    const path = bundle.replace(/\.aab$/, '-theirs.apk');
    writeFileSync(path, apk?.bytes ?? '');
    return path;
  }

  /** As bundletool builds it of its modules: with the lists of targeted folders that it derives from their names. */
  async function builtAgain(bundle: string, modules: readonly string[]): Promise<string> {
    const entries = await packedEntries(new Uint8Array(readFileSync(bundle)));
    const zips: string[] = [];
    for (const module of modules) {
      const own = [...entries].flatMap(([name, { bytes }]) =>
        name.startsWith(`${module}/`) ? [{ name: name.slice(module.length + 1), bytes, method: 'deflated' as const }] : [],
      );
      const path = bundle.replace(/\.aab$/, `-${module}.zip`);
      writeFileSync(path, await smallArchive(own));
      zips.push(path);
    }
    const built = bundle.replace(/\.aab$/, '-built.aab');
    const { exitCode, stderr } = askJudge('bundletool', ['build-bundle', `--modules=${zips.join(',')}`, `--output=${built}`]);
    strictEqual(exitCode, 0, stderr);
    // The configuration of ours stays.
    const all = [...(await packedEntries(new Uint8Array(readFileSync(built))))].map(([name, { bytes }]) => ({
      name,
      bytes: name === 'BundleConfig.pb' ? (entries.get(name)?.bytes ?? bytes) : bytes,
      method: 'deflated' as const,
    }));
    writeFileSync(built, await smallArchive(all));
    return built;
  }

  function dumped(...args: readonly string[]): string {
    const { exitCode, stdout, stderr } = askJudge('google-aapt2', ['dump', ...args]);
    strictEqual(exitCode, 0, stderr);
    return stdout;
  }

  /** Without the lines of the source: devices do not read them, and bundletool drops them where it merges components. */
  const document = (apk: string, name: string): string => dumped('xmltree', apk, '--file', name).replace(/ \(line=\d+\)$/gm, '');
  const isXml = (bytes: Bytes): boolean => bytes[0] === 3 && bytes[1] === 0 && bytes[2] === 8;

  /** Names, methods and content of all entries; of documents and the table, what aapt2 reads in them. */
  async function compare(bundle: string): Promise<ReadonlyMap<string, { readonly method: number; readonly bytes: Bytes }>> {
    const [our, their] = [await ours(bundle), await theirs(bundle)];
    const [made, expected] = [
      await packedEntries(new Uint8Array(readFileSync(our))),
      await packedEntries(new Uint8Array(readFileSync(their))),
    ];
    const methods = (entries: typeof made): readonly string[] => [...entries].map(([name, { method }]) => `${name} ${method}`).sort();
    deepStrictEqual(methods(made), methods(expected));
    if (made.has('resources.arsc')) strictEqual(dumped('resources', our), dumped('resources', their).replace(their, our));
    for (const [name, { bytes }] of made) {
      const other = expected.get(name)?.bytes ?? new Uint8Array();
      if (isXml(bytes)) strictEqual(document(our, name), document(their, name), name);
      else if (name !== 'resources.arsc') strictEqual(Buffer.compare(bytes, other), 0, name);
    }
    strictEqual(askJudge('zipalign', ['-c', '-p', '4', our]).exitCode, 0);
    return made;
  }

  it('has the entries of the one that bundletool makes: features, languages, ABIs, asset packs', async () => {
    const profiles = {
      'com.android.tools.build.profiles/baseline.prof': 'profile '.repeat(20),
      'com.android.tools.build.profiles/baseline.profm': 'm',
    };
    const bundle = await linkBundle(
      folder,
      'parts',
      await partsOfBundle(),
      { bundletoolVersion: '1.18.2', uncompressedGlobs: globs },
      profiles,
    );
    const made = await compare(bundle);
    const names = [...made.keys()];
    deepStrictEqual(
      names.filter((name) => name.endsWith('.dex')),
      ['classes.dex', 'classes2.dex', 'classes3.dex'],
    );
    strictEqual(names.filter((name) => name.startsWith('lib/')).length, 6);
    deepStrictEqual(
      names.filter((name) => /^assets\/(?:levels|later|extra|camera)/.test(name)),
      ['assets/camera/model.json', 'assets/levels/one.bin'],
    );
  });

  it('stores native libraries and assets as the bundle says', async () => {
    const files = { 'lib/x86_64/liba.so': new Uint8Array(30_000), 'assets/a.bin': 'a'.repeat(300), 'assets/b.txt': 'b'.repeat(300) };
    const modules: readonly LinkedModule[] = [
      {
        name: 'base',
        manifest: baseManifest('', 'android:extractNativeLibs="false"'),
        resources: await baseResources(),
        files: { ...files, 'dex/classes.dex': 'dex' },
      },
      { name: 'pack', manifest: packManifest('pack', '<dist:install-time/>'), files: { 'assets/pack/one.bin': 'p'.repeat(500) } },
    ];
    const config = {
      bundletoolVersion: '1.18.2',
      uncompressedGlobs: ['assets/*.{bin,x}', 'res/drawable*/*'],
      compressesAssetPacks: true,
    } as const;
    const made = await compare(await linkBundle(folder, 'stored', modules, config));
    deepStrictEqual(
      ['lib/x86_64/liba.so', 'assets/a.bin', 'assets/b.txt', 'assets/pack/one.bin'].map((name) => made.get(name)?.method),
      [0, 0, 8, 8],
    );
  });

  for (const defaultValue of ['', 'astc'])
    it(`takes the asset folders of ${defaultValue === '' ? 'all other devices' : defaultValue}, without their suffix`, async () => {
      const folders = [
        'textures',
        'textures#tcf_astc',
        'textures#tcf_etc2',
        'levels/day#tcf_astc',
        'levels/day#tcf_etc2',
        'levels/day',
        'plain',
      ];
      const assets = Object.fromEntries(folders.map((each) => [`assets/${each}/file.bin`, each.repeat(30)]));
      const modules = [
        { name: 'base', manifest: baseManifest(), resources: await baseResources(), files: { 'dex/classes.dex': 'dex', ...assets } },
      ];
      const assetSuffixes = [{ key: 'tcf', isStripped: true, defaultValue }] as const;
      const bundle = await linkBundle(folder, `suffix-${defaultValue}`, modules, { bundletoolVersion: '1.18.2', assetSuffixes });
      const made = await compare(await builtAgain(bundle, ['base']));
      deepStrictEqual(
        [...made.keys()].filter((name) => name.startsWith('assets/')),
        ['assets/levels/day/file.bin', 'assets/plain/file.bin', 'assets/textures/file.bin'],
      );
    });

  it('merges what several features declare', async () => {
    const feature = (name: string, mark: string): LinkedModule => ({
      name,
      manifest: featureManifest(name, {
        isFused: true,
        application: `<service android:name=".Work" android:exported="${mark === 'a'}" android:splitName="${name}"><intent-filter><action android:name="${mark}"/></intent-filter>
          <intent-filter><action android:name="both"/></intent-filter><meta-data android:name="same" android:value="1"/></service>
          <meta-data android:name="com.google.android.gms.version" android:value="${mark}"/><activity-alias android:name=".${mark}" android:targetActivity=".Main"/>`,
      }),
      files: { 'dex/classes.dex': mark, 'dex/classes2.dex': `${mark}2` },
    });
    const base = { name: 'base', manifest: baseManifest(), resources: await baseResources(), files: { 'dex/classes.dex': 'dex' } };
    const bundle = await linkBundle(folder, 'merged', [base, feature('a', 'a'), feature('b', 'b')], { bundletoolVersion: '1.18.2' });
    const made = await compare(bundle);
    strictEqual([...made.keys()].filter((name) => name.endsWith('.dex')).length, 5);
  });

  it('is made of what the web engine packs', async () => {
    const files = new NodeFileSystem();
    const sample = join(projectRoot, 'samples/hello-web');
    const bundle = join(folder, 'web.aab');
    const output = await files.createFile(bundle);
    await buildWithEngine(webEngine(files), webSpec({ webDir: 'www' }, { appFolder: sample, buildType: 'app-bundle' }), output);
    await output.commit();
    const made = await compare(bundle);
    strictEqual(made.has('assets/www/index.html'), true);
  });

  it('is made of what frameworks pack, and of a bundle without resources', async () => {
    await compare(await linkPackage(folder, 'shape', true, { 'assets/public/index.html': '<p>'.repeat(40) }));
    const manifest = `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.bare" android:versionCode="1"><application android:hasCode="false"/></manifest>`;
    await compare(
      await linkBundle(folder, 'bare', [{ name: 'base', manifest, files: { 'assets/x': 'x' } }], { bundletoolVersion: '1.18.2' }),
    );
  });
});

function webEngine(files: NodeFileSystem): WebEngine {
  return new WebEngine({
    files,
    paths: nodePathTools,
    clock: fixedClock(),
    http: { request: async ({ url }) => ({ status: 404, url, headers: {}, body: new Uint8Array(0) }) },
    productFiles: new NodeProductFiles(join(projectRoot, 'media'), files),
  });
}
