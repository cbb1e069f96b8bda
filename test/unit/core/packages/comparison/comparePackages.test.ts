import assert from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { bytesSource } from '../../../../../src/core/base/byteSource.ts';
import { encodeAndroidXml } from '../../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { comparePackages, isSame, type ComparedPackage } from '../../../../../src/core/packages/comparison/comparePackages.ts';
import { inspectPackage } from '../../../../../src/core/packages/inspectPackage.ts';
import { ApplePki, team } from '../../../../support/applePki.ts';
import { helloEntitlements, ipaEntries } from '../../../../support/ipaFiles.ts';
import { element } from '../../../../support/manifestTree.ts';
import { smallApkEntries, smallArchive, type SmallEntry } from '../../../../support/smallPackages.ts';

const pki = new ApplePki();
const leaf = pki.leaf();

async function open(entries: readonly SmallEntry[]): Promise<ComparedPackage> {
  const { inspection, archive } = await inspectPackage(bytesSource(await smallArchive(entries)), { now: new Date('2026-11-21') });
  assert.ok(inspection && archive);
  return { inspection, archive };
}

describe('the difference between two packages', () => {
  it('is nothing for a package and itself', async () => {
    const small = await open(smallApkEntries());
    const difference = comparePackages(small, small);
    assert.deepEqual([isSame(difference), difference.facts, difference.lists], [true, [], []]);
    assert.ok(difference.sizes.every(({ before, after }) => before === after));
    assert.deepEqual(difference.files, { added: 0, removed: 0, changed: 0, largest: [] });
  });

  it('describes facts, lists, parts and files of Android packages', async () => {
    const manifest = encodeAndroidXml(
      element('manifest', { package: 'com.acme.small', 'android:versionCode': 8, 'android:versionName': '2.0' }, [
        element('uses-permission', { 'android:name': 'android.permission.CAMERA' }),
      ]),
    );
    const changed = smallApkEntries({
      'AndroidManifest.xml': { name: 'AndroidManifest.xml', bytes: manifest },
      'lib/armeabi-v7a/libsmall.so': undefined,
      'assets/new.txt': { name: 'assets/new.txt', bytes: utf8('new'.repeat(100)) },
    });
    const { facts, lists, sizes, files } = comparePackages(await open(smallApkEntries()), await open(changed));
    const fact = (name: string): unknown => facts.find((each) => each.name === name);
    assert.deepEqual(fact('version'), { name: 'version', before: '1.2.3', after: '2.0' });
    assert.deepEqual(fact('versionCode'), { name: 'versionCode', before: 7, after: 8 });
    assert.deepEqual(fact('targetSdk'), { name: 'targetSdk', before: 36 });
    assert.equal(fact('appIdentifier'), undefined);
    const list = (name: string): unknown => lists.find((each) => each.name === name);
    assert.deepEqual(list('permissions'), {
      name: 'permissions',
      added: ['android.permission.CAMERA'],
      removed: ['android.permission.INTERNET'],
    });
    assert.deepEqual(list('abis'), { name: 'abis', added: [], removed: ['armeabi-v7a'] });
    const assets = sizes.find(({ part }) => part === 'assets');
    assert.equal((assets?.after ?? 0) - (assets?.before ?? 0), 300);
    assert.deepEqual([files.added, files.removed, files.changed], [1, 1, 1]);
    assert.deepEqual(files.largest.map(({ path }) => path).toSorted(), [
      'AndroidManifest.xml',
      'assets/new.txt',
      'lib/armeabi-v7a/libsmall.so',
    ]);
  });

  it('describes entitlements, profile and signer of iOS packages', async () => {
    const entitlements = { ...helloEntitlements, 'aps-environment': 'production' };
    const other = pki.leaf({ label: 'another' });
    const before = await open(ipaEntries({ pki, leaf }));
    const after = await open(
      ipaEntries({
        pki,
        leaf: other,
        signature: { entitlements, team },
        profile: { certificates: [other], kind: 'app-store' },
        info: { UIDeviceFamily: [1] },
      }),
    );
    const { facts, lists } = comparePackages(before, after);
    assert.deepEqual(facts, [
      { name: 'profile', before: 'Lab ad-hoc', after: 'Lab app-store' },
      { name: 'profileKind', before: 'ad-hoc', after: 'app-store' },
    ]);
    assert.deepEqual(
      lists.map(({ name, added, removed }) => [name, added.length, removed.length]),
      [
        ['deviceFamilies', 0, 1],
        ['signers', 1, 1],
        ['entitlements', 1, 0],
      ],
    );
  });

  it('compares packages of different platforms', async () => {
    const { facts, sizes } = comparePackages(await open(smallApkEntries()), await open(ipaEntries({ pki, leaf })));
    assert.deepEqual(facts[0], { name: 'format', before: 'apk', after: 'ipa' });
    assert.deepEqual(sizes.find(({ part }) => part === 'dex')?.after, 0);
  });
});
