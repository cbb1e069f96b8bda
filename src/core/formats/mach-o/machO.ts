/**
 * What the product reads of a Mach-O file (Apple, mach-o/loader.h): for whom it was built, where its parts lie, and where its signature
 * lies. All positions count from the beginning of the file, or of the slice of a universal file.
 */

import { type Architecture } from './architectures.ts';

export interface MachO {
  readonly architecture: Architecture;
  readonly bits: 32 | 64;
  /** `MH_OBJECT` is 1, `MH_EXECUTE` 2, `MH_DYLIB` 6, `MH_BUNDLE` 8, `MH_DSYM` 10. */
  readonly filetype: number;
  readonly ncmds: number;
  readonly sizeofcmds: number;
  /** Absent in files older than Xcode 10 for other systems than Apple's four with their own minimum version. */
  readonly buildVersion?: BuildVersion;
  /** `LC_UUID` as Apple's tools write it: upper case, with hyphens. */
  readonly uuid?: string;
  /** Encrypted by the App Store (FairPlay): `cryptid` is not zero. */
  readonly isEncrypted: boolean;
  readonly segments: readonly MachOSegment[];
  /** Where `LC_CODE_SIGNATURE` says the signature lies. */
  readonly codeSignature?: FileRange;
  /** Where that load command itself begins. */
  readonly codeSignatureCommand?: number;
}

export interface MachOSegment {
  readonly segname: string;
  readonly fileoff: number;
  readonly filesize: number;
  readonly vmsize: number;
  /** Where its load command begins. */
  readonly command: number;
  readonly sections: readonly MachOSection[];
}

export interface MachOSection {
  readonly sectname: string;
  /** 0 for sections without bytes in the file. */
  readonly offset: number;
  readonly size: number;
  /** The lowest byte of the flags: `S_ZEROFILL` is 1. */
  readonly type: number;
}

export interface BuildVersion {
  readonly platform: MachOPlatform;
  /** `15.0`, `16.4.1`. */
  readonly minos: string;
  readonly sdk: string;
}

export interface FileRange {
  readonly offset: number;
  readonly length: number;
}

/** One architecture of a universal file, which is a whole Mach-O file itself. */
export interface FatSlice extends FileRange {
  readonly cputype: number;
  readonly cpusubtype: number;
  /** The slice begins at a multiple of 2 to this power. */
  readonly align: number;
}

/** `MH_EXECUTE`. */
export const executableFile = 2;
/** What is loaded and therefore signed: executables, preloaded files, libraries, linkers and plug-ins. Objects and symbols are not. */
const loadedFiles: ReadonlySet<number> = new Set([executableFile, 5, 6, 7, 8]);

export function isLoadedFile({ filetype }: Pick<MachO, 'filetype'>): boolean {
  return loadedFiles.has(filetype);
}

/** `PLATFORM_…` of loader.h. */
const platforms = {
  1: 'macOS',
  2: 'iOS',
  3: 'tvOS',
  4: 'watchOS',
  5: 'bridgeOS',
  6: 'Mac Catalyst',
  7: 'iOS Simulator',
  8: 'tvOS Simulator',
  9: 'watchOS Simulator',
  10: 'DriverKit',
  11: 'visionOS',
  12: 'visionOS Simulator',
} as const;

export type MachOPlatform = (typeof platforms)[keyof typeof platforms] | `platform ${number}`;

export function machOPlatform(value: number): MachOPlatform {
  const known: Readonly<Record<number, MachOPlatform>> = platforms;
  return known[value] ?? `platform ${value}`;
}
