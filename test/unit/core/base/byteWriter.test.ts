import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader } from '../../../../src/core/base/byteReader.ts';
import { ByteWriter } from '../../../../src/core/base/byteWriter.ts';

describe('ByteWriter', () => {
  it('reads back what was written, whatever the capacity it began with', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('u8' as const), value: fc.nat(0xff) }),
      fc.record({ kind: fc.constant('u16' as const), value: fc.nat(0xffff) }),
      fc.record({ kind: fc.constant('u32' as const), value: fc.nat(0xffffffff) }),
      fc.record({ kind: fc.constant('u64' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
      fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 20 }), fc.boolean(), (steps, capacity, littleEndian) => {
        const writer = new ByteWriter({ capacity, littleEndian });
        for (const each of steps) {
          if (each.kind === 'bytes') writer.bytes(each.value);
          else if (each.kind === 'u64') writer.u64(each.value);
          else writer[each.kind](each.value);
        }
        const reader = new ByteReader(writer.finish(), { littleEndian });
        const read = steps.map((each) => (each.kind === 'bytes' ? Uint8Array.from(reader.take(each.value.length)) : reader[each.kind]()));
        deepStrictEqual([read, reader.remaining], [steps.map((each) => each.value), 0]);
      }),
    );
  });

  it('aligns with zeros', () => {
    deepStrictEqual(new ByteWriter({ capacity: 1 }).u8(1).align(4).finish(), Uint8Array.of(1, 0, 0, 0));
  });
});
