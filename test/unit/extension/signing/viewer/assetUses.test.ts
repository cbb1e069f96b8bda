import { deepStrictEqual, ok } from 'node:assert/strict';
import { appOnPlatform, openApp } from '../../../../../src/core/workflow/openApp.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { type AssetUse, type UseIssue } from '../../../../../src/extension/signing/viewer/signingAssetInput.ts';
import { AppChecker } from '../../../../../src/extension/app/checks/appChecker.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../../support/workflowWorld.ts';

const pki = new ApplePki();
const settings = {
  name: 'Hello',
  version: '1.0.0',
  web: { webDir: 'www' },
  android: { appIdentifier: 'com.acme.hello', buildType: 'release', keystore: 'signing/upload.p12', keyAlias: 'upload' },
  ios: {
    appIdentifier: 'com.acme.other',
    buildType: 'ad-hoc',
    certificate: '../shared/distribution.p12',
    provisioningProfile: 'a.mobileprovision',
  },
};
const files = {
  '/work/app/mobile-distribution.json': JSON.stringify(settings),
  '/work/app/www/index.html': '',
  '/work/app/a.mobileprovision': pki.profile(),
};

async function entry(): Promise<AppEntry> {
  const opened = await openApp({ files: new MemoryFiles(files), paths: posixPaths }, '/work/app');
  return {
    folder: '/work/app',
    workspaceFolder: '/work',
    detected: { folder: '/work/app', project: undefined, hasSettings: true },
    opened,
    on: (platform) => appOnPlatform(opened, platform),
  };
}

describe('the uses of a signing asset', () => {
  let findUses: (apps: readonly AppEntry[], paths: typeof posixPaths, file: string) => readonly AssetUse[];
  let issuesOfUse: (use: AssetUse, checked: Awaited<ReturnType<AppChecker['check']>>, mayChange: boolean) => readonly UseIssue[];

  before(async () => {
    ({ findUses, issuesOfUse } = await import('../../../../../src/extension/signing/viewer/assetUses.ts'));
  });

  it('are the settings that name the file, in or outside the folder of the app', async () => {
    const apps = [await entry()];
    const told = (file: string) =>
      findUses(apps, posixPaths, file).map(({ field, appIdentifier, buildType, alias }) => [field, appIdentifier, buildType, alias]);
    deepStrictEqual(told('/work/app/signing/upload.p12'), [['android.keystore', 'com.acme.hello', 'release', 'upload']]);
    deepStrictEqual(told('/work/shared/distribution.p12'), [['ios.certificate', 'com.acme.other', 'ad-hoc', undefined]]);
    deepStrictEqual(told('/work/app/a.mobileprovision'), [['ios.provisioningProfile', 'com.acme.other', 'ad-hoc', undefined]]);
    deepStrictEqual(told('/work/app/other.p12'), []);
  });

  it('say what is wrong with the file for the app, with fixes only where settings may change', async () => {
    const world = workflowWorld(new MemoryFiles(files), { engines: [fakeEngine] });
    const checker = new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } });
    const checked = await checker.check('/work/app', new AbortController().signal, { mayAsk: false });
    const [use] = findUses([await entry()], posixPaths, '/work/app/a.mobileprovision');
    ok(use);
    const found = issuesOfUse(use, checked, true).find(({ issue }) => issue.code === 'profile-identifier-differs');
    ok(found?.fixes.some(({ action }) => action.kind === 'set' && action.value === 'com.acme.hello'));
    const restricted = issuesOfUse(use, checked, false).flatMap(({ fixes }) => fixes.map(({ action }) => action.kind));
    ok(restricted.length > 0);
    ok(restricted.every((kind) => kind === 'openPage'));
    // Of the keystore, which is missing, another viewer tells.
    ok(issuesOfUse(use, checked, true).every(({ issue }) => !issue.code.startsWith('signing-keystore')));
  });
});
