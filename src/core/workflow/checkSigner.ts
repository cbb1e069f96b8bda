/** Devices take an update only from the signer of the installed package. Debug keys differ from person to person. */

import { createHash } from 'node:crypto';
import { createIssue, type Issue } from '../base/issue.ts';
import { type SigningIdentity } from '../signing/signingIdentity.ts';
import { type PackageRecord } from '../versions/packageRecord.ts';
import { type PlatformApp } from './openApp.ts';

export function signerSha256Of(identity: SigningIdentity): string {
  return createHash('sha256').update(identity.certificates[0]).digest('hex');
}

/** `signer` is the SHA-256 of its certificate, which may be known while the key is closed. */
export function checkSigner({ app, effective, platform, placeOf }: PlatformApp, signer: string | undefined): Issue[] {
  if (signer === undefined || effective.buildType.value === 'debug') return [];
  const last = lastReleased(app.ledger.records, platform, effective.appIdentifier?.value);
  if (last?.signerSha256 === undefined || last.signerSha256 === signer) return [];
  const params = { signer: short(signer), lastSigner: short(last.signerSha256), appIdentifier: last.appIdentifier };
  return [createIssue('signing-signer-changed', params, placeOf(effective.keystore, '/android/keystore'))];
}

function lastReleased(records: readonly PackageRecord[], platform: string, appIdentifier: string | undefined): PackageRecord | undefined {
  let last: PackageRecord | undefined;
  for (const record of records) {
    const counts = record.platform === platform && record.appIdentifier === appIdentifier && record.buildType !== 'debug';
    if (counts && (!last || record.createdAt >= last.createdAt)) last = record;
  }
  return last;
}

function short(sha256: string): string {
  return `${sha256.slice(0, 16)}…`;
}
