/** What was read of a package for a release. Everything may be unknown: `null` means that the file does not say, or that no reader exists. */

import { type Json } from './tables.ts';

export interface PackageFacts {
  readonly [name: string]: Json;
  /** End of the file name: `apk`, `app.zip`. */
  readonly extension: string;
  readonly name: string | null;
  /** Android package, iOS bundle identifier. */
  readonly identifier: string | null;
  /** versionCode, CFBundleVersion. */
  readonly version: string | null;
  readonly shortVersion: string | null;
  /** As people say it: `24` for Android, `15.0` for iOS. */
  readonly minimumOs: string | null;
  /** The API level that an Android package was made for. */
  readonly targetOs: string | null;
  readonly deviceFamily: string | null;
  readonly architectures: readonly string[];
  /** Of an Android package; `null` where a package has none, or they were not read. */
  readonly permissions: readonly string[] | null;
  /** SHA-256 of the signer's certificate. */
  readonly signer: string | null;
  /** Fingerprint or ID of the OpenPGP key that signed a package for Linux, in capitals. */
  readonly signingKey: string | null;
  /** Of a Windows package: `CN=…`. */
  readonly publisher: string | null;
  readonly profileName: string | null;
  readonly profileKind: string | null;
  readonly profileExpiresAt: string | null;
  /** UDIDs that the profile lists. */
  readonly profileDevices: readonly string[] | null;
  /** What App Center's in-app updates compare: of identifier and versions, or of the executable. */
  readonly packageHash: string | null;
}

export function unknownFacts(extension: string): PackageFacts {
  return {
    extension,
    name: null,
    identifier: null,
    version: null,
    shortVersion: null,
    minimumOs: null,
    targetOs: null,
    deviceFamily: null,
    architectures: [],
    permissions: null,
    signer: null,
    signingKey: null,
    publisher: null,
    profileName: null,
    profileKind: null,
    profileExpiresAt: null,
    profileDevices: null,
    packageHash: null,
  };
}

/** From which source a release was built, when and how, as the client says. */
export interface BuildOrigin {
  readonly [name: string]: Json;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly message: string | null;
  /** Address of the build on a continuous integration service. */
  readonly ciUrl: string | null;
  /** ISO 8601. */
  readonly createdAt: string | null;
  readonly createdBy: string | null;
  /** `ad-hoc` */
  readonly buildType: string | null;
  /** `web 1` */
  readonly engine: string | null;
}

export const unknownOrigin: BuildOrigin = {
  branch: null,
  commit: null,
  message: null,
  ciUrl: null,
  createdAt: null,
  createdBy: null,
  buildType: null,
  engine: null,
};

/** What is `null` or absent stays as it was. */
export type OriginChanges = { readonly [Name in keyof BuildOrigin]?: BuildOrigin[Name] | undefined };

export function mergeOrigin(before: BuildOrigin, now: OriginChanges): BuildOrigin {
  const known = Object.entries(now).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value] as const]));
  return { ...before, ...Object.fromEntries(known) };
}
