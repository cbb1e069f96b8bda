/** Checks the signatures of any APK or app bundle, in one form for both. */

import { type ByteSource } from '../base/byteSource.ts';
import { type Issue } from '../base/issue.ts';
import { verifyApk, type VerifyApkOptions } from '../signing/android/verifyApk.ts';
import { verifyAppBundle } from '../signing/app-bundle/verifyAppBundle.ts';
import { readPackageFormat } from './packageFormat.ts';

export interface PackageVerification {
  /** Absent for a file that is no package; the issues say what is wrong with it. */
  readonly format: 'apk' | 'aab' | undefined;
  readonly verified: boolean;
  readonly schemes: { readonly v1: boolean; readonly v2: boolean; readonly v3: boolean; readonly v31: boolean; readonly v4?: boolean };
  readonly signers: readonly { readonly sha256: string; readonly subject: string }[];
  readonly issues: readonly Issue[];
}

/** An app bundle has no range of Android versions: its signature is for the store. */
export async function verifyPackage(source: ByteSource, options: VerifyApkOptions): Promise<PackageVerification> {
  const format = await readPackageFormat(source);
  if (format === 'aab') {
    const { verified, signers, issues } = await verifyAppBundle(source, options);
    const schemes = { v1: verified, v2: false, v3: false, v31: false };
    return {
      format,
      verified,
      schemes,
      signers: signers.map(({ certificates: [certificate] }) =>
        describe({ sha256: certificate.sha256, subject: certificate.subject.text }),
      ),
      issues,
    };
  }
  const { verified, schemes, signers, issues } = await verifyApk(source, options);
  const { v4, ...others } = schemes;
  // v4 lives in a file of its own, so without that file there is nothing to say of it.
  return { format, verified, schemes: options.idsig ? { ...others, v4 } : others, signers: signers.map(describe), issues };
}

function describe({ sha256, subject }: { readonly sha256: string; readonly subject: string }): { sha256: string; subject: string } {
  return { sha256, subject };
}
