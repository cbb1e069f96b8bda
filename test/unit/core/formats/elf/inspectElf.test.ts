import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { inspectElf } from '../../../../../src/core/formats/elf/inspectElf.ts';
import { isAlignedToPages, smallestLoadAlignment } from '../../../../../src/core/formats/elf/pageAlignment.ts';
import { encodeElf, type ElfSketch } from '../../../../support/elfFiles.ts';

const pages = 16_384;

function check(sketch: ElfSketch, expected: { aligned: boolean; smallest: number | undefined }): void {
  const { file } = inspectElf(encodeElf(sketch));
  assert.ok(file);
  assert.equal(file.class, sketch.bits ?? 64);
  assert.equal(file.loadSegments.length, sketch.alignments.length);
  assert.deepEqual({ aligned: isAlignedToPages(file, pages), smallest: smallestLoadAlignment(file) }, expected);
}

function checkIssue(bytes: Uint8Array, code: IssueCode): void {
  assert.deepEqual(
    inspectElf(bytes).issues.map((issue) => issue.code),
    [code],
  );
}

function patched(offset: number, value: number, sketch: ElfSketch = { alignments: [pages] }): Uint8Array {
  const bytes = encodeElf(sketch);
  bytes[offset] = value;
  return bytes;
}

describe('ELF', () => {
  it('finds the alignment of loaded segments', () => {
    check({ alignments: [pages, pages] }, { aligned: true, smallest: pages });
    check({ alignments: [65_536, pages] }, { aligned: true, smallest: pages });
    check({ alignments: [pages, 4096] }, { aligned: false, smallest: 4096 });
    check({ alignments: [] }, { aligned: true, smallest: undefined });
    check({ alignments: [0] }, { aligned: false, smallest: 0 });
  });

  it('reads 32 bits and big-endian files', () => {
    check({ bits: 32, machine: 40, alignments: [4096] }, { aligned: false, smallest: 4096 });
    check({ bits: 32, littleEndian: false, alignments: [pages] }, { aligned: true, smallest: pages });
    check({ littleEndian: false, alignments: [pages] }, { aligned: true, smallest: pages });
  });

  it('wants addresses and offsets to agree within a page', () => {
    check({ alignments: [pages], addressShift: 4096 }, { aligned: false, smallest: pages });
    check({ alignments: [pages], addressShift: pages }, { aligned: true, smallest: pages });
  });

  it('elf-not-an-elf-file', () => {
    checkIssue(new Uint8Array(0), 'elf-not-an-elf-file');
    checkIssue(new TextEncoder().encode('#!/bin/sh\n'), 'elf-not-an-elf-file');
  });

  it('elf-header-invalid', () => {
    checkIssue(patched(4, 3), 'elf-header-invalid');
    checkIssue(patched(5, 0), 'elf-header-invalid');
    checkIssue(patched(6, 2), 'elf-header-invalid');
    checkIssue(patched(54, 55), 'elf-header-invalid');
    const many = encodeElf({ alignments: [pages] });
    many.fill(0xff, 56, 58);
    checkIssue(many, 'elf-header-invalid');
  });

  it('elf-too-short', () => {
    const whole = encodeElf({ alignments: [pages, pages] });
    for (const length of [5, 16, 40, 63, 64, 100, whole.length - 1]) checkIssue(whole.subarray(0, length), 'elf-too-short');
    checkIssue(patched(39, 0xff), 'elf-too-short');
    checkIssue(patched(57, 0xfe), 'elf-too-short');
  });

  it('takes any bytes', () => {
    const seed = encodeElf({ alignments: [pages, 4096] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = seed.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        inspectElf(bytes);
      }),
      { numRuns: 500 },
    );
  });
});
