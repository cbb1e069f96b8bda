/** Stands in for the room of app bundle signatures until that is there. */

import { type ByteSource } from '../base/byteSource.ts';
import { Failure } from '../base/failure.ts';
import { type Issue } from '../base/issue.ts';

export async function signAppBundle(_request: object): Promise<void> {
  throw Failure.of('not-available-yet', { what: 'Signing app bundles', remedy: 'Make an APK' });
}

export async function verifyAppBundle(
  _source: ByteSource,
  _options: object,
): Promise<{ verified: boolean; signers: readonly { sha256: string; subject: string }[]; issues: readonly Issue[] }> {
  throw Failure.of('not-available-yet', { what: 'Verifying app bundles', remedy: 'Verify an APK' });
}
