/**
 * Everything that is said about a package, by every face in the same words: what it is, what phones or stores would refuse, and on request
 * whether its signatures are valid and the digest of the file, which comes from the same pass over the bytes where the check makes one. Never
 * throws for what the bytes are.
 */

import { bytesSource, type ByteSource } from '../base/byteSource.ts';
import { toHex } from '../base/bytes.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { eachOnce } from '../base/eachOnce.ts';
import { groupIssues } from '../base/groupIssues.ts';
import { hasErrors, type Issue } from '../base/issue.ts';
import { type IssueCode } from '../base/issues/issueTable.ts';
import { zipIssues } from '../base/issues/zipIssues.ts';
import { present } from '../base/present.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { type VerifyApkOptions } from '../signing/android/verifyApk.ts';
import { inspectPackage, type InspectedPackage, type PackageAccess } from './inspectPackage.ts';
import { type IpaVerification, type IpaVerifyOptions } from './ipa/seal/verifyIpa.ts';
import { isDebuggable } from './packageInspection.ts';
import { storeReadiness, type ReadinessRequest } from './storeReadiness.ts';
import { type PackageVerification, verifyPackage } from './verifyPackage.ts';

export interface DescribeRequest extends PackageAccess {
  /** Whose demands count. Default: those of phones for a debuggable package, of a store for all others. */
  readonly audience?: ReadinessRequest['audience'];
  /** Checks the signatures of an Android package. */
  readonly verify?: Omit<VerifyApkOptions, 'hasFileSha256' | 'signal'>;
  /** Checks the seal of an iOS package, for which all of it is read. */
  readonly seal?: Pick<IpaVerifyOptions, 'device' | 'unknownRoots' | 'onProgress'>;
  /** Hashes the whole file with it. */
  readonly hash?: ContentDigester;
}

export interface PackageDescription extends InspectedPackage {
  readonly sizeBytes: number;
  /** Whether archive and manifest are right. Where they are not, no signature makes a package of it that phones read. */
  readonly isSound: boolean;
  /** Absent when it was not asked for, and for what is not an Android package. */
  readonly verification?: PackageVerification;
  /** Of an iOS package; absent when it was not asked for. */
  readonly seal?: IpaVerification;
  /** Of the file, lower-case hexadecimal; where it was asked for. */
  readonly sha256?: string;
  /** Of the file, of its signatures and of what phones or stores demand, each once. */
  readonly issues: readonly Issue[];
}

/** An app bundle is checked entry by entry, so the bytes come from memory where the file is to be hashed as well. */
const largestInMemory = 64 * 1024 * 1024;

export async function describePackage(source: ByteSource, request: DescribeRequest): Promise<PackageDescription> {
  const inspected = await inspectPackage(source, request);
  throwIfCancelled(request.signal);
  const { inspection, issues } = inspected;
  const bytes = await sourceOfBytes(source, inspected, request);
  const verification = await verify(bytes, inspected, request);
  const seal = await verifySeal(source, inspected, request);
  throwIfCancelled(request.signal);
  const sha256 = request.hash && (verification?.sha256 ?? (await hashFile(bytes, request.hash, request.signal)));
  const audience = request.audience ?? (inspection && isDebuggable(inspection) === true ? 'phone' : 'store');
  const readiness = inspection ? storeReadiness(inspection, { today: request.now, audience }) : [];
  // That a package is not signed is one cause; what a verifier misses first in it is not another.
  const isUnsigned = readiness.some(({ code }) => code === 'store-unsigned');
  return {
    ...inspected,
    sizeBytes: source.size,
    isSound: isSound(inspected),
    ...present('verification', verification),
    ...present('seal', seal),
    ...present('sha256', sha256),
    issues: groupIssues([
      ...(seal?.issues ?? []),
      ...withoutRepeated(eachOnce([...issues, ...readiness, ...(isUnsigned ? [] : (verification?.issues ?? []))]), seal),
    ]),
  };
}

function isSound({ inspection, issues }: InspectedPackage): boolean {
  if (!inspection || (inspection.format === 'ipa' ? !inspection.isInfoReadable : !inspection.isManifestReadable)) return false;
  return !hasErrors(issues.filter(({ code }) => code in zipIssues));
}

async function sourceOfBytes(source: ByteSource, { inspection }: InspectedPackage, { verify: wanted, hash }: DescribeRequest) {
  const isReadTwice = inspection?.format === 'aab' && wanted !== undefined && hash !== undefined;
  return isReadTwice && source.size <= largestInMemory ? bytesSource(await source.read(0, source.size)) : source;
}

async function verify(
  source: ByteSource,
  { inspection }: InspectedPackage,
  { verify: options, hash, signal }: DescribeRequest,
): Promise<PackageVerification | undefined> {
  if (!options || !inspection || inspection.format === 'ipa') return undefined;
  return await verifyPackage(source, inspection.format, { ...options, hasFileSha256: hash !== undefined, signal });
}

async function verifySeal(
  source: ByteSource,
  { inspection, archive, issues }: InspectedPackage,
  { seal, signal, now, trusted = [] }: DescribeRequest,
): Promise<IpaVerification | undefined> {
  if (!seal || inspection?.format !== 'ipa' || !archive) return undefined;
  const { verifyIpa } = await import('./ipa/seal/verifyIpa.ts');
  const archiveIssues = issues.filter(({ code }) => code in zipIssues);
  return await verifyIpa(source, archive, { ...seal, now, trusted, archiveIssues, signal });
}

/** What the seal's own findings say for each file. */
const saidBySeal: ReadonlySet<IssueCode> = new Set(['ipa-not-signed', 'ipa-signed-ad-hoc', 'ipa-signer-unknown']);

function withoutRepeated(issues: readonly Issue[], seal: IpaVerification | undefined): readonly Issue[] {
  if (!seal) return issues;
  const said = new Set(seal.issues.map(({ code, message }) => `${code} ${message}`));
  return issues.filter(({ code, message }) => !saidBySeal.has(code) && !said.has(`${code} ${message}`));
}

/** SHA-256 of a whole file, lower-case hexadecimal. */
export async function hashFile(source: ByteSource, digester: ContentDigester, signal: AbortSignal | undefined): Promise<string> {
  const ranges = [{ start: 0, end: source.size }];
  const { whole } = await digester.digest({ source, ranges, chunked: [], whole: ['sha256'], ...(signal && { signal }) });
  const [sha256] = whole;
  if (!sha256) throw new TypeError('the digester left out a digest it was asked for');
  return toHex(sha256);
}
