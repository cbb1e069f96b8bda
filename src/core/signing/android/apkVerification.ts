/** What checking the signatures of an APK comes to. */

import { type Issue } from '../../base/issue.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';

export type ApkScheme = 'v1' | 'v2' | 'v3' | 'v31' | 'v32';

/** Their names for people. */
export const apkSchemeTitles: Readonly<Record<string, string>> = { v1: 'v1', v2: 'v2', v3: 'v3', v31: 'v3.1', v32: 'v3.2', v4: 'v4' };

export interface VerifiedSigner {
  /** The newest scheme that verified: what a phone of the range goes by. */
  readonly scheme: ApkScheme;
  /** Lower-case hexadecimal, of the certificate. */
  readonly sha256: string;
  readonly subject: string;
  readonly certificate: Certificate;
}

export interface ApkVerification {
  /** On every platform of the range. */
  readonly verified: boolean;
  /** Which schemes were looked at and hold. A scheme that no platform of the range uses is not looked at. */
  readonly schemes: Readonly<Record<ApkScheme | 'v4', boolean>>;
  /** Those that left their mark in the package and were not looked at: no platform of the range uses them, or the check ended before. */
  readonly notChecked: readonly ApkScheme[];
  /** Empty unless verified. */
  readonly signers: readonly VerifiedSigner[];
  /** The history of the signing key, oldest first; empty without rotation. */
  readonly lineage: readonly Certificate[];
  readonly minSdk: number;
  readonly maxSdk: number;
  readonly issues: readonly Issue[];
  /** Lower-case hexadecimal; where it was asked for, and the content was hashed. */
  readonly fileSha256?: string;
}
