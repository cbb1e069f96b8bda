/** Arbitrary Android resources for property tests: everything the formats keep, nothing they cannot contain. */

import fc from 'fast-check';
import { androidAttributeId } from '../../src/core/formats/android-resources/attributeIds.ts';
import { type ResourceConfiguration } from '../../src/core/formats/android-resources/resourceConfiguration.ts';
import { type ResourceMap, type ResourceTable } from '../../src/core/formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../../src/core/formats/android-resources/resourceValue.ts';
import { androidNamespace, type XmlAttribute, type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';

const uint32 = fc.nat(0xffffffff);
const int32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
/** Lone surrogates have no UTF-8 form. */
export const texts = fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', 'é', '中', '😀', '\uE000', '&', '"'), maxLength: 200 });
const names = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1'), minLength: 1, maxLength: 8 });

const spans = fc.array(fc.record({ name: names, first: fc.nat(100), last: fc.nat(100) }), { minLength: 1, maxLength: 3 });

/** Records of fast-check have no prototype now and then, which strict comparison tells from those that have. */
function withPrototypes<Value>(value: Value): Value {
  return structuredClone(value);
}

const plainStrings: fc.Arbitrary<ResourceValue> = texts.map((value) => ({ type: 'string', value }));
const styledStrings: fc.Arbitrary<ResourceValue> = fc.record({ type: fc.constant('string' as const), value: texts, spans });

const scalarValues: fc.Arbitrary<ResourceValue> = fc.oneof(
  fc.constantFrom<ResourceValue>({ type: 'null' }, { type: 'empty' }, { type: 'boolean', value: true }, { type: 'boolean', value: false }),
  fc.record({ id: uint32, attribute: fc.boolean(), dynamic: fc.boolean() }).map(({ id, attribute, dynamic }) => ({
    type: 'reference' as const,
    id,
    ...(attribute && { attribute }),
    ...(dynamic && { dynamic }),
  })),
  fc.float({ noNaN: true }).map((value) => ({ type: 'float' as const, value })),
  uint32.map((bits) => ({ type: 'dimension' as const, bits })),
  uint32.map((bits) => ({ type: 'fraction' as const, bits })),
  fc.tuple(int32, fc.boolean()).map(([value, hex]) => ({ type: 'integer' as const, value, ...(hex && { hexadecimal: true }) })),
  fc.record({ type: fc.constant('color' as const), argb: uint32, form: fc.constantFrom('argb8', 'rgb8', 'argb4', 'rgb4') }),
);

const resourceValues = fc.oneof(scalarValues, plainStrings, styledStrings);

const attributeNames = fc.constantFrom('name', 'label', 'icon', 'theme', 'exported', 'id', 'dataExtractionRules', 'pageSizeCompat');

const attributes: fc.Arbitrary<XmlAttribute> = fc.oneof(
  fc.record({ name: attributeNames, value: fc.oneof(scalarValues, plainStrings) }).map(({ name, value }) => {
    const resourceId = androidAttributeId(name);
    return { name, namespaceUri: androidNamespace, ...(resourceId !== undefined && { resourceId }), value };
  }),
  fc.record({ name: fc.constantFrom('package', 'class', 'style', 'name', 'cleartextTrafficPermitted'), value: plainStrings }),
  fc.record({ name: names, namespaceUri: fc.constant('urn:other'), value: scalarValues, rawValue: fc.constant('as written') }),
);

/** A tree whose attributes are in the order that an encoder gives them. */
export const xmlElements: fc.Arbitrary<XmlElement> = fc
  .letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record(
      {
        name: names,
        namespaceUri: fc.constant('urn:other'),
        attributes: fc
          .uniqueArray(attributes, { maxLength: 5, selector: ({ name, namespaceUri }) => `${namespaceUri} ${name}` })
          .map(sorted),
        children: fc.array(
          fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            texts.map((text) => ({ text })),
            tie('element'),
          ),
          { maxLength: 4 },
        ),
        namespaces: fc.array(fc.record({ prefix: names, uri: fc.constantFrom(androidNamespace, 'urn:other') }), {
          minLength: 1,
          maxLength: 2,
        }),
        line: fc.integer({ min: 1, max: 5000 }),
      },
      { requiredKeys: ['name', 'attributes', 'children'] },
    ),
  }))
  .element.map(withPrototypes);

function sorted(list: readonly XmlAttribute[]): XmlAttribute[] {
  const key = ({ resourceId = Infinity, namespaceUri = '', name }: XmlAttribute): [number, string] => [
    resourceId,
    `${namespaceUri} ${name}`,
  ];
  return list.toSorted((a, b) => {
    const [[idA, textA], [idB, textB]] = [key(a), key(b)];
    return idA === idB ? (textA < textB ? -1 : 1) : idA - idB;
  });
}

const byte = (max: number) => fc.integer({ min: 1, max });

/** Fields as platforms define them, so that they survive the protobuf form as well. */
const configurations: fc.Arbitrary<ResourceConfiguration> = fc
  .record(
    {
      mcc: byte(999),
      mnc: byte(999),
      language: fc.constantFrom('fr', 'zh', 'fil', 'sr'),
      density: fc.constantFrom(160, 240, 320, 640, 65534, 65535),
      sdkVersion: byte(36),
      minorVersion: byte(1),
      smallestScreenWidthDp: byte(1000),
      screenWidthDp: byte(1000),
      screenHeightDp: byte(1000),
      screenWidth: byte(3000),
      screenHeight: byte(3000),
      orientation: byte(3),
      touchscreen: byte(3),
      keyboard: byte(3),
      navigation: byte(4),
      inputFlags: fc.constantFrom(1, 2, 3, 4, 8, 5, 10),
      grammaticalInflection: byte(3),
      screenLayout: fc.constantFrom(0x01, 0x04, 0x10, 0x20, 0x40, 0x80, 0x92),
      uiMode: fc.constantFrom(0x01, 0x07, 0x10, 0x20, 0x23),
      screenLayout2: fc.constantFrom(1, 2),
      colorMode: fc.constantFrom(1, 2, 4, 8, 9),
      extra: fc.record(
        {
          region: fc.constantFrom('BR', '419'),
          script: fc.constant('Latn'),
          variant: fc.constantFrom('1901', 'polyton'),
          numberingSystem: fc.constant('arab'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ extra, ...rest }) => ({ ...rest, ...(rest.language !== undefined && extra) }));

const items = (keys: fc.Arbitrary<number>) =>
  fc.uniqueArray(fc.record({ key: keys, value: resourceValues }), { maxLength: 4, selector: ({ key }) => key });

const inOrder = (list: ResourceMap['items']): ResourceMap['items'] => list.toSorted((a, b) => a.key - b.key);

const maps: Readonly<Record<string, fc.Arbitrary<ResourceMap>>> = {
  style: fc.record({
    type: fc.constant('map' as const),
    kind: fc.constant('style' as const),
    parent: uint32,
    items: items(fc.integer({ min: 0x01010000, max: 0x010106ac })).map(inOrder),
  }),
  array: fc.array(resourceValues, { maxLength: 4 }).map((values) => ({
    type: 'map',
    kind: 'array',
    parent: 0,
    items: values.map((value, index) => ({ key: 0x01000001 + index, value })),
  })),
  plurals: fc.record({
    type: fc.constant('map' as const),
    kind: fc.constant('plurals' as const),
    parent: fc.constant(0),
    items: items(fc.integer({ min: 0x01000004, max: 0x01000009 })),
  }),
};

function typeOf(id: number, name: string): fc.Arbitrary<ResourceTable['packages'][number]['types'][number]> {
  const value: fc.Arbitrary<ResourceValue | ResourceMap> = maps[name] ?? resourceValues;
  const entry = fc.record(
    {
      id: fc.nat(40),
      name: names,
      isPublic: fc.constant(true),
      values: fc.uniqueArray(fc.record({ configuration: configurations, value }), {
        minLength: 1,
        maxLength: 3,
        selector: ({ configuration }) => JSON.stringify(configuration),
      }),
    },
    { requiredKeys: ['id', 'name', 'values'] },
  );
  return fc
    .uniqueArray(entry, { minLength: 1, maxLength: 4, selector: (candidate) => candidate.id })
    .map((entries) => ({ id, name, entries: entries.toSorted((a, b) => a.id - b.id) }));
}

export const resourceTables: fc.Arbitrary<ResourceTable> = fc
  .tuple(typeOf(1, 'string'), typeOf(2, 'style'), typeOf(3, 'array'), typeOf(5, 'plurals'))
  .map((types) => ({ packages: [{ id: 0x7f, name: 'com.example.app', types }] }))
  .map(withPrototypes);
