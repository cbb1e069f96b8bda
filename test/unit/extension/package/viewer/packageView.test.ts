import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { type OpenFile } from '../../../../../src/core/ports/fileSystem.ts';
import { type AssetContent } from '../../../../../src/extension/shared/asset-page/assetContent.ts';
import { type PackageAction, type PackageViewInput } from '../../../../../src/extension/package/viewer/packageViewInput.ts';
import { checkPackage, readPackage, type ReadPackage } from '../../../../../src/extension/package/viewer/readPackage.ts';
import { comparePackages } from '../../../../../src/core/packages/comparison/comparePackages.ts';
import { assetViewerChannel, type AssetSection } from '../../../../../src/protocol/assetViewerProtocol.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { hereDigester } from '../../../../support/hereDigester.ts';
import { ipaEntries } from '../../../../support/ipaFiles.ts';
import { appRoot, entitlementsOf, extensionRoot, packContent, sealedContent, signerOf } from '../../../../support/sealedApps.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { signBytes, unsignedApk } from '../../../../support/signedPackages.ts';
import { smallApkEntries, smallArchive, type SmallEntry } from '../../../../support/smallPackages.ts';

const now = new Date('2026-11-21T10:00:00Z');
const { signal } = new AbortController();

let contentOf: (input: PackageViewInput, busy?: string) => AssetContent<PackageAction>;

function fileOf(bytes: Uint8Array): OpenFile {
  return { ...bytesSource(bytes), close: async () => {} };
}

async function read(entries: readonly SmallEntry[]): Promise<ReadPackage> {
  return await readPackage(fileOf(await smallArchive(entries)), now, signal);
}

function shown(read: ReadPackage, more: Partial<PackageViewInput> = {}): AssetContent<PackageAction> {
  const frame = { name: 'hello.apk', place: '/work/hello.apk', now, isOnDisk: true };
  const content = contentOf({ ...frame, ...read, ...more });
  // What is made is what the page takes, and every button does something.
  ok(assetViewerChannel.events.view.safeParse(content.view).success);
  for (const [, id] of JSON.stringify(content.view).matchAll(/"(?:id|copy)":"([\w-]{22})"/g)) ok(content.actions.has(id ?? ''), id);
  return content;
}

function section({ view }: AssetContent<PackageAction>, id: string): AssetSection {
  const found = view.sections.find((each) => each.id === id);
  ok(found, view.sections.map((each) => each.id).join());
  return found;
}

function factsOf({ parts }: AssetSection): Record<string, string> {
  return Object.fromEntries(parts.flatMap((part) => (part.kind === 'facts' ? part.facts.map(({ label, value }) => [label, value]) : [])));
}

function rowsOf({ parts }: AssetSection): readonly (readonly string[])[] {
  return parts.flatMap((part) => (part.kind === 'table' ? part.rows : []));
}

const badges = ({ view }: AssetContent<PackageAction>): readonly string[] => view.badges.map(({ text }) => text);
const buttons = ({ view }: AssetContent<PackageAction>): readonly string[] => view.buttons.map(({ title }) => title);

describe('the view of a package', () => {
  before(async () => {
    ({ packageContent: contentOf } = await import('../../../../../src/extension/package/viewer/packageView.ts'));
  });

  it('shows the identity of an APK, and that it is not signed', async () => {
    const content = shown(await read(smallApkEntries()));
    strictEqual(content.view.title, 'Small 1.2.3 (7)');
    deepStrictEqual(badges(content), ['APK', 'Not signed']);
    const facts = factsOf(section(content, 'identity'));
    deepStrictEqual(
      [facts['App identifier'], facts['Minimum Android'], facts['Architectures']],
      ['com.acme.small', 'Android 7.0 (API level 24)', 'arm64-v8a, armeabi-v7a'],
    );
    deepStrictEqual(rowsOf(section(content, 'permissions')), [['android.permission.INTERNET']]);
    ok(section(content, 'issues').parts.some((part) => part.kind === 'issues' && part.issues.some(({ severity }) => severity === 'error')));
    match(content.view.icon ?? '', /^data:image\/png;base64,/);
  });

  it('says whether signatures are valid, as soon as that is known', async () => {
    const source = fileOf(await signBytes(await unsignedApk()));
    const known = await readPackage(source, now, signal);
    deepStrictEqual(badges(shown(known)), ['APK', 'Signatures not checked yet']);
    const checked = await checkPackage(source, known, hereDigester, now, signal);
    const content = shown(checked);
    deepStrictEqual(badges(content), ['APK', 'Signatures valid']);
    strictEqual(factsOf(section(content, 'identity'))['SHA-256']?.length, 64);
    ok(content.view.sections.some(({ id }) => id === 'signer-0'));
  });

  it('shows the identity of an iOS package before its seal is checked', async () => {
    const content = shown(await read(ipaEntries({ pki: new ApplePki() })));
    deepStrictEqual(badges(content), ['iOS package (IPA)', 'Signatures not checked yet']);
    const signature = factsOf(section(content, 'signature'));
    deepStrictEqual([signature['Signed as'], signature['Team']], ['com.acme.hello', 'TEAM123456']);
    strictEqual(factsOf(section(content, 'profile'))['Type'], 'Ad hoc');
    strictEqual(factsOf(section(content, 'entitlements'))['get-task-allow'], 'false');
    deepStrictEqual(rowsOf(section(content, 'contents'))[0], ['PlugIns/Share.appex', 'Extension', 'com.acme.hello.share', '1.4.0']);
  });

  it('shows the seal of an iOS package bundle by bundle, with entitlements, devices and problems', async () => {
    const pki = new ApplePki();
    const leaf = pki.leaf();
    const profile = (identifier: string, devices: readonly string[]) => ({
      profile: pki.profile({ certificates: [leaf], identifier, name: identifier, devices }),
      entitlements: entitlementsOf(identifier),
    });
    const programs = new Map([
      [appRoot, profile('com.acme.hello', ['a'.repeat(40), 'b'.repeat(40)])],
      [extensionRoot, profile('com.acme.hello.share', ['a'.repeat(40)])],
    ]);
    const content = await sealedContent({ pki, signer: signerOf(pki, leaf), programs });
    const source = fileOf(await packContent({ ...content, [`${appRoot}/www/index.html`]: utf8('changed') }));
    const view = shown(await checkPackage(source, await readPackage(source, now, signal), hereDigester, now, signal));
    deepStrictEqual(badges(view), ['iOS package (IPA)', 'Seal invalid']);
    const bundles = rowsOf(section(view, 'bundles')).map(([path, , signer, name]) => [path, signer, name]);
    const signer = 'Apple Distribution: Lab Corp (TEAM123456)';
    deepStrictEqual(bundles, [
      ['Hello.app', signer, 'com.acme.hello'],
      ['Frameworks/Core.framework', signer, ''],
      ['PlugIns/Share.appex', signer, 'com.acme.hello.share'],
    ]);
    ok(rowsOf(section(view, 'entitlements-0')).some(([key, , verdict]) => key === 'application-identifier' && verdict === 'granted'));
    deepStrictEqual(rowsOf(section(view, 'devices')), [
      ['a'.repeat(40), 'yes'],
      ['b'.repeat(40), 'no: not in the profile of PlugIns/Share.appex'],
    ]);
    const problems = section(view, 'problems-0').parts.flatMap((part) => (part.kind === 'issues' ? part.issues : []));
    ok(problems.some(({ message }) => message.startsWith('www/index.html: ')));
    ok(!view.view.sections.some(({ id }) => id === 'entitlements'));
    // What is with its bundle is not at the top again.
    const top = view.view.sections.filter(({ id }) => id === 'issues').flatMap(({ parts }) => JSON.stringify(parts));
    ok(!top.some((text) => text.includes('www/index.html')));
  });

  it('shows the sizes as a treemap and as a table that says the same', async () => {
    const content = shown(await read(smallApkEntries()));
    const { parts } = section(content, 'sizes');
    const treemap = parts.find((part) => part.kind === 'treemap');
    ok(treemap);
    const top = treemap.nodes.filter(({ parent }) => parent === 0);
    deepStrictEqual(
      top.map(({ name }) => name),
      rowsOf(section(content, 'sizes')).map(([name]) => name),
    );
    strictEqual(
      treemap.nodes[0]?.bytes,
      top.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    ok(
      treemap.nodes.every(({ parent }, index) => parent < index),
      'parents come first',
    );
  });

  it('offers what can be done with it', async () => {
    const apk = await read(smallApkEntries());
    deepStrictEqual(buttons(shown(apk)), ['Sign…', 'Compare With…', 'Reveal', 'Copy as Text']);
    deepStrictEqual(buttons(shown(apk, { record: packageRecord() })), [
      'Install QR Code',
      'Sign…',
      'Compare With…',
      'Reveal',
      'Copy as Text',
    ]);
    deepStrictEqual(buttons(shown(apk, { isOnDisk: false })), ['Compare With…', 'Copy as Text']);
  });

  it('says how it was built, of the very file that was recorded', async () => {
    const apk = await read(smallApkEntries());
    const record = packageRecord({
      tools: { Gradle: '9.4.1', JDK: '17.0.15' },
      tasks: { executed: 12, 'up-to-date': 30 },
      skippedSteps: { pod: 'up-to-date', 'build-after-1': 'skipped', other: 'not-known-yet' },
      durationMs: 92_400,
      commit: 'c0ffee',
      hasUncommittedChanges: true,
    });
    const { Created: _, ...facts } = factsOf(section(shown(apk, { record, sha256: record.sha256 }), 'build'));
    deepStrictEqual(facts, {
      'Created by': 'Ada <ada@acme.com>',
      'Build type': 'release',
      Engine: 'web 1',
      Tools: 'Gradle 9.4.1, JDK 17.0.15',
      Tasks: '12 executed, 30 up to date',
      'Skipped steps': 'pod (up to date), build-after-1 (skipped), other (not-known-yet)',
      Duration: '1 min 32 s',
      Commit: 'c0ffee with uncommitted changes',
    });
    for (const sha256 of [undefined, 'b'.repeat(64)])
      ok(shown(apk, { record, ...(sha256 !== undefined && { sha256 }) }).view.sections.every(({ id }) => id !== 'build'));
  });

  it('copies everything as text', async () => {
    const content = shown(await read(smallApkEntries()));
    const button = content.view.buttons.find(({ title }) => title === 'Copy as Text');
    const action = content.actions.get(button?.id ?? '');
    ok(action?.kind === 'copy');
    match(action.text, /^Small 1\.2\.3 \(7\)\n\/work\/hello\.apk\nAPK · Not signed\n/);
    match(action.text, /\n {2}App identifier: com\.acme\.small\n/);
    match(action.text, /\n {2}android\.permission\.INTERNET\n/);
  });

  it('shows what differs from another package first, and lets go of it', async () => {
    const before = await read(smallApkEntries());
    const after = await read(smallApkEntries({ 'lib/armeabi-v7a/libsmall.so': undefined }));
    ok(before.inspection && before.archive && after.inspection && after.archive);
    const difference = comparePackages(
      { inspection: before.inspection, archive: before.archive },
      { inspection: after.inspection, archive: after.archive },
    );
    const content = shown(after, { comparison: { name: 'old.apk', difference } });
    strictEqual(content.view.sections[0]?.title, 'Compared with old.apk');
    ok(rowsOf(section(content, 'difference')).some((row) => row.join() === 'Architectures,removed,armeabi-v7a'));
    const [text] = section(content, 'difference').parts;
    ok(text?.kind === 'text');
    deepStrictEqual(content.actions.get(text.buttons[0]?.id ?? ''), { kind: 'stopComparing' });
  });

  it('says what is not a package, and of a broken one what is known', async () => {
    const foreign = shown(await read([{ name: 'readme.txt', bytes: utf8('x') }]));
    deepStrictEqual([badges(foreign), buttons(foreign)], [['Not a package'], []]);
    strictEqual(section(foreign, 'identity').title, 'File');
    const broken = shown(await readPackage(fileOf(utf8('no zip')), now, signal));
    deepStrictEqual(badges(broken), ['Not a package']);
    const name = 'AndroidManifest.xml';
    const half = shown(await read(smallApkEntries({ [name]: { name, bytes: utf8('broken') } })));
    strictEqual(half.view.title, 'hello.apk');
    ok(half.view.sections.some(({ id }) => id === 'sizes'));
  });
});
