import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { androidAttributeId, androidAttributeName } from '../../../../../src/core/formats/android-resources/attributeIds.ts';
import { formatDimension, packDimension } from '../../../../../src/core/formats/android-resources/complexValue.ts';
import { formatResourceValue } from '../../../../../src/core/formats/android-resources/formatValue.ts';
import { localeTag, parseLocaleTag } from '../../../../../src/core/formats/android-resources/localeTag.ts';
import { packLanguage, packRegion, unpackLanguage, unpackRegion } from '../../../../../src/core/formats/android-resources/packedLocale.ts';
import { type ResourceValue } from '../../../../../src/core/formats/android-resources/resourceValue.ts';
import { attributeById, attributeValue, plainStringAttribute } from '../../../../../src/core/formats/android-resources/xmlAccess.ts';
import { androidNamespace, type XmlElement } from '../../../../../src/core/formats/android-resources/xmlModel.ts';

describe('the ids of android: attributes', () => {
  /** One of each API level from 1 to 36. */
  const known: Readonly<Record<string, number>> = {
    theme: 0x01010000,
    name: 0x01010003,
    minSdkVersion: 0x0101020c,
    versionCode: 0x0101021b,
    exported: 0x01010010,
    installLocation: 0x010102b7,
    supportsRtl: 0x010103af,
    banner: 0x010103f2,
    extractNativeLibs: 0x010104ea,
    usesCleartextTraffic: 0x010104ec,
    networkSecurityConfig: 0x01010527,
    roundIcon: 0x0101052c,
    appComponentFactory: 0x0101057a,
    requestLegacyExternalStorage: 0x01010603,
    forceQueryable: 0x01010608,
    windowSplashScreenBackground: 0x0101062c,
    dataExtractionRules: 0x0101063e,
    localeConfig: 0x0101065b,
    enableOnBackInvokedCallback: 0x0101066c,
    allowUpdateOwnership: 0x01010680,
    windowOptOutEdgeToEdgeEnforcement: 0x0101069a,
    pageSizeCompat: 0x010106ab,
    wantsRoleHolderPriority: 0x010106ac,
  };
  it('are those of the platform, both ways', () => {
    for (const [name, id] of Object.entries(known)) deepStrictEqual([androidAttributeId(name), androidAttributeName(id)], [id, name]);
  });
  it('leave gaps where the platform removed names', () => {
    deepStrictEqual(
      [androidAttributeName(0x01010629), androidAttributeName(0x0101068a), androidAttributeId('nonsense')],
      [undefined, undefined, undefined],
    );
  });
});

describe('complex values', () => {
  it('pack as the platform packs them', () => {
    for (const [bits, value, unit, text] of [
      [0x0c01, 12, 'dp', '12dp'],
      [0x271000, 10000, 'px', '10000px'],
      [0xfe600022, -3.25, 'sp', '-3.25sp'],
      [0x00c00024, 1.5, 'in', '1.5in'],
    ] as const) {
      strictEqual(packDimension(value, unit), bits, text);
      strictEqual(formatDimension(bits), text);
    }
  });
});

describe('values as text', () => {
  const cases: Readonly<Record<string, ResourceValue>> = {
    '@null': { type: 'reference', id: 0 },
    '@empty': { type: 'empty' },
    '@0x7f010000': { type: 'reference', id: 0x7f010000 },
    '?string/x': { type: 'reference', id: 1, attribute: true, name: 'string/x' },
    '0x10': { type: 'integer', value: 16, hexadecimal: true },
    '-5': { type: 'integer', value: -5 },
    '#ff2f6feb': { type: 'color', argb: 0xff2f6feb, form: 'argb8' },
    '#2f6feb': { type: 'color', argb: 0xff2f6feb, form: 'rgb8' },
    '#1234': { type: 'color', argb: 0x11223344, form: 'argb4' },
    '#f80': { type: 'color', argb: 0xffff8800, form: 'rgb4' },
    '33.3%p': { type: 'fraction', bits: 0x2a9fbe31 },
    '1.5': { type: 'float', value: 1.5 },
  };
  for (const [text, value] of Object.entries(cases)) it(text, () => strictEqual(formatResourceValue(value), text));
});

describe('locales', () => {
  it('read and write BCP 47', () => {
    deepStrictEqual(parseLocaleTag('zh_hant-tw'), { language: 'zh', script: 'Hant', region: 'TW' });
    for (const tag of ['fr', 'fr-BR', 'es-419', 'sr-Latn-RS', 'de-1901', 'ar-EG-u-nu-latn', 'fil'])
      strictEqual(localeTag(parseLocaleTag(tag)), tag);
    deepStrictEqual(parseLocaleTag(''), {});
  });
  it('pack three letters in two bytes', () => {
    for (const language of ['fr', 'fil', 'zzz', 'aaa']) strictEqual(unpackLanguage(...packLanguage(language)), language);
    for (const region of ['US', '419', '001']) strictEqual(unpackRegion(...packRegion(region)), region);
    deepStrictEqual(packLanguage(''), [0, 0]);
  });
});

describe('finding attributes', () => {
  const element: XmlElement = {
    name: 'application',
    attributes: [
      { name: 'obfuscated', resourceId: 0x0101000f, value: { type: 'boolean', value: true } },
      { name: 'minSdkVersion', namespaceUri: androidNamespace, value: { type: 'string', value: '24' } },
      { name: 'label', namespaceUri: 'urn:other', value: { type: 'string', value: 'not this' } },
      { name: 'package', value: { type: 'string', value: 'com.example' } },
    ],
    children: [],
  };
  it('goes by id first, then by namespace and name', () => {
    deepStrictEqual(attributeValue(element, 'debuggable'), { type: 'boolean', value: true });
    deepStrictEqual(attributeById(element, 0x0101000f), { type: 'boolean', value: true });
    deepStrictEqual(attributeValue(element, 'minSdkVersion'), { type: 'string', value: '24' });
    strictEqual(attributeValue(element, 'label'), undefined);
    strictEqual(attributeValue(element, 'package'), undefined);
    strictEqual(plainStringAttribute(element, 'package'), 'com.example');
  });
});
