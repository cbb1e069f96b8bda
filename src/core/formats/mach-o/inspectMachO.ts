/**
 * Reads the header and the load commands, which are at the beginning of every Mach-O file (Apple, mach-o/loader.h). Symbols and
 * contents are not looked at. Big-endian files are of processors that no phone ever had and are refused.
 *
 *   mach_header: magic feedface (64 bit feedfacf) · cputype · cpusubtype · filetype · ncmds · sizeofcmds · flags · (reserved), u32 each
 *   load_command: cmd · cmdsize, then its own fields
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { toHex, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { architectureName, type Architecture } from './architectures.ts';
import { machOPlatform, type BuildVersion, type FileRange, type MachO, type MachOPlatform, type MachOSegment } from './machO.ts';
import { readSegment } from './readSegment.ts';

const MH_MAGIC = 0xfeedface;
const MH_MAGIC_64 = 0xfeedfacf;
/** `mach_header`, and `mach_header_64`, which is the same and four bytes more. */
export const machHeaderSize = { 32: 28, 64: 32 } as const;
const loadCommandSize = 8;

const LC_SEGMENT = 0x1;
const LC_SEGMENT_64 = 0x19;
const LC_UUID = 0x1b;
export const LC_CODE_SIGNATURE = 0x1d;
const LC_ENCRYPTION_INFO = 0x21;
const LC_ENCRYPTION_INFO_64 = 0x2c;
const LC_BUILD_VERSION = 0x32;
/** `LC_VERSION_MIN_…`, which older linkers write instead of `LC_BUILD_VERSION`. */
const minimumVersions: Readonly<Record<number, MachOPlatform>> = { 0x24: 'macOS', 0x25: 'iOS', 0x2f: 'tvOS', 0x30: 'watchOS' };

/** `headerBytes` is how much of the file `inspectMachO` needs, once that is known. */
export type InspectedMachO =
  | { readonly file: MachO; readonly issues: readonly [] }
  | { readonly file: undefined; readonly headerBytes?: number; readonly issues: readonly [Issue] };

/** `prefix` is the beginning of the file; `macho-too-short` says that the load commands are not all in it. */
export function inspectMachO(prefix: Bytes): InspectedMachO {
  const reader = new ByteReader(prefix);
  let headerBytes: number | undefined;
  try {
    const magic = reader.u32();
    if (magic !== MH_MAGIC && magic !== MH_MAGIC_64) return refused(createIssue('macho-not-an-executable', {}));
    const bits = magic === MH_MAGIC_64 ? 64 : 32;
    const [cputype, cpusubtype, filetype, ncmds, sizeofcmds] = [reader.u32(), reader.u32(), reader.u32(), reader.u32(), reader.u32()];
    if (ncmds > sizeofcmds / loadCommandSize) return refused(invalid('ncmds', ncmds, 16));
    headerBytes = machHeaderSize[bits] + sizeofcmds;
    reader.seek(machHeaderSize[bits]);
    const architecture = architectureName(cputype, cpusubtype);
    const commands = readLoadCommands(new ByteReader(reader.take(sizeofcmds)), { ncmds, base: machHeaderSize[bits], architecture });
    if ('code' in commands) return refused(commands);
    return { file: { architecture, bits, filetype, ncmds, sizeofcmds, ...commands }, issues: [] };
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
    return {
      file: undefined,
      ...present('headerBytes', headerBytes),
      issues: [createIssue('macho-too-short', {}, { offset: error.offset })],
    };
  }
}

type CommandFacts = Pick<MachO, 'buildVersion' | 'uuid' | 'isEncrypted' | 'segments' | 'codeSignature' | 'codeSignatureCommand'>;

interface CommandContext {
  readonly ncmds: number;
  /** Where the commands begin in the file. */
  readonly base: number;
  readonly architecture: Architecture;
}

/** Before Xcode 10 simulators had no platform of their own; no phone, television or watch ever had a processor of Intel. */
const simulatorArchitectures: ReadonlySet<Architecture> = new Set(['i386', 'x86_64']);
const simulators: Partial<Record<MachOPlatform, MachOPlatform>> = {
  iOS: 'iOS Simulator',
  tvOS: 'tvOS Simulator',
  watchOS: 'watchOS Simulator',
};

function oldPlatform(platform: MachOPlatform, architecture: Architecture): MachOPlatform {
  return (simulatorArchitectures.has(architecture) ? simulators[platform] : undefined) ?? platform;
}

function readLoadCommands(reader: ByteReader, { ncmds, base, architecture }: CommandContext): CommandFacts | Issue {
  const segments: MachOSegment[] = [];
  let isEncrypted = false;
  let buildVersion: BuildVersion | undefined;
  let uuid: string | undefined;
  let codeSignature: FileRange | undefined;
  let codeSignatureCommand: number | undefined;
  for (let index = 0; index < ncmds; index++) {
    const start = reader.offset;
    const [cmd, cmdsize] = [reader.u32(), reader.u32()];
    if (cmdsize < loadCommandSize || cmdsize > reader.bytes.length - start) return invalid('cmdsize', cmdsize, base + start);
    const fields = new ByteReader(reader.bytes.subarray(start + loadCommandSize, start + cmdsize));
    if (cmd === LC_CODE_SIGNATURE) {
      // Kernel and tools would each believe another of two.
      if (codeSignature) return invalid('LC_CODE_SIGNATURE', cmd, base + start);
      codeSignature = { offset: fields.u32(), length: fields.u32() };
      codeSignatureCommand = base + start;
    } else if (cmd === LC_SEGMENT || cmd === LC_SEGMENT_64)
      segments.push(readSegment(fields, cmd === LC_SEGMENT_64 ? 64 : 32, base + start));
    else if (cmd === LC_UUID) uuid ??= uuidText(fields.take(16));
    else if (cmd === LC_BUILD_VERSION) buildVersion ??= { platform: machOPlatform(fields.u32()), ...versionsOf(fields) };
    else if (minimumVersions[cmd] !== undefined)
      buildVersion ??= { platform: oldPlatform(minimumVersions[cmd], architecture), ...versionsOf(fields) };
    else if (cmd === LC_ENCRYPTION_INFO || cmd === LC_ENCRYPTION_INFO_64) {
      fields.skip(8);
      isEncrypted ||= fields.u32() !== 0;
    }
    reader.seek(start + cmdsize);
  }
  return {
    isEncrypted,
    segments,
    ...present('buildVersion', buildVersion),
    ...present('uuid', uuid),
    ...present('codeSignature', codeSignature),
    ...present('codeSignatureCommand', codeSignatureCommand),
  };
}

function versionsOf(fields: ByteReader): { readonly minos: string; readonly sdk: string } {
  return { minos: packedVersion(fields.u32()), sdk: packedVersion(fields.u32()) };
}

/** `xxxx.yy.zz`, two bytes and two times one. */
function packedVersion(value: number): string {
  const patch = value & 0xff;
  return `${value >>> 16}.${(value >>> 8) & 0xff}${patch === 0 ? '' : `.${patch}`}`;
}

function uuidText(bytes: Bytes): string {
  const digits = toHex(bytes).toUpperCase();
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}

function invalid(field: string, value: number, offset: number): Issue {
  return createIssue('macho-header-invalid', { field, value }, { offset });
}

function refused(issue: Issue): InspectedMachO {
  return { file: undefined, issues: [issue] };
}
