/** One line of the ledger `.mobile-distribution/packages.jsonl`: what was built, and how. Everything was read from the package itself. */

import { type BuildType, type Platform } from '../settings/platform.ts';

export interface PackageRecord {
  /** Random, 16 hexadecimal digits: lines of two branches never collide. */
  readonly id: string;
  readonly platform: Platform;
  readonly buildType: BuildType;
  readonly name: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: number;
  readonly engine: string;
  readonly engineVersion: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly createdBy: string;
  readonly commit?: string;
  readonly hasUncommittedChanges?: boolean;
  /** Of the signer's certificate, lower-case hexadecimal. */
  readonly signerSha256?: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Relative to the app's folder when inside it, else absolute. */
  readonly path: string;
}
