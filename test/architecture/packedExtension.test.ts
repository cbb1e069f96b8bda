import { deepStrictEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { type BundleStart } from '../../scripts/build/buildBundle.ts';
import { bundles, outfilesOf } from '../../scripts/build/bundles.ts';
import { packExtension, packageLimitBytes } from '../../scripts/package/packExtension.ts';
import { vsixEntries } from '../../scripts/package/vsixEntries.ts';

/** What the packer adds by itself, and how it names what it knows. */
const packersOwn = ['[Content_Types].xml', 'extension.vsixmanifest'];
const asPacked: Readonly<Record<string, string>> = { 'README.md': 'readme.md', 'CHANGELOG.md': 'changelog.md', LICENSE: 'LICENSE.txt' };

/** Every file that may ship, from the project itself. A style sheet ships when its page has one. */
function expectedFiles(): readonly string[] {
  const documents = ['README.md', 'CHANGELOG.md', 'LICENSE', 'package.json', ...globSync('package.nls*.json')];
  const media = [
    'media/icon.png',
    'media/mobile-distribution.svg',
    'media/android-shell/classes.dex',
    'media/android-shell/updates.dex',
    'media/gradle/init.gradle',
    'media/ios-shell/Shell',
    'media/ios-shell/ShellWithUpdates',
    ...globSync('media/bin/*'),
    ...globSync('media/walkthrough/*'),
  ];
  const data = [...globSync('schemas/*.json'), ...globSync('l10n/bundle.l10n.*.json')];
  const built = outfilesOf(bundles.filter(({ isPacked }) => isPacked !== false));
  return [...documents, ...media, ...data, ...built].map((path) => `extension/${asPacked[path] ?? path}`);
}

/**
 * What activation may load besides the extension's own room. Everything that reads formats, signs, knows frameworks or settings,
 * contains the table of issues or comes from a library waits until it is called for.
 */
const mayStart = [
  /^src\/extension\//,
  /^src\/core\/base\/(?!issue)/,
  /^src\/core\/settings\/(origin|platform|settingsFile)\.ts$/,
  /^src\/node\/[\w-]+\.ts$/,
  /^src\/node\/packageWorker\/packageWorker\.ts$/,
];
const startLimitBytes = 142 * 1024;

/** The chunks of the extension's code, by what its files require of each other. */
function requiredChunks(): readonly string[] {
  const code = globSync('out/vsix/dist/extension/*.cjs').map((path) => readFileSync(path, 'utf8'));
  const required = code.flatMap((text) => Array.from(text.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g), ([, name]) => name));
  return [...new Set(required)].map((name) => `extension/dist/extension/${name}`);
}

describe('the packed extension', () => {
  let names: readonly string[] = [];
  let sizeBytes = 0;
  let start: BundleStart = { modules: [], sizeBytes: 0 };
  let manifest: Readonly<Record<string, unknown>> = {};

  before(async function () {
    // Builds the product first, which takes a while on a busy machine.
    const packed = await packExtension();
    ({ sizeBytes, start } = packed);
    names = (await vsixEntries(readFileSync(packed.path))).map(({ name }) => name);
    manifest = JSON.parse(readFileSync('out/vsix/package.json', 'utf8'));
  });

  it('contains what it needs and nothing else', () => {
    const styles = names.filter(
      (name) => /^extension\/dist\/webview\/[\w-]+\.css$/.test(name) && names.includes(name.replace(/css$/, 'js')),
    );
    deepStrictEqual(names.toSorted(), [...packersOwn, ...expectedFiles(), ...requiredChunks(), ...styles].toSorted());
  });

  it(`is at most ${packageLimitBytes} bytes`, () => {
    ok(sizeBytes <= packageLimitBytes, `${sizeBytes} bytes`);
  });

  it(`loads at most ${formatByteSize(startLimitBytes)} when it is activated, and nothing heavy`, () => {
    ok(start.modules.includes('src/extension/extension.ts'));
    deepStrictEqual(
      start.modules.filter((path) => !mayStart.some((pattern) => pattern.test(path))),
      [],
    );
    ok(start.sizeBytes <= startLimitBytes, `${start.sizeBytes} bytes`);
  });

  it('is CommonJS in every chunk', () => {
    for (const path of globSync('out/vsix/dist/extension/*.cjs'))
      compileFunction(readFileSync(path, 'utf8'), ['exports', 'require', 'module'], { filename: path });
  });

  it('contains every file its manifest points to', () => {
    const paths = Array.from(JSON.stringify(manifest).matchAll(/"(?:\.\/)?((?:dist|media|schemas)\/[\w./-]+)"/g), ([, path]) => path);
    ok(paths.length >= 5);
    deepStrictEqual(
      paths.filter((path) => !names.includes(`extension/${path}`)),
      [],
    );
  });

  it('has a string for every %key% of its manifest', () => {
    const strings: object = JSON.parse(readFileSync('package.nls.json', 'utf8'));
    const keys = Array.from(JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g), ([, key = '']) => key);
    deepStrictEqual(
      keys.filter((key) => !(key in strings)),
      [],
    );
  });

  it('says nothing that only npm reads', () => {
    deepStrictEqual(
      ['bin', 'files', 'scripts', 'dependencies', 'devDependencies', 'allowScripts', 'type'].filter((field) => field in manifest),
      [],
    );
  });
});
