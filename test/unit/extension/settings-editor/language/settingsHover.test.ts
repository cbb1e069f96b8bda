import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { encodeLedgerLine } from '../../../../../src/core/versions/ledger.ts';
import { type Platform } from '../../../../../src/core/settings/platform.ts';
import { AppChecker } from '../../../../../src/extension/app/checks/appChecker.ts';
import { type HoverWords, settingsHover } from '../../../../../src/extension/settings-editor/language/settingsHover.ts';
import { settingsValues } from '../../../../../src/extension/settings-editor/language/settingsValues.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const words: HoverWords = {
  platforms: { android: 'Android', ios: 'iOS' },
  field: ({ label }) => label ?? '',
  choice: (_field, choice) => `about ${choice}`,
  origin: (origin) => origin.kind,
  effective: 'Value',
  from: 'Origin',
  noPackage: 'none yet',
  lastPackage: (name, version, versionCode, when) => `last ${name} ${version} ${versionCode} ${when}`,
  identifierForever: 'for ever',
  versionRange: (version) => `from ${version}`,
  codeRange: (lowest, highest) => `${lowest} to ${highest}`,
  automaticCode: (next) => `next ${next}`,
  engineVersions: (engine, version) => `${engine} ${version}`,
  missingFile: (path) => `no ${path}`,
  file: (path) => path,
};

async function checked(text: string) {
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': text,
    '/app/www/index.html': '',
    '/app/.mobile-distribution/packages.jsonl': encodeLedgerLine(packageRecord()),
  });
  const world = workflowWorld(files);
  const checker = new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } });
  return await checker.check('/app', new AbortController().signal, { mayAsk: false });
}

const both =
  '{ "name": "Hello", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello", "versionCode": 13 }, "ios": {} }';

async function hover(path: readonly string[], text = both): Promise<readonly string[]> {
  const { platforms } = await checked(text);
  return settingsHover({ path, platforms, words, when: () => 'today' });
}

describe('settingsHover', () => {
  it('tells the range of a version code and the last package', async () => {
    deepStrictEqual(await hover(['android', 'versionCode']), ['13 to 2100000000', 'last Hello 1.4.0 12 today', 'next 13']);
  });

  it('says what counts where another value is under the mouse', async () => {
    deepStrictEqual((await hover(['android', 'version']))[0], '`1.4.0` · ledger');
  });

  it('tells each platform where the value is shared', async () => {
    const lines = await hover(['version']);
    strictEqual(lines[0], '**Android** · `1.4.0` · ledger');
    ok(lines.some((line) => line.startsWith('**iOS**')));
  });

  it('sums up a platform in a table', async () => {
    const [table] = await hover(['android']);
    match(table ?? '', /^\| \| Value \| Origin \|\n/);
    match(table ?? '', /\| Version code \| `13` \| settings \|/);
  });

  it('says nothing where the schema says it all', async () => {
    deepStrictEqual(await hover(['web', 'themeColor']), []);
    deepStrictEqual(await hover(['unknown', 'x']), []);
  });
});

describe('settingsValues', () => {
  const near = {
    keystoreFiles: ['signing/a.p12', 'b.jks'],
    certificateFiles: ['signing/a.p12'],
    profileFiles: ['a.mobileprovision'],
    fittingProfiles: [],
    webFolders: ['www'],
    startPages: ['index.html'],
  };
  const values = async (path: string, platform: Platform = 'android') => {
    const { platforms } = await checked(both);
    const input = { path: path.split('.'), validation: platforms.get(platform), otherIdentifier: 'com.acme.other', near };
    return settingsValues({ ...input, aliases: ['upload'], engineVersions: ['2'], icons: [] }).map(({ value }) => value);
  };

  it('proposes what is there', async () => {
    deepStrictEqual(await values('android.keystore'), ['signing/a.p12', 'b.jks']);
    deepStrictEqual(await values('ios.certificate', 'ios'), ['signing/a.p12']);
    deepStrictEqual(await values('ios.provisioningProfile', 'ios'), ['a.mobileprovision']);
    deepStrictEqual(await values('android.keyAlias'), ['upload']);
    deepStrictEqual(await values('web.webDir'), ['www']);
    deepStrictEqual(await values('ios.certificateIdentity', 'ios'), []);
    // What the schema proposes is not proposed twice.
    deepStrictEqual(await values('ios.buildType', 'ios'), []);
  });

  it('proposes the numbers that may come next', async () => {
    deepStrictEqual(await values('android.versionCode'), [13]);
    deepStrictEqual(await values('android.version'), ['1.4.0', '1.4.1', '1.5.0', '2.0.0']);
  });
});
