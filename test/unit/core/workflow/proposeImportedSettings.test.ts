/** Settings from the files of other tools, beside what the project itself says: what is taken, what is left out, and what is filled in. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { inspectSettings } from '../../../../src/core/settings/inspectSettings.ts';
import { openApp } from '../../../../src/core/workflow/openApp.ts';
import { proposeImportedSettings } from '../../../../src/core/workflow/proposeImportedSettings.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';

async function propose(content: Readonly<Record<string, string>>, before = '', given = {}) {
  const files = new MemoryFiles(Object.fromEntries(Object.entries(content).map(([name, text]) => [`/app/${name}`, text])));
  const world = { files, paths: posixPaths };
  const proposal = await proposeImportedSettings(world, await openApp(world, '/app'), before, given);
  const { settings, issues } = inspectSettings(proposal.after);
  deepStrictEqual(issues, []);
  return { ...proposal, read: settings };
}

const keys = { 'android/key.properties': 'storeFile=../up.jks\nkeyAlias=up\n' };
const twa = (facts: object): Readonly<Record<string, string>> => ({ 'twa-manifest.json': JSON.stringify(facts) });
const cordova = { 'config.xml': '<widget id="com.acme.real" version="3.0.0" android-versionCode="9"><name>Real</name></widget>' };
const gradle = {
  'settings.gradle': "include ':app'",
  'app/build.gradle': "apply plugin: 'com.android.application'\nandroid { defaultConfig { applicationId 'com.acme.shop'; versionCode 3 } }",
};
const differs = ({ issues }: Awaited<ReturnType<typeof propose>>): readonly unknown[] =>
  issues.filter(({ code }) => code === 'import-value-differs').map(({ params }) => params);

describe('settings from the files of other tools', () => {
  it('are completed from the project where there are none yet', async () => {
    const { after, before, read, values } = await propose({ ...cordova, ...keys });
    strictEqual(before, '');
    ok(after.startsWith('//'), after);
    deepStrictEqual(read, {
      name: 'Real',
      version: '3.0.0',
      engine: 'cordova',
      android: { keystore: 'android/up.jks', keyAlias: 'up', appIdentifier: 'com.acme.real', buildType: 'debug' },
      ios: { appIdentifier: 'com.acme.real', buildType: 'development' },
    });
    deepStrictEqual(
      values.map(({ path }) => path.join('.')),
      ['android.keystore', 'android.keyAlias'],
    );
  });

  it('are completed with what was named beforehand, but never in place of what a file says', async () => {
    const given = { name: 'Given', appIdentifier: 'com.acme.given', androidBuildType: 'release' };
    deepStrictEqual((await propose({ 'index.html': '', ...keys }, '', given)).read, {
      name: 'Given',
      version: '1.0.0',
      engine: 'web',
      web: { webDir: '.' },
      android: { keystore: 'android/up.jks', keyAlias: 'up', appIdentifier: 'com.acme.given', buildType: 'release' },
    });
    const { read } = await propose({ 'index.html': '', ...twa({ name: 'Bubble', packageId: 'com.acme.bubble' }) }, '', given);
    deepStrictEqual([read.name, read.android?.appIdentifier], ['Bubble', 'com.acme.bubble']);
  });

  it('say which files were not read, because they are too large or too many', async () => {
    const about = ({ issues }: Awaited<ReturnType<typeof propose>>): readonly unknown[] =>
      issues
        .filter(({ code }) => code === 'import-file-large' || code === 'import-files-many')
        .map(({ code, place }) => [code, place?.file]);
    // The second one is larger than any file of a project that is read.
    for (const length of [256 * 1024, 40 * 1024 * 1024]) {
      const large = { ...cordova, 'android/key.properties': `${keys['android/key.properties']}${'#'.repeat(length)}` };
      deepStrictEqual(about(await propose(large)), [['import-file-large', 'android/key.properties']]);
    }
    const projects = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`App${index}.csproj`, '<Project />']));
    deepStrictEqual(about(await propose({ ...cordova, ...projects })), [['import-files-many', 'App0.csproj']]);
    delete projects['App8.csproj'];
    deepStrictEqual(about(await propose({ ...cordova, ...projects })), []);
  });

  it('have an address or a folder of web files, never both', async () => {
    const { read } = await propose({ 'dist/index.html': '', ...twa({ host: 'acme.com', startUrl: '/app' }) });
    deepStrictEqual(read.web, { address: 'https://acme.com/', startPage: '/app' });
    deepStrictEqual((await propose({ 'dist/index.html': '', ...keys })).read.web, { webDir: 'dist' });
  });

  it('are added to those that are there, and to nothing else', async () => {
    const before = '{\n  // Ours\n  "name": "Mine"\n}';
    const { after, read } = await propose({ ...cordova, ...keys }, before);
    ok(after.startsWith('{\n  // Ours\n  "name": "Mine",'), after);
    deepStrictEqual(read, { name: 'Mine', android: { keystore: 'android/up.jks', keyAlias: 'up' } });
  });

  it('leave out numbers and identifiers that are not those of the project, and say so', async () => {
    for (const before of ['', '{}']) {
      const proposal = await propose(
        { ...cordova, ...twa({ packageId: 'com.acme.old', appVersionCode: 5, signingKey: { alias: 'up' } }) },
        before,
      );
      deepStrictEqual(proposal.read.android?.keyAlias, 'up');
      ok(proposal.read.android.versionCode === undefined && proposal.read.android.appIdentifier !== 'com.acme.old');
      const common = { file: 'config.xml', otherFile: 'twa-manifest.json' };
      deepStrictEqual(differs(proposal), [
        { key: 'android.appIdentifier', value: 'com.acme.real', otherValue: 'com.acme.old', ...common },
        { key: 'android.versionCode', value: 9, otherValue: 5, ...common },
      ]);
    }
  });

  it('leave out a version that is not the one of the project, or of one of its platforms', async () => {
    const version = async (own: Readonly<Record<string, string>>, appVersion: string): Promise<readonly unknown[]> => {
      const proposal = await propose({ ...own, ...twa({ appVersion }) }, '{}');
      return [proposal.read.version, differs(proposal)];
    };
    const other = { key: 'version', value: '3.0.0', file: 'config.xml', otherValue: '2.0.0', otherFile: 'twa-manifest.json' };
    deepStrictEqual(await version(cordova, '2.0.0'), [undefined, [other]]);
    deepStrictEqual(await version(cordova, '3.0.0'), ['3.0.0', []]);
    deepStrictEqual(await version({ 'config.xml': '<widget><name>Open</name></widget>' }, '2.0.0'), ['2.0.0', []]);
    // A web project has no version of its own for packages.
    deepStrictEqual(await version({ 'index.html': '', 'package.json': '{ "version": "0.0.0" }' }, '2.0.0'), ['2.0.0', []]);
    const module = (versionName: string): Readonly<Record<string, string>> => ({
      ...gradle,
      'app/build.gradle': `apply plugin: 'com.android.application'\nandroid { defaultConfig { versionName '${versionName}' } }`,
    });
    const ofModule = { ...other, value: '2.0.1', file: 'app/build.gradle' };
    deepStrictEqual(await version(module('2.0.1'), '2.0.0'), [undefined, [ofModule]]);
    deepStrictEqual(await version(module('2.0.0'), '2.0.0'), ['2.0.0', []]);
  });

  it('take those that the project says too, or leaves open', async () => {
    const same = await propose({ ...cordova, ...twa({ packageId: 'com.acme.real', appVersionCode: 9 }) }, '{}');
    deepStrictEqual([same.read.android, differs(same)], [{ appIdentifier: 'com.acme.real', versionCode: 9 }, []]);
    const open = { 'config.xml': '<widget><name>Open</name></widget>' };
    const other = await propose({ ...open, ...twa({ packageId: 'com.acme.old', appVersionCode: 5 }) }, '{}');
    deepStrictEqual([other.read.android, differs(other)], [{ appIdentifier: 'com.acme.old', versionCode: 5 }, []]);
    // A web project says nothing of its own about packages.
    const web = await propose({ 'index.html': '', ...twa({ packageId: 'com.acme.old', appVersionCode: 5 }) }, '{}');
    deepStrictEqual([web.read.android, differs(web)], [{ appIdentifier: 'com.acme.old', versionCode: 5 }, []]);
  });

  it('have no identifier or number of a platform that the project does not build for', async () => {
    const method = '<key>method</key><string>ad-hoc</string>';
    const profiles = '<key>provisioningProfiles</key><dict><key>com.acme.ios</key><string>Shop</string></dict>';
    const exported = { 'ExportOptions.plist': `<?xml version="1.0"?><plist version="1.0"><dict>${method}${profiles}</dict></plist>` };
    const proposal = await propose({ ...gradle, ...exported }, '{}');
    deepStrictEqual([proposal.read.ios, differs(proposal)], [{ buildType: 'ad-hoc' }, []]);
    // Without a project it is all that is known.
    deepStrictEqual((await propose(exported, '{}')).read.ios, { appIdentifier: 'com.acme.ios', buildType: 'ad-hoc' });
  });
});
