/**
 * What the workflow asks of the rooms that know signatures and packages, in the few facts it works with. Bound by
 * `createPackageTools.ts`; tests give a small one.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { type PackageOutput } from '../signing/archive/packageOutput.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';

/** What was read from a package. */
export interface PackageFacts {
  readonly format: 'apk' | 'aab' | 'ipa';
  /** Absent when it cannot be read, as all that follow. */
  readonly appIdentifier?: string | undefined;
  readonly label?: string | undefined;
  readonly version?: string | undefined;
  readonly versionCode?: number | undefined;
  /** Of Android an API level, of iOS a version. */
  readonly minimumOs?: string | undefined;
  readonly debuggable?: boolean | undefined;
  /** Of iOS: for whom its profile is. */
  readonly buildType?: string | undefined;
}

export interface SignatureFacts {
  readonly verified: boolean;
  readonly signers: readonly { readonly sha256: string; readonly subject: string }[];
}

export interface DescribedPackage {
  readonly facts: PackageFacts;
  readonly signature: SignatureFacts;
  /** Of the file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Of the file, of its signatures, and of what a phone or a store would refuse. */
  readonly issues: readonly Issue[];
}

/** Of Android packages. An app for iOS is sealed from the inside out, with all that is in it (`signBuilt.ts`). */
export interface SignRequest {
  readonly source: ByteSource;
  readonly format: 'apk' | 'aab';
  readonly output: PackageOutput;
  readonly identity: SigningIdentity;
  readonly report: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface DescribeOptions {
  readonly now: Date;
  /** Debug packages never go to a store. */
  readonly isForStore: boolean;
  /** Roots that are trusted besides Apple's. */
  readonly trusted?: readonly Certificate[] | undefined;
  /** Names of entries that may contain secrets, or their ends from a slash on. */
  readonly allowedEntries?: readonly string[];
  readonly signal: AbortSignal;
}

export interface PackageTools {
  sign(request: SignRequest): Promise<void>;
  /** Reads the file once, checks its signatures and hashes it. */
  describe(source: ByteSource, options: DescribeOptions): Promise<DescribedPackage>;
}
