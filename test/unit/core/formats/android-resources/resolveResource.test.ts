import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type DeviceConfiguration } from '../../../../../src/core/formats/android-resources/chooseConfiguration.ts';
import { type ResourceConfiguration } from '../../../../../src/core/formats/android-resources/resourceConfiguration.ts';
import { createTableLookup, type ResourceLookup } from '../../../../../src/core/formats/android-resources/resourceLookup.ts';
import { type ResourceValue } from '../../../../../src/core/formats/android-resources/resourceValue.ts';
import { resolveIconFiles, resolveLabels } from '../../../../../src/core/formats/android-resources/resolveVariants.ts';
import { resolveResource, resolveText } from '../../../../../src/core/formats/android-resources/resolveResource.ts';

type Variants = readonly (readonly [ResourceConfiguration, ResourceValue | string])[];

/** The first resource is 0x7f010000, the next 0x7f010001, and so on. */
function lookupOf(...resources: readonly Variants[]): ResourceLookup {
  const entries = resources.map((variants, id) => ({
    id,
    name: `r${id}`,
    values: variants.map(([configuration, value]) => ({
      configuration,
      value: typeof value === 'string' ? { type: 'string' as const, value } : value,
    })),
  }));
  return createTableLookup({ packages: [{ id: 0x7f, name: 'com.example', types: [{ id: 1, name: 'string', entries }] }] });
}

const first = 0x7f010000;
const reference = (index: number): ResourceValue => ({ type: 'reference', id: first + index });

function check(variants: Variants, device: DeviceConfiguration, expected: string | undefined): void {
  strictEqual(resolveText(lookupOf(variants), reference(0), device), expected, JSON.stringify(device));
}

describe('resolving a resource', () => {
  it('takes the language, then the region, then the default', () => {
    const variants: Variants = [
      [{}, 'default'],
      [{ language: 'fr' }, 'fr'],
      [{ language: 'fr', region: 'CA' }, 'fr-CA'],
      [{ language: 'zh', script: 'Hant' }, 'zh-Hant'],
    ];
    check(variants, {}, 'default');
    check(variants, { locales: ['fr-FR'] }, 'fr');
    check(variants, { locales: ['fr-CA'] }, 'fr-CA');
    check(variants, { locales: ['de-DE', 'fr-FR'] }, 'fr');
    check(variants, { locales: ['de'] }, 'default');
    check(variants, { locales: ['zh-Hant-TW'] }, 'zh-Hant');
    check(variants, { locales: ['zh-Hans-CN'] }, 'default');
    check([[{ language: 'fr' }, 'fr']], { locales: ['de'] }, undefined);
  });

  it('takes the density that scales best', () => {
    const variants: Variants = [160, 240, 320, 640].map((density) => [{ density }, String(density)]);
    for (const [wanted, expected] of [
      [120, '160'],
      [160, '160'],
      [200, '240'],
      [330, '320'],
      [400, '640'],
      [480, '640'],
      [700, '640'],
    ] as const)
      check(variants, { density: wanted }, expected);
    check([...variants, [{ density: 65534 }, 'any']], { density: 160 }, 'any');
    check([...variants, [{ density: 65534, sdkVersion: 26 }, 'any']], { density: 160, sdkVersion: 25 }, '160');
  });

  it('takes the newest variant that the device knows', () => {
    const variants: Variants = [
      [{}, '0'],
      [{ sdkVersion: 31 }, '31'],
      [{ sdkVersion: 35 }, '35'],
    ];
    check(variants, { sdkVersion: 24 }, '0');
    check(variants, { sdkVersion: 33 }, '31');
    check(variants, {}, '35');
  });

  it('leaves out what is not for a phone by day, and takes the night when asked', () => {
    const variants: Variants = [
      [{}, 'plain'],
      [{ uiMode: 0x20 }, 'night'],
      [{ smallestScreenWidthDp: 600 }, 'tablet'],
      [{ uiMode: 0x06 }, 'watch'],
      [{ orientation: 2 }, 'land'],
      [{ screenLayout: 0x80 }, 'rtl'],
      [{ mcc: 310 }, 'network'],
    ];
    check(variants, {}, 'plain');
    check(variants, { night: true }, 'night');
  });

  it('follows references, but not in circles', () => {
    strictEqual(resolveText(lookupOf([[{}, reference(1)]], [[{}, 'end']]), reference(0)), 'end');
    strictEqual(resolveResource(lookupOf([[{}, reference(1)]], [[{}, reference(0)]]), first), undefined);
    strictEqual(resolveResource(lookupOf(), first), undefined);
    deepStrictEqual(resolveResource(lookupOf([[{}, { type: 'reference', id: 0 }]]), first), { type: 'null' });
  });
});

describe('the variants of labels and icons', () => {
  it('lists the labels of all locales, references followed in their locale', () => {
    const lookup = lookupOf(
      [
        [{ language: 'fr' }, reference(1)],
        [{}, 'Hello'],
        [{ language: 'pt', region: 'BR' }, 'Olá'],
        [{ density: 240 }, 'not shown twice'],
      ],
      [
        [{}, 'Hi'],
        [{ language: 'fr' }, 'Salut'],
      ],
    );
    deepStrictEqual(resolveLabels(lookup, reference(0)), [
      { text: 'Hello' },
      { locale: 'fr', text: 'Salut' },
      { locale: 'pt-BR', text: 'Olá' },
    ]);
    deepStrictEqual(resolveLabels(undefined, { type: 'string', value: 'literal' }), [{ text: 'literal' }]);
    deepStrictEqual(resolveLabels(lookup, { type: 'integer', value: 3 }), []);
  });

  it('lists the files of an icon by density', () => {
    const lookup = lookupOf(
      [[{}, reference(1)]],
      [
        [{ density: 65534, sdkVersion: 26 }, 'res/any.xml'],
        [{ density: 640 }, 'res/xxxhdpi.png'],
        [{ density: 160 }, 'res/mdpi.png'],
      ],
    );
    deepStrictEqual(resolveIconFiles(lookup, reference(0)), [
      { path: 'res/mdpi.png', density: 160, sdkVersion: 0 },
      { path: 'res/xxxhdpi.png', density: 640, sdkVersion: 0 },
      { path: 'res/any.xml', density: 65534, sdkVersion: 26 },
    ]);
    deepStrictEqual(resolveIconFiles(lookupOf([[{}, reference(0)]]), reference(0)), []);
  });
});
