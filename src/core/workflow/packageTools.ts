/**
 * What the workflow asks of the rooms that know keystores, signatures and packages, in the few facts it works with. The
 * composition root binds it; tests give a small one of their own.
 */

import { type Bytes } from '../base/bytes.ts';
import { type ByteSink, type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { type ProgressReporter } from '../base/progress.ts';
import { type Secret } from '../base/secret.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';

export type PackageFormat = 'apk' | 'aab' | 'ipa';

/** What was read from a package. */
export interface PackageFacts {
  readonly format: PackageFormat;
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
  readonly output: ByteSink;
  readonly identity: SigningIdentity;
  readonly report: ProgressReporter;
  readonly signal: AbortSignal;
}

export interface KeyRequest {
  readonly bytes: Bytes;
  /** For issues only. */
  readonly file: string;
  readonly password: Secret;
  /** Absent: the only key of the store. */
  readonly alias?: string | undefined;
  /** Asked only when the key does not open with the store's password. */
  readonly keyPassword: () => Promise<Secret | undefined>;
}

export interface OpenedKey {
  /** Absent when an issue says why. */
  readonly identity?: SigningIdentity | undefined;
  readonly issues: readonly Issue[];
}

export interface PackageTools {
  openKey(request: KeyRequest): Promise<OpenedKey>;
  /** A PKCS12 keystore with one RSA key under the alias, valid for 30 years. */
  createKeystore(request: { readonly alias: string; readonly commonName: string; readonly password: Secret }): Promise<Bytes>;
  inspect(source: ByteSource, signal: AbortSignal): Promise<PackageFacts>;
  sign(request: SignRequest): Promise<void>;
  verify(source: ByteSource, format: 'apk' | 'aab', signal: AbortSignal): Promise<SignatureFacts>;
}
