import assert from 'node:assert/strict';
import { concatBytes, type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { encodeFatHeader, placeFatSlices } from '../../../../../src/core/formats/mach-o/encodeFatHeader.ts';
import { inspectFatHeader } from '../../../../../src/core/formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../../../../src/core/formats/mach-o/inspectMachO.ts';
import { encodeSignedHeader, inspectSignatureSpace, type SignatureSpace } from '../../../../../src/core/formats/mach-o/signatureSpace.ts';
import { armv7 } from '../../../../support/machOFiles.ts';
import { signableMachO } from '../../../../support/signableMachO.ts';

function inspect(bytes: Bytes, length = bytes.length): ReturnType<typeof inspectSignatureSpace> {
  const { file } = inspectMachO(bytes);
  assert.ok(file);
  return inspectSignatureSpace(file, length);
}

function refuse(bytes: Bytes, expected: IssueCode, length = bytes.length): void {
  const { space, issues } = inspect(bytes, length);
  assert.deepEqual([space, issues.map(({ code }) => code)], [undefined, [expected]]);
}

/** The file with room for a signature of that length, which is all zeros. */
function withRoom(bytes: Bytes, signatureBytes: number): { readonly bytes: Bytes; readonly space: SignatureSpace } {
  const { file } = inspectMachO(bytes);
  assert.ok(file);
  const { space } = inspectSignatureSpace(file, bytes.length);
  assert.ok(space);
  const header = encodeSignedHeader(bytes, file, space, signatureBytes);
  const padding = new Uint8Array(space.codeLimit - space.keptBytes + signatureBytes);
  return { bytes: concatBytes(header, bytes.subarray(space.headerBytes, space.keptBytes), padding), space };
}

function differences(one: Bytes, other: Bytes): readonly number[] {
  return [...one.keys()].filter((index) => one[index] !== other[index]);
}

describe('room for a signature', () => {
  for (const bits of [32, 64] as const) {
    it(`is made by a load command, a longer __LINKEDIT and nothing else, with ${bits} bits`, () => {
      const old = signableMachO(bits === 32 ? { bits, cpu: armv7 } : {});
      const { bytes, space } = withRoom(old, 2000);
      assert.deepEqual([space.codeLimit % 16, space.keptBytes, bytes.length], [0, old.length, space.codeLimit + 2000]);
      const { file } = inspectMachO(bytes);
      const before = inspectMachO(old).file;
      assert.ok(file && before);
      assert.deepEqual(file.codeSignature, { offset: space.codeLimit, length: 2000 });
      assert.equal(file.ncmds, before.ncmds + 1);
      const [text, linkedit] = file.segments;
      assert.deepEqual(text, before.segments[0]);
      assert.deepEqual([linkedit?.filesize, linkedit?.vmsize], [bytes.length - (linkedit?.fileoff ?? 0), 0x4000]);
      const headerBytes = (bits === 32 ? 28 : 32) + before.sizeofcmds;
      const linkeditCommand = before.segments[1]?.command ?? 0;
      const [vmsize, filesize] = bits === 32 ? [28, 36] : [32, 48];
      for (const index of differences(old, bytes)) {
        const isCount = index >= 16 && index < 24;
        const isSize = [vmsize, filesize].some((at) => index >= linkeditCommand + at && index < linkeditCommand + at + bits / 8);
        assert.ok(isCount || isSize || (index >= headerBytes && index < headerBytes + 16), `byte ${index} changed`);
      }
    });

    it(`is taken from an earlier signature, whatever its length, with ${bits} bits`, () => {
      const old = withRoom(signableMachO(bits === 32 ? { bits, cpu: armv7 } : {}), 2000);
      const again = withRoom(old.bytes, 50_000);
      assert.deepEqual([again.space.codeLimit, again.space.keptBytes], [old.space.codeLimit, old.space.codeLimit]);
      assert.equal(inspectMachO(again.bytes).file?.ncmds, inspectMachO(old.bytes).file?.ncmds);
      assert.deepEqual(withRoom(again.bytes, 2000).bytes, old.bytes);
    });
  }

  it('needs sixteen bytes behind the load commands, and no more', () => {
    const exact = withRoom(signableMachO({ room: 16 }), 64);
    assert.ok(inspectMachO(exact.bytes).file?.codeSignature);
    refuse(signableMachO({ room: 15 }), 'macho-no-room');
    refuse(signableMachO({ room: 0 }), 'macho-no-room');
  });

  it('macho-encrypted', () => {
    refuse(signableMachO({ cryptid: 1 }), 'macho-encrypted');
    assert.ok(inspect(signableMachO({ cryptid: 0 })).space);
  });

  it('macho-linkedit-missing', () => refuse(signableMachO({ hasLinkedit: false }), 'macho-linkedit-missing'));

  it('macho-linkedit-not-last', () => {
    refuse(signableMachO({ appended: 1 }), 'macho-linkedit-not-last');
    refuse(signableMachO().subarray(0, -1), 'macho-linkedit-not-last');
  });

  it('macho-signature-not-last', () => {
    const { bytes } = withRoom(signableMachO(), 2000);
    refuse(concatBytes(bytes, new Uint8Array(1)), 'macho-signature-not-last');
    const early = bytes.slice();
    const { codeSignatureCommand = 0 } = inspectMachO(bytes).file ?? {};
    new DataView(early.buffer).setUint32(codeSignatureCommand + 8, 100, true);
    refuse(early, 'macho-signature-not-last');
  });

  it('code-signature-outside', () => {
    const { bytes } = withRoom(signableMachO(), 2000);
    const { codeSignatureCommand = 0 } = inspectMachO(bytes).file ?? {};
    const longer = bytes.slice();
    new DataView(longer.buffer).setUint32(codeSignatureCommand + 12, 2001, true);
    refuse(longer, 'code-signature-outside');
  });

  it('macho-too-large', () => refuse(signableMachO(), 'macho-too-large', 0xf000_0001));
});

describe('a universal file', () => {
  const slice = (offset: number, length: number, align: number) => ({ cputype: 12, cpusubtype: 9, offset, length, align });

  it('gets its slices at multiples of 16 KB at least, in their old order', () => {
    const placed = placeFatSlices([slice(40_000, 10, 14), slice(20_000, 10, 12), slice(90_000, 10, 15)], [100, 20_000, 5], 32);
    assert.deepEqual(
      placed.map(({ offset, length, align }) => [offset, length, align]),
      [
        [49_152, 100, 14],
        [16_384, 20_000, 14],
        [65_536, 5, 15],
      ],
    );
  });

  it('reads back what is written', () => {
    for (const bits of [32, 64] as const) {
      const slices = placeFatSlices([slice(0, 1, 14), slice(1, 1, 14)], [100, 200], bits);
      const header = encodeFatHeader(slices, bits);
      assert.ok(header);
      assert.deepEqual(inspectFatHeader(header, 1_000_000), { slices, bits, issues: [] });
    }
  });

  it('is refused where 32 bits do not reach', () => {
    const far = [slice(0xffff_ff00, 0x100, 14)];
    assert.equal(encodeFatHeader(far, 32), undefined);
    assert.ok(encodeFatHeader(far, 64));
  });
});
