import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { concatBytes } from '../../../../../src/core/base/bytes.ts';
import { ByteWriter } from '../../../../../src/core/base/byteWriter.ts';
import { resourceId } from '../../../../../src/core/formats/android-resources/resourceId.ts';
import { type ResourceTable } from '../../../../../src/core/formats/android-resources/resourceTableModel.ts';
import { encodeResourceTable } from '../../../../../src/core/formats/resource-table/encodeResourceTable.ts';
import { inspectResourceTable } from '../../../../../src/core/formats/resource-table/inspectResourceTable.ts';
import { ResourceTableReader } from '../../../../../src/core/formats/resource-table/resourceTableReader.ts';
import { resourceTables } from '../../../../support/resourceArbitraries.ts';
import { compareConfigurations } from '../../../../../src/core/formats/android-resources/compareConfigurations.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

/** Variants in the order of a table. */
function inTableOrder(table: ResourceTable): ResourceTable {
  const packages = table.packages.map((tablePackage) => ({
    ...tablePackage,
    types: tablePackage.types.map((type) => ({
      ...type,
      entries: type.entries.map((entry) => ({
        ...entry,
        values: entry.values.toSorted((a, b) => compareConfigurations(a.configuration, b.configuration)),
      })),
    })),
  }));
  return { packages };
}

const sample: ResourceTable = {
  packages: [
    {
      id: 0x7f,
      name: 'com.example',
      types: [
        {
          id: 1,
          name: 'string',
          entries: [
            {
              id: 0,
              name: 'app_name',
              values: [
                { configuration: {}, value: { type: 'string', value: 'Hello' } },
                { configuration: { language: 'fr' }, value: { type: 'string', value: 'Bonjour' } },
              ],
            },
            { id: 2, name: 'other', values: [{ configuration: {}, value: { type: 'integer', value: 5 } }] },
          ],
        },
        {
          id: 2,
          name: 'style',
          entries: [
            {
              id: 0,
              name: 'Theme',
              values: [
                {
                  configuration: {},
                  value: {
                    type: 'map',
                    kind: 'style',
                    parent: 0x01030241,
                    items: [{ key: 0x01010054, value: { type: 'boolean', value: true } }],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

function codesOf(bytes: Uint8Array): string[] {
  return inspectResourceTable(bytes).issues.map(({ code }) => code);
}

function changed(change: (view: DataView) => void): Uint8Array {
  const bytes = encodeResourceTable(sample).slice();
  change(new DataView(bytes.buffer));
  return bytes;
}

function packageAt(view: DataView): number {
  return 12 + view.getUint32(16, true);
}

/** Where the nth chunk of this type begins inside the package. */
function chunkAt(view: DataView, type: number, nth = 0): number {
  let left = nth;
  for (let offset = packageAt(view) + 288; offset < view.byteLength; offset += view.getUint32(offset + 4, true)) {
    if (view.getUint16(offset, true) === type && left-- === 0) return offset;
  }
  throw new Error(`no chunk ${type}`);
}

const typeChunk = 0x0201;

/** The sample's table with the one type chunk instead of its types. */
function withTypeChunk(chunk: Uint8Array): Uint8Array {
  const whole = encodeResourceTable(sample);
  const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
  const start = packageAt(view);
  const bytes = concatBytes(whole.subarray(0, chunkAt(view, 0x0202)), chunk);
  const result = new DataView(bytes.buffer);
  result.setUint32(4, bytes.length, true);
  result.setUint32(start + 4, bytes.length - start, true);
  return bytes;
}

/** A type chunk with the old 28-byte configuration. */
function oldTypeChunk(
  flags: number,
  count: number,
  offsets: (writer: ByteWriter) => void,
  entries: (writer: ByteWriter) => void,
): Uint8Array {
  const writer = new ByteWriter();
  writer.u16(typeChunk).u16(48).u32(0).u8(1).u8(flags).u16(0).u32(count).u32(0);
  writer
    .u32(28)
    .zeros(4)
    .bytes(Uint8Array.of(0x66, 0x72, 0, 0))
    .zeros(16);
  offsets(writer);
  writer.align(4).patchU32(16, writer.length);
  entries(writer);
  return writer.patchU32(4, writer.length).finish();
}

function simpleEntry(writer: ByteWriter, value: number): void {
  writer.u16(8).u16(0).u32(0).u16(8).u8(0).u8(0x10).u32(value);
}

function valuesOf(chunk: Uint8Array): unknown {
  const bytes = withTypeChunk(chunk);
  const { table, issues } = inspectResourceTable(bytes);
  deepStrictEqual(issues, []);
  const entries = table?.packages[0]?.types[0]?.entries ?? [];
  const reader = new ResourceTableReader(bytes);
  for (const entry of entries) deepStrictEqual(reader.find(resourceId(0x7f, 1, entry.id))?.entry, entry);
  return entries.map(({ id, values }) => [id, values]);
}

const french = (value: number) => [{ configuration: { language: 'fr' }, value: { type: 'integer', value } }];

describe('the binary resource table', () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(resourceTables, (table) =>
        deepStrictEqual(inspectResourceTable(encodeResourceTable(table)), { table: inTableOrder(table), issues: [] }),
      ),
      { numRuns: 60 },
    );
  });

  it('gives each resource alone as it gives them all', () => {
    fc.assert(
      fc.property(resourceTables, (table) => {
        const reader = new ResourceTableReader(encodeResourceTable(table));
        for (const { id, name, types } of inTableOrder(table).packages) {
          for (const type of types) {
            for (const entry of type.entries)
              deepStrictEqual(reader.find(resourceId(id, type.id, entry.id)), { packageName: name, typeName: type.name, entry });
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same bytes for the same table', () => {
    deepStrictEqual(encodeResourceTable(sample), encodeResourceTable(structuredClone(sample)));
  });

  it('says for each entry which changes of the device matter', () => {
    const bytes = encodeResourceTable(sample);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const spec = chunkAt(view, 0x0202);
    deepStrictEqual(
      [0, 1, 2].map((entry) => view.getUint32(spec + 16 + 4 * entry, true)),
      [0x0004, 0, 0],
    );
  });

  it('reads sparse types', () => {
    const chunk = oldTypeChunk(
      0x01,
      2,
      (writer) => writer.u16(3).u16(0).u16(900).u16(4),
      (writer) => {
        simpleEntry(writer, 10);
        simpleEntry(writer, 20);
      },
    );
    deepStrictEqual(valuesOf(chunk), [
      [3, french(10)],
      [900, french(20)],
    ]);
  });

  it('reads types with offsets of 16 bits', () => {
    const chunk = oldTypeChunk(
      0x02,
      3,
      (writer) => writer.u16(0).u16(0xffff).u16(4),
      (writer) => {
        simpleEntry(writer, 10);
        simpleEntry(writer, 20);
      },
    );
    deepStrictEqual(valuesOf(chunk), [
      [0, french(10)],
      [2, french(20)],
    ]);
  });

  it('reads compact entries, and entries that share one place', () => {
    const chunk = oldTypeChunk(
      0x00,
      2,
      (writer) => writer.u32(0).u32(0),
      (writer) => writer.u16(0).u16(0x1008).u32(7),
    );
    deepStrictEqual(valuesOf(chunk), [
      [0, french(7)],
      [1, french(7)],
    ]);
  });

  describe('malformed input', () => {
    it('resource-table-not-a-table', () => {
      deepStrictEqual(codesOf(new Uint8Array(5)), ['resource-table-not-a-table']);
      strictEqual(inspectResourceTable(new Uint8Array(100)).table, undefined);
    });
    it('resource-table-truncated, at every length', () => {
      const whole = encodeResourceTable(sample);
      for (let length = 12; length < whole.length; length += 4)
        ok(codesOf(whole.subarray(0, length)).includes('resource-table-truncated'), `${length}`);
    });
    it('resource-table-odd-chunk', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint32(chunkAt(view, typeChunk, 2) + 4, 3, true))), ['resource-table-odd-chunk']);
    });
    it('resource-table-bad-entry: outside its chunk, and a map of more items than there are', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint32(chunkAt(view, typeChunk) + 84, 0x7ffffff0, true))), [
        'resource-table-bad-entry',
      ]);
      deepStrictEqual(codesOf(changed((view) => view.setUint32(chunkAt(view, typeChunk, 2) + 88 + 12, 0x10000000, true))), [
        'resource-table-bad-entry',
      ]);
    });
    it('resource-table-bad-string', () => {
      deepStrictEqual(codesOf(changed((view) => view.setUint32(chunkAt(view, typeChunk) + 96 + 12, 77, true))), [
        'resource-table-bad-string',
      ]);
    });
    it('resource-table-string-count', () => {
      ok(codesOf(changed((view) => view.setUint32(20, 0x10000000, true))).includes('resource-table-string-count'));
    });
    it('does not multiply maps that lie over each other', async () => {
      const count = 20_000;
      const chunk = oldTypeChunk(
        0x00,
        count,
        (writer) => {
          for (let index = 0; index < count; index += 1) writer.u32(index * 4);
        },
        (writer) => {
          // Read at any multiple of four, this is a map of some thousand items.
          for (let index = 0; index < 60_000; index += 1) writer.u16(0x1f).u16(0x01);
        },
      );
      await withinProcessorTime(1500, () => inspectResourceTable(withTypeChunk(chunk)));
    });
  });
});
