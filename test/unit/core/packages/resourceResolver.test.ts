import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type ResourceConfiguration } from '../../../../src/core/formats/android-resources/resourceConfiguration.ts';
import { type ResourceValue } from '../../../../src/core/formats/android-resources/resourceValue.ts';
import { iconFiles } from '../../../../src/core/packages/packageIcon.ts';
import { ResourceResolver } from '../../../../src/core/packages/resourceResolver.ts';
import { reference } from '../../../support/manifestTree.ts';

type Variants = readonly (readonly [ResourceConfiguration, ResourceValue | string])[];

/** The ids are the places in the list, from 1. */
function resolverOf(...resources: readonly Variants[]): ResourceResolver {
  return new ResourceResolver({
    find: (id) => {
      const values = resources[id - 1]?.map(([configuration, value]) => ({
        configuration,
        value: typeof value === 'string' ? { type: 'string' as const, value } : value,
      }));
      return values && { packageName: 'com.acme.app', typeName: 'string', entry: { id, name: 'x', values } };
    },
  });
}

describe('resource resolver', () => {
  it('follows references, but not in circles', () => {
    strictEqual(resolverOf([[{}, reference(2)]], [[{}, 'end']]).text(reference(1)), 'end');
    strictEqual(resolverOf([[{}, reference(2)]], [[{}, reference(1)]]).resolve(reference(1)), undefined);
    strictEqual(resolverOf().resolve(reference(1)), undefined);
    strictEqual(resolverOf().resolve(reference(0)), undefined);
    deepStrictEqual(iconFiles(reference(1), resolverOf([[{}, reference(1)]]), ''), []);
  });

  it('answers for a phone with the newest Android', () => {
    const resolver = resolverOf([
      [{}, { type: 'boolean', value: true }],
      [{ smallestScreenWidthDp: 600 }, { type: 'boolean', value: true }],
      [{ sdkVersion: 30 }, { type: 'boolean', value: false }],
    ]);
    strictEqual(resolver.boolean(reference(1)), false);
  });

  it('shows the first text of an app that has none for everybody', () => {
    const resolver = resolverOf([
      [{ language: 'fr' }, 'Bonjour'],
      [{ language: 'pt' }, 'Olá'],
    ]);
    strictEqual(resolver.text(reference(1)), 'Bonjour');
    strictEqual(resolver.text(reference(1), 'pt'), 'Olá');
  });

  it('lists the labels of all locales, references followed in their locale', () => {
    const resolver = resolverOf(
      [
        [{}, 'Hello'],
        [{ density: 240 }, 'not shown twice'],
        [{ language: 'fr' }, reference(2)],
        [{ language: 'iw' }, 'Shalom'],
        [{ language: 'pt', region: 'BR' }, 'Olá'],
      ],
      [
        [{}, 'Hi'],
        [{ language: 'fr' }, 'Salut'],
      ],
    );
    deepStrictEqual(Object.fromEntries(resolver.localizedTexts(reference(1))), {
      '': 'not shown twice',
      fr: 'Salut',
      he: 'Shalom',
      'pt-BR': 'Olá',
    });
    deepStrictEqual([...resolver.localizedTexts({ type: 'string', value: 'literal' })], [['', 'literal']]);
    deepStrictEqual([...resolver.localizedTexts(undefined)], []);
  });

  it('lists the files of an icon that is another name of one', () => {
    const resolver = resolverOf(
      [[{}, reference(2)]],
      [
        [{ density: 65534, sdkVersion: 26 }, 'res/any.xml'],
        [{ density: 640 }, 'res/xxxhdpi.png'],
        [{ density: 160 }, 'res/mdpi.png'],
      ],
    );
    deepStrictEqual(iconFiles(reference(1), resolver, 'base/'), [
      { path: 'base/res/mdpi.png', density: 160 },
      { path: 'base/res/xxxhdpi.png', density: 640 },
      { path: 'base/res/any.xml', density: 65534, sdkVersion: 26 },
    ]);
  });
});
