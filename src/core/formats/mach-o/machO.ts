/** What the product reads of a Mach-O file (Apple, mach-o/loader.h): for whom it was built, and where its signature lies. */

import { type Architecture } from './architectures.ts';

export interface MachO {
  readonly architecture: Architecture;
  /** `MH_EXECUTE` is 2, `MH_DYLIB` 6. */
  readonly filetype: number;
  /** Absent in files older than Xcode 10 for other systems than iOS. */
  readonly buildVersion?: BuildVersion;
  /** Encrypted by the App Store (FairPlay): `cryptid` is not zero. */
  readonly isEncrypted: boolean;
  /** Where `LC_CODE_SIGNATURE` says the signature lies, from the beginning of this file. */
  readonly codeSignature?: FileRange;
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
export type FatSlice = FileRange;

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
