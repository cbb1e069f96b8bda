/**
 * One line of the ledger `.mobile-distribution/packages.jsonl`: what was built, and how. Everything was read from the package itself.
 * A newer version of the product may write platforms, build types, formats and fields that this one does not know: they are kept, since
 * a forgotten line would mean a forgotten version code.
 */

/** Raised when a line can no longer be read by older versions of the product. */
export const ledgerSchema = 1;

export interface PackageRecord {
  /** Random, 16 hexadecimal digits: lines of two branches never collide. */
  readonly id: string;
  /** Of the package that was signed again, or reused, to make this one. */
  readonly parent?: string;
  /** Absent in lines of the first version. */
  readonly schema?: number;
  /** `android`, `ios`, or what a newer version builds for. */
  readonly platform: string;
  readonly buildType: string;
  /** Flavor or scheme, where the project has several. */
  readonly variant?: string;
  /** `apk`, `aab`, `ipa`. */
  readonly format?: string;
  readonly name: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode: number;
  readonly engine: string;
  readonly engineVersion: string;
  /** SHA-256 of the native side that it was built from; absent where a package of its kind is never reused. */
  readonly nativeFingerprint?: string;
  /** Versions of the tools that took part, by name. */
  readonly tools?: Readonly<Record<string, string>>;
  /** From the start of the checks to the verified package. */
  readonly durationMs?: number;
  /** Milliseconds by part of the work, and by `building.` and the step of the engine: what the next package is expected to take. */
  readonly partsMs?: Readonly<Record<string, number>>;
  /** The variants that the same run of a tool built, this one among them: what `partsMs` has of the build is of all of them. */
  readonly builtWith?: readonly string[];
  /** Steps of the build that were skipped, by their names in the plan: `up-to-date`, `from-cache`, `no-source`, `skipped`. */
  readonly skippedSteps?: Readonly<Record<string, string>>;
  /** How many tasks the tools carried out (`executed`), and how many they skipped, by the same words. */
  readonly tasks?: Readonly<Record<string, number>>;
  /** The oldest system that installs it: an API level for Android, a version for iOS. */
  readonly minimumOs?: string;
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
