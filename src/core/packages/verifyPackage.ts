/** Checks the signatures of an APK or app bundle, in one form for both. */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type ApkScheme } from '../signing/android/apkVerification.ts';
import { verifyApk, type VerifyApkOptions } from '../signing/android/verifyApk.ts';
import { verifyAppBundle } from '../signing/app-bundle/verifyAppBundle.ts';
import { type AndroidFormat } from './packageEntries.ts';

/** `null`: the package carries it, and it was not checked, as no phone of the range goes by it or the check ended before. */
export type SchemeVerdict = boolean | null;

export interface PackageVerification {
  readonly verified: boolean;
  readonly schemes: Readonly<Record<ApkScheme, SchemeVerdict>> & { readonly v4?: boolean };
  readonly signers: readonly { readonly sha256: string; readonly subject: string }[];
  readonly issues: readonly Issue[];
  /** Of the whole file, where it was asked for and came with the check. */
  readonly sha256?: string;
}

/** An app bundle has no range of Android versions: its signature is for the store. */
export async function verifyPackage(source: ByteSource, format: AndroidFormat, options: VerifyApkOptions): Promise<PackageVerification> {
  if (format === 'aab') {
    const { verified, signers, issues } = await verifyAppBundle(source, options);
    const schemes = { v1: verified, v2: false, v3: false, v31: false, v32: false };
    return { verified, schemes, signers: signers.map(({ certificates: [certificate] }) => describe(certificate)), issues };
  }
  const { verified, schemes, notChecked, signers, issues, fileSha256 } = await verifyApk(source, options);
  const { v4, ...others } = schemes;
  const unknown = Object.fromEntries(notChecked.map((scheme) => [scheme, null]));
  return {
    verified,
    // v4 lives in a separate file, so without that file there is nothing to say of it.
    schemes: { ...others, ...unknown, ...(options.idsig && { v4 }) },
    signers: signers.map(({ certificate }) => describe(certificate)),
    issues,
    ...present('sha256', fileSha256),
  };
}

function describe({ sha256, subject }: { readonly sha256: string; readonly subject: { readonly text: string } }): {
  sha256: string;
  subject: string;
} {
  return { sha256, subject: subject.text };
}
