import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { encodeBundleConfig, inspectBundleConfig } from '../../../../../src/core/formats/android-proto/bundleConfig.ts';
import { encodeProtoResourceTable } from '../../../../../src/core/formats/android-proto/encodeProtoResourceTable.ts';
import { encodeProtoXml } from '../../../../../src/core/formats/android-proto/encodeProtoXml.ts';
import { inspectProtoResourceTable } from '../../../../../src/core/formats/android-proto/inspectProtoResourceTable.ts';
import { inspectProtoXml } from '../../../../../src/core/formats/android-proto/inspectProtoXml.ts';
import { ProtoResourceTableReader } from '../../../../../src/core/formats/android-proto/protoResourceTableReader.ts';
import { resourceId } from '../../../../../src/core/formats/android-resources/resourceId.ts';
import { type ResourceMap, type ResourceTable } from '../../../../../src/core/formats/android-resources/resourceTableModel.ts';
import { type ResourceValue } from '../../../../../src/core/formats/android-resources/resourceValue.ts';
import { type XmlElement } from '../../../../../src/core/formats/android-resources/xmlModel.ts';
import { ProtoWriter } from '../../../../../src/core/formats/protobuf/protoWriter.ts';
import { resourceTables, xmlElements } from '../../../../support/resourceArbitraries.ts';

function tableOf(typeName: string, value: ResourceValue | ResourceMap): ResourceTable {
  const entry = { id: 0, name: 'entry', values: [{ configuration: {}, value }] };
  return { packages: [{ id: 0x7f, name: 'com.example', types: [{ id: 1, name: typeName, entries: [entry] }] }] };
}

function checkKept(table: ResourceTable): void {
  deepStrictEqual(inspectProtoResourceTable(encodeProtoResourceTable(table)), { table, issues: [] });
}

describe('the protobuf form of Android XML', () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(xmlElements, (root) => deepStrictEqual(inspectProtoXml(encodeProtoXml(root)), { root, issues: [] })),
      { numRuns: 80 },
    );
  });

  it('writes the text of every attribute, as aapt2 does', () => {
    const root: XmlElement = { name: 'a', attributes: [{ name: 'exported', value: { type: 'boolean', value: true } }], children: [] };
    ok(Buffer.from(encodeProtoXml(root)).includes('true'));
  });
});

describe('the protobuf form of a resource table', () => {
  it('gives back what was encoded', () => {
    fc.assert(fc.property(resourceTables, checkKept), { numRuns: 60 });
  });

  it('gives each resource alone as it gives them all', () => {
    fc.assert(
      fc.property(resourceTables, (table) => {
        const reader = new ProtoResourceTableReader(encodeProtoResourceTable(table));
        for (const { id, name, types } of table.packages) {
          for (const type of types) {
            for (const entry of type.entries)
              deepStrictEqual(reader.find(resourceId(id, type.id, entry.id)), { packageName: name, typeName: type.name, entry });
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what kind of file a resource is', () => {
    for (const file of ['png', 'xml', 'other'] as const) checkKept(tableOf('drawable', { type: 'string', value: 'res/a.bin', file }));
  });

  it('keeps names of references, ids and attributes with their symbols', () => {
    checkKept(tableOf('string', { type: 'reference', id: 0x7f010001, name: 'string/other' }));
    checkKept(tableOf('id', { type: 'boolean', value: false }));
    const items = [
      { key: 0x01000000, value: { type: 'integer' as const, value: 0x10000 } },
      { key: 0x01000001, value: { type: 'integer' as const, value: -3 } },
      { key: 0x7f020000, value: { type: 'integer' as const, value: -1, hexadecimal: true } },
    ];
    checkKept(tableOf('attr', { type: 'map', kind: 'attribute', parent: 0, items }));
  });

  it('reads dimensions as older tools wrote them', () => {
    const bytes = new ProtoWriter()
      .message(2, (tablePackage) =>
        tablePackage.message(3, (type) =>
          type.message(3, (entry) =>
            entry.message(6, (config) =>
              config.message(2, (value) => value.message(4, (item) => item.message(7, (primitive) => primitive.fixed32(4, 0x00000c01)))),
            ),
          ),
        ),
      )
      .finish();
    deepStrictEqual(inspectProtoResourceTable(bytes).table?.packages[0]?.types[0]?.entries[0]?.values, [
      { configuration: {}, value: { type: 'dimension', bits: 0xc01 } },
    ]);
  });
});

describe('the configuration of an app bundle', () => {
  it('has the ten bytes that bundletool writes for a version alone', () => {
    deepStrictEqual(Buffer.from(encodeBundleConfig({ bundletoolVersion: '1.18.2' })).toString('hex'), '0a081206312e31382e32');
  });

  it('gives back what was encoded', () => {
    const config = { bundletoolVersion: '1.18.2', uncompressedGlobs: ['assets/www/**', '**.mp4'] };
    deepStrictEqual(inspectBundleConfig(encodeBundleConfig(config)), { config, issues: [] });
  });
});

describe('malformed protobuf forms', () => {
  const codes = (issues: readonly { readonly code: string }[]) => issues.map(({ code }) => code);

  it('android-proto-malformed', () => {
    const wrong = Uint8Array.of(0x0a, 0x7f, 0x01);
    deepStrictEqual(codes(inspectProtoXml(wrong).issues), ['android-proto-malformed']);
    deepStrictEqual(codes(inspectProtoResourceTable(Uint8Array.of(0x12, 0x02, 0x1a)).issues), ['android-proto-malformed']);
    deepStrictEqual(codes(inspectBundleConfig(wrong).issues), ['android-proto-malformed']);
    const broken = new ProtoWriter()
      .message(2, (tablePackage) => tablePackage.message(3, (type) => type.message(3, (entry) => entry.uint32(2, 5))))
      .finish();
    const reader = new ProtoResourceTableReader(broken);
    deepStrictEqual([reader.find(0), reader.find(0), codes(reader.issues)], [undefined, undefined, ['android-proto-malformed']]);
    deepStrictEqual(codes(inspectProtoResourceTable(broken).issues), ['android-proto-malformed']);
  });

  it('android-proto-no-root', () => {
    deepStrictEqual(codes(inspectProtoXml(new Uint8Array()).issues), ['android-proto-no-root']);
    deepStrictEqual(codes(inspectProtoXml(new ProtoWriter().string(2, 'text').finish()).issues), ['android-proto-no-root']);
  });

  it('android-proto-too-deep', () => {
    let root: XmlElement = { name: 'x', attributes: [], children: [] };
    for (let depth = 0; depth < 600; depth += 1) root = { name: 'x', attributes: [], children: [root] };
    deepStrictEqual(codes(inspectProtoXml(encodeProtoXml(root)).issues), ['android-proto-too-deep']);
  });

  it('android-proto-too-large', () => {
    const element = new Uint8Array(4_000_010).fill(0);
    for (let index = 0; index < element.length; index += 2) element[index] = 0x22;
    const bytes = new ProtoWriter().bytes(1, element).finish();
    deepStrictEqual(codes(inspectProtoXml(bytes).issues), ['android-proto-too-large']);
  });
});
