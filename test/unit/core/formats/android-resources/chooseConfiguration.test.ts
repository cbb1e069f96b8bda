import { strictEqual } from 'node:assert/strict';
import { chooseConfiguration, type DeviceConfiguration } from '../../../../../src/core/formats/android-resources/chooseConfiguration.ts';
import { type ResourceConfiguration } from '../../../../../src/core/formats/android-resources/resourceConfiguration.ts';

type Variants = readonly (readonly [ResourceConfiguration, string])[];

function check(variants: Variants, device: DeviceConfiguration, expected: string | undefined): void {
  const candidates = variants.map(([configuration, text]) => ({ configuration, text }));
  strictEqual(chooseConfiguration(candidates, device)?.text, expected, JSON.stringify(device));
}

describe('the variant that a device takes', () => {
  it('is of the language, then the region, else the default', () => {
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

  it('is of the dialect only where that one is asked for', () => {
    const variants: Variants = [
      [{ language: 'ca', variant: 'valencia' }, 'valencia'],
      [{ language: 'ca' }, 'ca'],
    ];
    check(variants, { locales: ['ca'] }, 'ca');
    check(variants, { locales: ['ca-valencia'] }, 'valencia');
  });

  it('is of the density that scales best', () => {
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

  it('is the newest that the device knows', () => {
    const variants: Variants = [
      [{}, '0'],
      [{ sdkVersion: 31 }, '31'],
      [{ sdkVersion: 35 }, '35'],
    ];
    check(variants, { sdkVersion: 24 }, '0');
    check(variants, { sdkVersion: 33 }, '31');
    check(variants, {}, '35');
  });

  it('is for a phone by day, and for the night when asked', () => {
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
});
