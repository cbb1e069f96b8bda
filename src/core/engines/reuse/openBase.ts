/**
 * Chooses and opens the package that a new one is made from: a file that someone names, or the last package of the app that was built from
 * the native side as it is now. What is not fit for it is refused with the reason; a file that the ledger does not know is never taken for a
 * package of this project unless the user says so.
 */

import { createHash } from 'node:crypto';
import { createIssue, hasErrors, type Issue, issueInFile } from '../../base/issue.ts';
import { isFailure } from '../../base/failure.ts';
import { phrase } from '../../base/phrase.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { toHex } from '../../base/bytes.ts';
import { readPieces } from '../../base/readPieces.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type FileSystem, type OpenFile, type PathTools } from '../../ports/fileSystem.ts';
import { productFolder } from '../../versions/productFolder.ts';
import { type PackageRecord } from '../../versions/packageRecord.ts';
import { type BuildSpec, type ReuseRequest } from '../engine/engine.ts';
import { type ArtifactFormat } from '../engine/buildPlan.ts';
import { type BaseFacts, readBaseFacts } from './baseFacts.ts';
import { fingerprintOf, nativeDifference, type NativeSide } from '../engine/nativeSide.ts';
import { readKeptNativeSide } from './native/keptNativeSides.ts';

export interface ReuseBase extends BaseFacts {
  /** Absolute path. */
  readonly path: string;
  readonly identity?: string;
  /** Of the ledger; absent for a file from elsewhere. */
  readonly record?: PackageRecord;
  /** Whether it was built from the native side as it is now. */
  readonly isOfNativeSide: boolean;
}

export interface BaseWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

export interface BaseOpening {
  readonly base?: ReuseBase;
  readonly issues: readonly Issue[];
}

/** More names than anyone reads in one sentence. */
const mostNamed = 12;

export async function openBase(world: BaseWorld, spec: BuildSpec, native: NativeSide, signal: AbortSignal): Promise<BaseOpening> {
  const request: ReuseRequest = spec.reuse ?? { records: [] };
  const own = request.records.filter((record) => isOfTarget(record, spec));
  if (request.from !== undefined) return await openNamed(world, spec, { path: request.from, own, request, native, signal });
  const fingerprint = fingerprintOf(native);
  const newest = own.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const there: PackageRecord[] = [];
  for (const record of newest) {
    const path = world.paths.resolve(spec.appFolder, record.path);
    if ((await world.files.stat(path))?.kind !== 'file') continue;
    if (record.nativeFingerprint === fingerprint) return await openRecorded(world, spec, record, signal);
    there.push(record);
  }
  const [last] = newest;
  if (!last) return { issues: [createIssue('reuse-no-base', { buildType: spec.buildType, appIdentifier: spec.appIdentifier })] };
  const [compared] = there;
  if (!compared) return { issues: [createIssue('reuse-base-missing', { path: last.path }, { file: last.path })] };
  return { issues: [await nativeIssue(world, spec, compared, native)] };
}

interface Named {
  readonly path: string;
  /** Of the same target. */
  readonly own: readonly PackageRecord[];
  readonly request: ReuseRequest;
  readonly native: NativeSide;
  readonly signal: AbortSignal;
}

async function openNamed(world: BaseWorld, spec: BuildSpec, { path, own, request, native, signal }: Named): Promise<BaseOpening> {
  const opened = await openFile(world, spec, path, signal);
  if (!opened.base || hasErrors(opened.issues)) return opened;
  const record = own.find(({ sha256 }) => sha256 === opened.sha256);
  if (record?.nativeFingerprint === fingerprintOf(native))
    return { base: { ...opened.base, record, isOfNativeSide: true }, issues: opened.issues };
  if (record?.nativeFingerprint !== undefined) return { issues: [await nativeIssue(world, spec, record, native)] };
  const name = world.paths.basename(path);
  const isAccepted = request.acceptsUnknownBase === true;
  const unknown = createIssue('reuse-native-unknown', { base: name }, { file: path }, isAccepted ? 'warning' : 'error');
  const issues = [...opened.issues, unknown, ...foreignIssues(spec, opened.base)];
  return { base: { ...opened.base, ...(record && { record }) }, issues };
}

/** What the ledger would say of a package that it has. */
function foreignIssues(spec: BuildSpec, { path, versionCode, signer }: ReuseBase): readonly Issue[] {
  const issues: Issue[] = [];
  if (versionCode !== undefined && versionCode >= spec.versionCode)
    issues.push(unfit(path, `${phrase('its version code is not below the new one')}: ${versionCode}`));
  if (signer !== undefined) issues.push(createIssue('reuse-signer-differs', { path, signer }, { file: path }));
  return issues;
}

async function openRecorded(world: BaseWorld, spec: BuildSpec, record: PackageRecord, signal: AbortSignal): Promise<BaseOpening> {
  const path = world.paths.resolve(spec.appFolder, record.path);
  const opened = await openFile(world, spec, path, signal);
  if (!opened.base) return opened;
  // Anyone who can push could name a package of theirs in the ledger, and put it into the repository.
  if ((await spec.reuse?.isTracked?.(path)) === true) return { issues: [unfit(path, phrase('git tracks it, so it may come from anyone'))] };
  if (opened.sha256 !== record.sha256) return { issues: [createIssue('reuse-base-changed', { path: record.path }, { file: path })] };
  return { base: { ...opened.base, record, isOfNativeSide: true }, issues: opened.issues };
}

function isOfTarget(record: PackageRecord, spec: BuildSpec): boolean {
  return (
    record.platform === spec.platform &&
    record.appIdentifier === spec.appIdentifier &&
    record.buildType === spec.buildType &&
    record.variant === spec.variant
  );
}

async function nativeIssue(world: BaseWorld, spec: BuildSpec, record: PackageRecord, native: NativeSide): Promise<Issue> {
  const base = `${record.version} (${record.versionCode})`;
  const { packages } = productFolder(world.paths, spec.appFolder);
  const known = record.nativeFingerprint === undefined ? undefined : await readKeptNativeSide(world, packages, record.nativeFingerprint);
  if (record.nativeFingerprint === undefined) return createIssue('reuse-native-unknown', { base });
  const changes = known ? nativeDifference(known, native) : [];
  const named = changes.slice(0, mostNamed).join(', ');
  const more = changes.length > mostNamed ? `, … (${changes.length})` : '';
  const unnamed = phrase('the reason is not recorded on this machine');
  return createIssue('reuse-native-changed', { base, changes: changes.length === 0 ? unnamed : named + more });
}

interface OpenedFile extends BaseOpening {
  readonly sha256?: string;
}

async function openFile({ files }: BaseWorld, spec: BuildSpec, path: string, signal: AbortSignal): Promise<OpenedFile> {
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') return { issues: [createIssue('reuse-base-missing', { path }, { file: path })] };
  let source: OpenFile;
  try {
    source = await files.openFile(path);
  } catch (error) {
    if (isFailure(error, 'file-unreadable')) return { issues: [unfit(path, phrase('it cannot be read'))] };
    throw error;
  }
  try {
    const [{ facts, issues }, sha256] = await Promise.all([readBaseFacts(source), hashOf(source, signal)]);
    const placed = issues.filter(({ severity }) => severity === 'error').map((issue) => issueInFile(issue, path));
    if (!facts || placed.length > 0) return { issues: placed };
    const reason = whyUnfit(spec, facts);
    if (reason !== undefined) return { issues: [unfit(path, reason)] };
    return {
      base: { ...facts, path, isOfNativeSide: false, ...(stat.identity !== undefined && { identity: stat.identity }) },
      issues: [],
      sha256,
    };
  } finally {
    await source.close();
  }
}

async function hashOf(source: ByteSource, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readPieces(source, 0, source.size, { isForThisThread: true })) {
    throwIfCancelled(signal);
    hash.update(piece);
  }
  return toHex(hash.digest());
}

function unfit(path: string, reason: string): Issue {
  return createIssue('reuse-base-unfit', { path, reason }, { file: path });
}

/** The form of the package that is asked for. */
export function formatOf({ platform, buildType }: Pick<BuildSpec, 'platform' | 'buildType'>): ArtifactFormat {
  if (platform === 'ios') return 'ipa';
  return buildType === 'app-bundle' ? 'aab' : 'apk';
}

function whyUnfit(spec: BuildSpec, base: BaseFacts): string | undefined {
  const format = formatOf(spec);
  if (base.format !== format) return `${phrase('its format is not the one of the build type')}: ${base.format}`;
  // An app for iOS can get another identifier when it is signed; of an Android package, code and authorities carry it.
  if (base.appIdentifier !== spec.appIdentifier) return `${phrase('it is another app')}: ${base.appIdentifier ?? '?'}`;
  if (base.isSplit) return phrase('it is one part of several; name the APK of the whole app');
  if (base.needsSplits) return phrase('devices install it together with other APKs only');
  if (base.isTestOnly) return phrase('it is marked as testOnly, as Android Studio marks what it runs on a device');
  if (format !== 'ipa' && base.isDebuggable !== undefined && base.isDebuggable !== (spec.buildType === 'debug'))
    return base.isDebuggable ? phrase('it is debuggable') : phrase('it is not debuggable');
  if (base.isEncrypted) return phrase('it comes from the App Store and is encrypted');
  return undefined;
}
