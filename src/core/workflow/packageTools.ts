/**
 * What the workflow asks of the rooms that know signatures and packages, in the few facts it works with. Bound by
 * `androidPackageTools.ts`; tests give a small one of their own.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { type PackageOutput } from '../signing/archive/packageOutput.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';

/** What was read from a package. */
export interface PackageFacts {
  readonly format: 'apk' | 'aab' | 'ipa';
  readonly appIdentifier: string;
  readonly label?: string | undefined;
  readonly version?: string | undefined;
  readonly versionCode?: number | undefined;
  readonly minSdk?: number | undefined;
  readonly debuggable: boolean;
  /** What a phone or a store would refuse, among others. */
  readonly issues: readonly Issue[];
}

export interface SignatureFacts {
  readonly verified: boolean;
  readonly signers: readonly { readonly sha256: string; readonly subject: string }[];
  readonly issues: readonly Issue[];
}

export interface SignRequest {
  readonly source: ByteSource;
  readonly format: 'apk' | 'aab';
  readonly output: PackageOutput;
  readonly identity: SigningIdentity;
  readonly report: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface InspectOptions {
  readonly today: Date;
  /** Debug packages never go to a store. */
  readonly isForStore: boolean;
  readonly isVerified: boolean;
}

export interface PackageTools {
  inspect(source: ByteSource, options: InspectOptions): Promise<PackageFacts>;
  sign(request: SignRequest): Promise<void>;
  verify(source: ByteSource, signal: AbortSignal): Promise<SignatureFacts>;
}
