import { deepStrictEqual } from 'node:assert/strict';
import { type Bytes, utf8 } from '../../../../../src/core/base/bytes.ts';
import { type XmlElement } from '../../../../../src/core/formats/android-resources/xmlModel.ts';
import { encodeAndroidXml } from '../../../../../src/core/formats/android-xml/encodeAndroidXml.ts';
import { type ManifestSdk, readManifestSdk } from '../../../../../src/core/signing/android/manifestSdk.ts';
import { element, type SketchValue } from '../../../../support/manifestTree.ts';

const usesSdk = (min?: SketchValue, target?: SketchValue, children: readonly XmlElement[] = []): XmlElement =>
  element(
    'uses-sdk',
    { ...(min !== undefined && { 'android:minSdkVersion': min }), ...(target !== undefined && { 'android:targetSdkVersion': target }) },
    children,
  );

const manifest = (...children: readonly XmlElement[]): Bytes => encodeAndroidXml(element('manifest', { package: 'com.acme' }, children));

function check(bytes: Bytes, minSdk: ManifestSdk['minSdk'], targetSdk: number, targetSandboxVersion = 1): void {
  deepStrictEqual(readManifestSdk(bytes), { minSdk, targetSdk, targetSandboxVersion });
}

describe('the platform versions of a manifest', () => {
  const unknown = { reason: 'its minSdkVersion is neither a number nor a codename' };
  const cases: readonly (readonly [string, XmlElement[], ManifestSdk['minSdk'], number])[] = [
    ['declares nothing', [], 1, 1],
    ['declares both', [usesSdk(21, 35)], 21, 35],
    ['declares the lowest alone', [usesSdk(21)], 21, 21],
    ['declares the target alone', [usesSdk(undefined, 35)], 1, 35],
    ['declares several: the highest counts', [usesSdk(23), usesSdk(26), usesSdk(24)], 26, 26],
    ['declares less than 1', [usesSdk(-5)], 1, 1],
    ['goes on behind an element without it', [usesSdk(undefined, 30), usesSdk(24)], 24, 30],
    ['has another element with the attribute', [element('uses-feature', { 'android:minSdkVersion': 24 })], 1, 1],
    ['has the element in a namespace', [{ ...usesSdk(24, 30), namespaceUri: 'urn:other' }], 1, 30],
    ['has the element deeper down', [element('application', {}, [usesSdk(24, 31)])], 1, 31],
    ['has the target in the second element', [usesSdk(24), usesSdk(undefined, 33)], 24, 33],
    ['has a target that is no number', [usesSdk(24, 'T'), usesSdk(undefined, 33)], 24, 33],
    ['has a target as text', [usesSdk(24, '33')], 24, 33],
    ['has a target as text with a sign', [usesSdk(24, '+33')], 24, 33],
    ['has a negative target as text', [usesSdk(24, '-3')], 24, -3],
    ['has a target with more digits than a number has', [usesSdk(24, '12345678901')], 24, 24],
    ['has a target with something before', [usesSdk(24, 'a33')], 24, 24],
    ['has a target with something behind', [usesSdk(24, '33a')], 24, 24],
    ['has a target that is true', [usesSdk(24, true)], 24, 24],
    ['has a lowest that is true', [usesSdk(true)], unknown, 1],
    ['has a lowest that is a small letter', [usesSdk('t')], unknown, 1],
    ['has a lowest that is empty', [usesSdk('')], unknown, 1],
    ['has a lowest that is digits', [usesSdk('24')], unknown, 1],
    ['is unknown although a later one is known', [usesSdk('?'), usesSdk(24)], unknown, 1],
    ['is unknown with a known target', [usesSdk('?', 30)], unknown, 30],
  ];
  for (const [what, children, minSdk, targetSdk] of cases)
    it(`are ${String(minSdk instanceof Object ? 'unknown' : minSdk)} and ${targetSdk} when it ${what}`, () => {
      check(manifest(...children), minSdk, targetSdk);
    });

  // As apksig has them: a letter between two known ones counts on from the earlier one.
  const codenames: readonly (readonly [string, number])[] = [
    ['A', 1],
    ['B', 1],
    ['Cupcake', 2],
    ['Donut', 3],
    ['Eclair', 4],
    ['Froyo', 7],
    ['Gingerbread', 8],
    ['Honeycomb', 10],
    ['IceCreamSandwich', 13],
    ['JellyBean', 15],
    ['KitKat', 18],
    ['Lollipop', 20],
    ['M', 22],
    ['N', 23],
    ['O', 25],
    ['P', 26],
    ['Tiramisu', 30],
    ['Z', 36],
  ];
  for (const [codename, level] of codenames)
    it(`are ${level} for ${codename}`, () => {
      check(manifest(usesSdk(codename)), level, level);
    });

  it('are unknown in what is not a manifest', () => {
    check(utf8('<manifest/>'), { reason: 'it is malformed' }, 1);
  });

  it('have the sandbox of the manifest element alone, wherever it is', () => {
    const sandboxed = (value: SketchValue): XmlElement => element('manifest', { 'android:targetSandboxVersion': value }, [usesSdk(24)]);
    check(encodeAndroidXml(sandboxed(2)), 24, 24, 2);
    check(encodeAndroidXml(sandboxed('2')), 24, 24, 2);
    check(manifest(usesSdk(24), element('manifest', { 'android:targetSandboxVersion': 3 })), 24, 24, 3);
    check(manifest(usesSdk(24), element('application', { 'android:targetSandboxVersion': 3 })), 24, 24, 1);
  });
});
