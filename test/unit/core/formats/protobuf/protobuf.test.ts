import { deepStrictEqual, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { MalformedProtobuf, ProtoReader } from '../../../../../src/core/formats/protobuf/protoReader.ts';
import { ProtoWriter } from '../../../../../src/core/formats/protobuf/protoWriter.ts';

describe('protocol buffers', () => {
  it('give back every number, text and message', () => {
    const int32 = fc.integer({ min: -0x80000000, max: 0x7fffffff });
    fc.assert(
      fc.property(fc.nat(0xffffffff), int32, fc.nat(0xffffffff), fc.string({ unit: 'grapheme' }), (unsigned, signed, bits, text) => {
        const bytes = new ProtoWriter()
          .uint32(1, unsigned)
          .int32(2, signed)
          .fixed32(3, bits)
          .message(536870911, (message) => message.string(4, text))
          .finish();
        const reader = new ProtoReader(bytes);
        const read = [reader.next(), reader.uint32(), reader.next(), reader.int32(), reader.next(), reader.fixed32(), reader.next()];
        const inner = reader.message();
        deepStrictEqual(
          [...read, inner.next(), inner.string(), inner.next(), reader.next()],
          [1, unsigned, 2, signed, 3, bits, 536870911, 4, text, 0, 0],
        );
      }),
      { numRuns: 100 },
    );
  });

  it('encode negative numbers in ten bytes', () => {
    deepStrictEqual(Buffer.from(new ProtoWriter().int32(1, -1).finish()).toString('hex'), '08ffffffffffffffffff01');
    deepStrictEqual(Buffer.from(new ProtoWriter().int32(1, -2147483648).finish()).toString('hex'), '0880808080f8ffffffff01');
  });

  it('skip fields of every form', () => {
    const bytes = Uint8Array.of(0x08, 0x96, 0x01, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 1, 9, 0x25, 1, 2, 3, 4, 0x28, 5);
    const reader = new ProtoReader(bytes);
    const fields: number[] = [];
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      fields.push(field);
      reader.skip();
    }
    deepStrictEqual(fields, [1, 2, 3, 4, 5]);
  });

  it('are refused when malformed', () => {
    const cases: Readonly<Record<string, readonly number[]>> = {
      'field 0': [0x00, 0x01],
      'a length past the end': [0x0a, 0x05, 0x01],
      'a group': [0x0b],
      'a number of eleven bytes': [0x08, ...Array.from({ length: 10 }, () => 0x80), 0x01],
      'a number without end': [0x08, 0x80],
    };
    for (const [what, bytes] of Object.entries(cases)) {
      throws(
        () => {
          const reader = new ProtoReader(Uint8Array.from(bytes));
          while (reader.next() !== 0) reader.skip();
        },
        MalformedProtobuf,
        what,
      );
    }
    const wrongForm = new ProtoReader(Uint8Array.of(0x08, 0x01));
    wrongForm.next();
    throws(() => wrongForm.string(), MalformedProtobuf);
  });
});
