/**
 * What can be said about a release before its first byte is sent: what the server would refuse, what testers would run into, and what changed
 * since the last release of the same groups. What is not known gives no finding.
 */

import { longestNotes } from '../model/names.ts';
import { normalizedUdid } from '../model/deviceNames.ts';
import { type ServerDevice, type ServerRelease } from './serverAnswers.ts';

export interface ReleaseCandidate {
  /** `apk`, `ipa`, `app.zip`. */
  readonly extension: string;
  /** As the package or the person says. */
  readonly version: string | undefined;
  readonly appIdentifier: string | undefined;
  readonly sizeBytes: number;
  readonly isSigned: boolean | undefined;
  readonly isDebug: boolean | undefined;
  readonly permissions: readonly string[] | undefined;
  /** Of the signer's certificate. */
  readonly signerSha256: string | undefined;
  readonly profileKind: string | undefined;
  /** UDIDs that its provisioning profile lists. */
  readonly profileDevices: readonly string[] | undefined;
  /** Whether the file is the one that was recorded when the package was made. */
  readonly isChanged: boolean;
}

export interface PreflightInput {
  readonly candidate: ReleaseCandidate;
  readonly notes: string;
  readonly groups: readonly string[];
  /** Of the app on the server. */
  readonly knownGroups: readonly string[];
  /** That testers registered for the app. */
  readonly devices: readonly ServerDevice[];
  /** Newest first. */
  readonly releases: readonly ServerRelease[];
}

export type PreflightFinding =
  | { readonly severity: 'error'; readonly kind: 'group-missing'; readonly group: string }
  | { readonly severity: 'error'; readonly kind: 'notes-too-long'; readonly length: number; readonly longest: number }
  | { readonly severity: 'error'; readonly kind: 'not-signed' | 'version-missing' | 'store-profile' }
  | { readonly severity: 'error'; readonly kind: 'other-identifier'; readonly before: string; readonly now: string }
  | { readonly severity: 'warning'; readonly kind: 'debug-build' | 'file-changed' | 'other-signer' }
  | {
      readonly severity: 'warning';
      readonly kind: 'version-not-higher';
      readonly group: string;
      readonly before: string;
      readonly now: string;
    }
  | { readonly severity: 'warning'; readonly kind: 'devices-missing'; readonly devices: readonly string[] }
  | { readonly severity: 'warning'; readonly kind: 'new-permissions'; readonly permissions: readonly string[] }
  | { readonly severity: 'warning'; readonly kind: 'much-larger'; readonly before: number; readonly now: number };

/** A package that grew by more than this, in share and in bytes, is worth a look. */
const growth = 1.25;
const growthBytes = 1024 * 1024;

/** Errors first. */
export function preflight(input: PreflightInput): readonly PreflightFinding[] {
  const found = [...settled(input), ...compared(input)];
  return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity === 'warning')];
}

function settled({ candidate, notes, groups, knownGroups, devices }: PreflightInput): readonly PreflightFinding[] {
  const { extension, isSigned, isDebug, isChanged, profileKind } = candidate;
  const found: PreflightFinding[] = groups
    .filter((group) => !knownGroups.includes(group))
    .map((group) => ({ severity: 'error', kind: 'group-missing', group }));
  if (notes.length > longestNotes) found.push({ severity: 'error', kind: 'notes-too-long', length: notes.length, longest: longestNotes });
  if (groups.length > 0 && profileKind === 'app-store') found.push({ severity: 'error', kind: 'store-profile' });
  if (candidate.version === undefined && /^(?:apk|aab|ipa)$/.test(extension)) found.push({ severity: 'error', kind: 'version-missing' });
  if (isSigned === false && extension !== 'aab') found.push({ severity: 'error', kind: 'not-signed' });
  const listed = candidate.profileDevices && new Set(candidate.profileDevices.map((udid) => normalizedUdid(udid) ?? udid));
  const missing = devices.filter(({ udid, state }) => listed?.has(normalizedUdid(udid) ?? udid) === false && state !== 'dismissed');
  if (missing.length > 0)
    found.push({
      severity: 'warning',
      kind: 'devices-missing',
      devices: missing.map(({ name, testerEmail, udid }) => name ?? testerEmail ?? udid),
    });
  if (isDebug === true) found.push({ severity: 'warning', kind: 'debug-build' });
  if (isChanged) found.push({ severity: 'warning', kind: 'file-changed' });
  return found;
}

function compared({ candidate, groups, releases }: PreflightInput): readonly PreflightFinding[] {
  const { version, appIdentifier, permissions, sizeBytes } = candidate;
  const found: PreflightFinding[] = [];
  const [newest] = releases;
  if (newest && newest.appIdentifier !== null && appIdentifier !== undefined && newest.appIdentifier !== appIdentifier)
    found.push({ severity: 'error', kind: 'other-identifier', before: newest.appIdentifier, now: appIdentifier });
  for (const group of groups) {
    const last = releases.find(({ destinations }) => destinations.some(({ kind, name }) => kind === 'group' && name === group));
    if (last && version !== undefined && compareVersions(version, last.version) <= 0)
      found.push({ severity: 'warning', kind: 'version-not-higher', group, before: last.version, now: version });
  }
  if (!newest || newest.appIdentifier !== (appIdentifier ?? null)) return found;
  const { permissions: before } = newest;
  if (hasOtherSigner(newest, candidate, groups)) found.push({ severity: 'warning', kind: 'other-signer' });
  const added = before && permissions ? permissions.filter((name) => !before.includes(name)) : [];
  if (added.length > 0) found.push({ severity: 'warning', kind: 'new-permissions', permissions: added });
  if (sizeBytes > newest.sizeBytes * growth && sizeBytes - newest.sizeBytes > growthBytes)
    found.push({ severity: 'warning', kind: 'much-larger', before: newest.sizeBytes, now: sizeBytes });
  return found;
}

/** Of an app bundle, devices get the APK that the server makes and signs: an update of those that it made before. */
function hasOtherSigner(
  { signer, bundleSha256, fileName }: ServerRelease,
  { extension, signerSha256 }: ReleaseCandidate,
  groups: readonly string[],
): boolean {
  if (extension === 'aab') return groups.length > 0 && signer !== null && bundleSha256 === null && !fileName.toLowerCase().endsWith('.aab');
  return signer !== null && signerSha256 !== undefined && signer !== signerSha256;
}

/** By their numbers from left to right, as phones compare version codes and bundle versions: `1.10` is above `1.9`, and `1` is `1.0`. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 0)));
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  for (let index = 0; index < length; index++) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
