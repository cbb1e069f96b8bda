import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createIssue } from '../../../../../src/core/base/issue.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type ProfileKind } from '../../../../../src/core/formats/provisioning-profile/provisioningProfile.ts';
import { inspectPackage } from '../../../../../src/core/packages/inspectPackage.ts';
import { inspectAndroidPackage } from '../../../../../src/core/packages/inspectAndroidPackage.ts';
import { buildInstallView, factText, readingView, type InstallInput } from '../../../../../src/extension/releases/install/installModel.ts';
import { type InstallWords } from '../../../../../src/extension/releases/install/installWords.ts';
import { type PackageFacts } from '../../../../../src/extension/package/files/packageFacts.ts';
import { installPanelChannel, type InstallView } from '../../../../../src/protocol/installPanelProtocol.ts';
import { type ReadPackageFile } from '../../../../../src/node/packageWorker/readPackageFile.ts';
import { packageSteps } from '../../../../../src/releases/pages/installSteps.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { ipaEntries } from '../../../../support/ipaFiles.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { smallApkEntries, smallArchive, smallBundleEntries } from '../../../../support/smallPackages.ts';

const now = new Date('2026-11-21T12:00:00Z');
const path = '/work/hello/.mobile-distribution/packages/hello-1.4.0-12-release.apk';
const link = { address: 'http://192.168.1.20:41234/i/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', expiresAt: new Date('2026-11-22T12:00:00Z') };

let words: InstallWords;
let apk: ReadPackageFile;
let bundle: ReadPackageFile;

async function contentOf(bytes: Uint8Array): Promise<ReadPackageFile> {
  const { inspection } = await inspectAndroidPackage(bytesSource(bytes));
  const read = {
    path,
    sizeBytes: bytes.length,
    modifiedAt: now,
    sha256: 'a'.repeat(64),
    identity: '1:2:3:4:5',
    issues: [],
  };
  return { ...read, ...(inspection && { inspection }) };
}

function view(facts: Partial<PackageFacts> = {}, input: Partial<InstallInput> = {}): InstallView {
  const all: PackageFacts = { path, record: packageRecord(), file: 'present', content: apk, ...facts };
  const made = buildInstallView({ facts: all, isMaking: false, isTrusted: true, now, words, ...input });
  // What is made is what the page takes.
  ok(installPanelChannel.events.view.safeParse(made).success);
  return made;
}

function factsOf({ facts }: InstallView): Record<string, string> {
  return Object.fromEntries(facts.map(({ id, value }) => [id, value]));
}

describe('buildInstallView', () => {
  before(async () => {
    const { translatedInstallWords } = await import('../../../../../src/extension/releases/install/translatedInstallWords.ts');
    words = { ...translatedInstallWords(), place: (given) => given.replace('/work/hello/', '') };
    apk = await contentOf(await smallArchive(smallApkEntries()));
    bundle = await contentOf(await smallArchive(smallBundleEntries()));
  });

  it('shows what was recorded, and what the file adds to it', () => {
    const shown = view({ record: packageRecord({ commit: 'c'.repeat(40), hasUncommittedChanges: true }) });
    strictEqual(shown.title, 'Hello');
    strictEqual(shown.subtitle, '1.4.0 (12) · release');
    const { created, ...facts } = factsOf(shown);
    ok(created?.includes('2026'));
    deepStrictEqual(facts, {
      appIdentifier: 'com.acme.hello',
      version: '1.4.0 (12)',
      buildType: 'release',
      engine: 'web 1',
      createdBy: 'Ada <ada@acme.com>',
      commit: 'cccccccccccc',
      minSdk: 'Android 7.0 or newer (API level 24)',
      size: '4.7 kB (4,711 bytes)',
      sha256: 'a'.repeat(64),
      file: path.replace('/work/hello/', ''),
    });
    strictEqual(shown.facts.find(({ id }) => id === 'commit')?.note, 'with uncommitted changes');
  });

  it('shows a file without a record by what it says itself', () => {
    const made = buildInstallView({
      facts: { path: '/x/any.apk', file: 'present', content: apk },
      isMaking: false,
      isTrusted: true,
      now,
      words,
    });
    strictEqual(made.title, 'Small');
    const { appIdentifier, version, engine } = factsOf(made);
    deepStrictEqual([appIdentifier, version, engine], ['com.acme.small', '1.2.3 (7)', undefined]);
  });

  it('offers to share while nothing is shared', () => {
    const { link: shown } = view();
    ok(shown.kind === 'none' && shown.button?.action === 'share' && !shown.isWrong);
  });

  it('shows a link with its code and its end', () => {
    const { link: shown, steps } = view({}, { link });
    ok(shown.kind === 'ready');
    strictEqual(shown.code.address, link.address);
    ok(shown.code.drawing.path.startsWith('M4 4h7v1h-7z'), 'a finder pattern inside a quiet zone of four');
    strictEqual(shown.warning, '');
    ok(steps && steps.steps.length > 0);
  });

  it('warns of a link that only this computer can open', () => {
    const { link: shown } = view({}, { link: { ...link, address: 'http://127.0.0.1:4000/i/x' } });
    ok(shown.kind === 'ready' && shown.warning !== '');
  });

  it('offers a new link when the time is over', () => {
    const { link: shown } = view({}, { link: { ...link, expiresAt: now } });
    ok(shown.kind === 'none' && shown.button?.action === 'newLink');
  });

  it('leads to trust in Restricted Mode, even with a link', () => {
    const { link: shown } = view({}, { isTrusted: false, link });
    ok(shown.kind === 'none' && shown.button?.action === 'manageTrust');
  });

  it('says that a file is missing, and what to do', () => {
    const shown = buildInstallView({
      facts: { path, record: packageRecord(), file: 'missing' },
      isMaking: false,
      isTrusted: true,
      now,
      words,
    });
    ok(shown.link.kind === 'none' && shown.link.isWrong && shown.link.button?.action === 'createPackage');
    deepStrictEqual([shown.buttons, shown.issues, shown.steps], [[], [], undefined]);
    strictEqual(factsOf(shown)['sha256'], 'a'.repeat(64));
  });

  it('shares nothing under the record of another file', () => {
    const shown = view({ file: 'changed' }, { link });
    ok(shown.link.kind === 'none' && shown.link.isWrong);
    // Facts that were read from the other file are not shown as those of the package.
    strictEqual(factsOf(shown)['minSdk'], undefined);
  });

  it('says of app bundles where they go instead', () => {
    const shown = view({ content: bundle, record: packageRecord({ buildType: 'app-bundle' }) }, { link });
    ok(shown.link.kind === 'none' && shown.link.detail.includes('Google Play'));
    deepStrictEqual(
      shown.buttons.map(({ action }) => action),
      ['download', 'reveal', 'inspect'],
    );
    strictEqual(shown.steps, undefined);
  });

  it('installs an iOS package over https, and says what else to do where there is only http', async () => {
    const ipa = async (kind: ProfileKind): Promise<ReadPackageFile> => {
      const bytes = await smallArchive(ipaEntries({ pki: new ApplePki(), profile: { kind } }));
      const { inspection } = await inspectPackage(bytesSource(bytes), { now });
      return { ...apk, ...(inspection && { inspection }) };
    };
    const { record: _, ...facts } = { record: undefined, content: await ipa('ad-hoc') };
    const none = { record: undefined } as unknown as Partial<PackageFacts>;
    const shown = view({ ...none, ...facts }, { link });
    strictEqual(shown.title, 'Hello Web');
    ok(shown.link.kind === 'ready' && shown.link.warning.includes('https'));
    deepStrictEqual(
      shown.link.buttons.map(({ action }) => action),
      ['shareOverHttps', 'stopSharing'],
    );
    const secure = view({ ...none, ...facts }, { link: { ...link, address: 'https://hello-4123.example.net/i/x' } });
    ok(secure.link.kind === 'ready' && secure.link.warning === '');
    ok(secure.steps?.steps.some((step) => step.includes('provisioning profile')));
    const { appIdentifier, minSdk, signer } = factsOf(secure);
    deepStrictEqual([appIdentifier, minSdk], ['com.acme.hello', 'iOS 15.1 or newer']);
    ok(signer?.includes('Apple Distribution'));
    ok(view({ ...none, content: await ipa('in-house') }, { link }).steps?.steps.some((step) => step.includes('VPN & Device Management')));
    ok(view({ ...none, content: await ipa('development') }, { link }).steps?.steps.some((step) => step.includes('Developer Mode')));
    const store = view({ ...none, content: await ipa('app-store') }, { link });
    ok(store.link.kind === 'none' && store.link.detail.includes('App Store Connect'));
    strictEqual(store.steps, undefined);
  });

  it('says of debug packages what they do not install over', () => {
    const debug = view({ record: packageRecord({ buildType: 'debug' }) }).steps?.steps.length;
    strictEqual(debug, (view().steps?.steps.length ?? 0) + 1);
  });

  it('shows the worst issues first', () => {
    const issues = [createIssue('store-app-bundle-wanted', {}), createIssue('package-identifier-missing', {})];
    deepStrictEqual(
      view({ content: { ...apk, issues } }).issues.map(({ severity }) => severity),
      ['error', 'info'],
    );
  });

  it('copies values whole', () => {
    const facts: PackageFacts = { path, record: packageRecord({ commit: 'c'.repeat(40) }), file: 'present', content: apk };
    strictEqual(factText(facts, 'commit'), 'c'.repeat(40));
    strictEqual(factText(facts, 'createdBy'), '');
  });

  it('is a view while it reads', () => {
    ok(installPanelChannel.events.view.safeParse(readingView('Hello', words)).success);
  });

  it('says of the phone what the install page says', () => {
    deepStrictEqual(words.steps.slice(1), packageSteps.apk.steps);
  });
});
