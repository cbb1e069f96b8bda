import assert from 'node:assert/strict';
import { type Bytes } from '../../../../../src/core/base/bytes.ts';
import { type IssueCode } from '../../../../../src/core/base/issues/issueTable.ts';
import { inspectFatHeader } from '../../../../../src/core/formats/mach-o/inspectFatHeader.ts';
import { inspectMachO } from '../../../../../src/core/formats/mach-o/inspectMachO.ts';
import { type MachO } from '../../../../../src/core/formats/mach-o/machO.ts';
import { arm64, armv7, encodeFat, encodeMachO, x86_64 } from '../../../../support/machOFiles.ts';
import { signableMachO } from '../../../../support/signableMachO.ts';

function check(bytes: Bytes, expected: Partial<MachO> | IssueCode): void {
  const { file, issues } = inspectMachO(bytes);
  if (typeof expected === 'string') assert.deepEqual([file, issues.map(({ code }) => code)], [undefined, [expected]]);
  else {
    assert.deepEqual(issues, []);
    assert.partialDeepStrictEqual(file, expected);
    for (const key of ['codeSignature', 'buildVersion', 'uuid'] as const)
      assert.equal(file?.[key] === undefined, expected[key] === undefined);
  }
}

function patched(bytes: Bytes, offset: number, value: number): Bytes {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(offset, value, true);
  return copy;
}

const buildVersion = { platform: 'iOS', minos: '15.1', sdk: '26.2.1' } as const;

describe('Mach-O', () => {
  it('tells for whom it was built and where its signature lies', () => {
    check(encodeMachO(), { architecture: 'arm64', filetype: 2, isEncrypted: false, buildVersion });
    const signature = new Uint8Array(40);
    check(encodeMachO({ bits: 32, cpu: armv7, cryptid: 1, signature, codeBytes: 8 }), {
      architecture: 'armv7',
      filetype: 2,
      isEncrypted: true,
      buildVersion,
      codeSignature: { offset: 28 + 24 + 20 + 16 + 8, length: 40 },
    });
    check(encodeMachO({ platform: 7, cpu: x86_64, cryptid: 0 }), {
      architecture: 'x86_64',
      filetype: 2,
      isEncrypted: false,
      buildVersion: { ...buildVersion, platform: 'iOS Simulator' },
    });
    for (const [cpu, name] of [
      [{ ...arm64, cpusubtype: 0x80000002 | 0 }, 'arm64e'],
      [{ cputype: 0x0200000c, cpusubtype: 1 }, 'arm64_32'],
      [{ cputype: 18, cpusubtype: 0 }, 'cpu 18'],
    ] as const)
      assert.equal(inspectMachO(encodeMachO({ cpu: { ...cpu, cpusubtype: cpu.cpusubtype >>> 0 } })).file?.architecture, name);
  });

  it('says where its segments and sections lie, and its UUID', () => {
    for (const bits of [32, 64] as const) {
      const { file } = inspectMachO(signableMachO({ bits, codeBytes: 5000, info: new Uint8Array(30) }));
      const [text, linkedit] = file?.segments ?? [];
      assert.deepEqual([text?.segname, text?.fileoff, text?.filesize], ['__TEXT', 0, 8192]);
      assert.deepEqual(
        text?.sections.map(({ sectname, size }) => [sectname, size]),
        [
          ['__text', 5000],
          ['__info_plist', 30],
        ],
      );
      assert.deepEqual([linkedit?.segname, linkedit?.fileoff, linkedit?.filesize], ['__LINKEDIT', 8192, 100]);
      assert.equal(file?.uuid, '00112233-4455-6677-8899-AABBCCDDEEFF');
    }
  });

  it('reads the minimum version as older linkers wrote it, for each system', () => {
    for (const [cmd, platform] of [
      [0x24, 'macOS'],
      [0x25, 'iOS'],
      [0x2f, 'tvOS'],
      [0x30, 'watchOS'],
    ] as const) {
      const bytes = encodeMachO();
      const view = new DataView(bytes.buffer);
      for (const [index, value] of [cmd, 24, 0x90302, 0xc0000].entries()) view.setUint32(32 + index * 4, value, true);
      check(bytes, { buildVersion: { platform, minos: '9.3.2', sdk: '12.0' } });
    }
  });

  it('refuses two signatures, and more sections than there are', () => {
    const bytes = encodeMachO({ signature: new Uint8Array(16) });
    const twice = encodeMachO({ signature: new Uint8Array(16), otherCommands: 1 });
    // The first further command becomes its own signature.
    new DataView(twice.buffer).setUint32(32, 0x1d, true);
    check(bytes, { codeSignature: { offset: 72, length: 16 }, buildVersion });
    check(twice, 'macho-header-invalid');
    const crowded = signableMachO();
    new DataView(crowded.buffer).setUint32(32 + 64, 0xffffffff, true);
    check(crowded, 'macho-too-short');
  });

  it('macho-not-an-executable', () => check(new TextEncoder().encode('#!/bin/sh'), 'macho-not-an-executable'));

  it('macho-header-invalid', () => {
    check(patched(encodeMachO(), 16, 0xffffffff), 'macho-header-invalid');
    check(patched(encodeMachO(), 36, 4), 'macho-header-invalid');
    check(patched(encodeMachO(), 36, 0xffffffff), 'macho-header-invalid');
  });

  it('macho-too-short, with how much it needs', () => {
    const bytes = encodeMachO({ otherCommands: 4 });
    check(bytes.subarray(0, 3), 'macho-too-short');
    check(bytes.subarray(0, 40), 'macho-too-short');
    const inspected = inspectMachO(bytes.subarray(0, 40));
    assert.equal('headerBytes' in inspected && inspected.headerBytes, bytes.length);
    check(patched(encodeMachO(), 16, 2), 'macho-too-short');
  });
});

describe('universal files', () => {
  const slices = [encodeMachO({ bits: 32, cpu: armv7 }), encodeMachO()];

  function checkFat(bytes: Bytes, expected: readonly number[] | undefined, codes: readonly IssueCode[] = []): void {
    const { slices: found, issues } = inspectFatHeader(bytes, bytes.length);
    assert.deepEqual([found?.map(({ offset }) => offset), issues.map(({ code }) => code)], [expected, codes]);
    for (const [index, { offset, length }] of (found ?? []).entries())
      if (codes.length === 0) assert.deepEqual(bytes.subarray(offset, offset + length), slices[index]);
  }

  it('contains one file an architecture', () => {
    checkFat(encodeFat(slices), [64, 128]);
    checkFat(encodeFat(slices, 64), [128, 192]);
    checkFat(encodeMachO(), undefined);
    checkFat(new Uint8Array(2), undefined);
  });

  it('macho-header-invalid', () => {
    const javaClass = Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, 0, 0);
    checkFat(javaClass, [], ['macho-header-invalid']);
  });

  it('macho-too-short', () => checkFat(encodeFat(slices).subarray(0, 20), [], ['macho-too-short']));

  it('macho-slice-invalid', () => {
    const outside = encodeFat(slices);
    new DataView(outside.buffer).setUint32(8 + 8, 0xffff0000);
    checkFat(outside, [128], ['macho-slice-invalid']);
    const overlapping = encodeFat(slices);
    new DataView(overlapping.buffer).setUint32(8 + 20 + 8, 70);
    checkFat(overlapping, [64], ['macho-slice-invalid']);
  });
});
