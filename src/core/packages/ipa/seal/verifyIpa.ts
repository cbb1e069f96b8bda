/**
 * Whether an iOS package is as it was signed, and whether devices accept who signed it: the seal of every bundle, then for every program in
 * it certificate, chain, profile, identifier, entitlements and devices. What is found is listed each by its own code, with file and slot.
 * Never throws for what the bytes are.
 */

import { type ByteSource } from '../../../base/byteSource.ts';
import { type Issue, type Severity } from '../../../base/issue.ts';
import { type IssueCode } from '../../../base/issues/issueTable.ts';
import { present } from '../../../base/present.ts';
import { type ZipArchive } from '../../../formats/zip/zipEntry.ts';
import { type Certificate } from '../../../formats/x509/certificate.ts';
import { nameValue } from '../../../formats/x509/distinguishedName.ts';
import { openArchiveFiles } from '../../../signing/apple/bundle/archiveFiles.ts';
import { type AppFiles } from '../../../signing/apple/bundle/appFiles.ts';
import { type SealFinding } from '../../../signing/apple/verify/sealFindings.ts';
import { verifyBundle, type VerifiedSeal } from '../../../signing/apple/verify/verifyBundle.ts';
import { appFolders } from '../ipaEntries.ts';
import { bundleSeals, deviceVerdicts, type BundleSeal, type DeviceVerdict } from './bundleSeals.ts';
import { checkPrograms, type CheckedPrograms, type ProgramAccess, type ProgramProfile } from './checkPrograms.ts';

export interface IpaVerifyOptions extends ProgramAccess {
  /** What is wrong with the archive itself: readers may then see other files than were checked. */
  readonly archiveIssues?: readonly Issue[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface IpaFinding {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly file: string;
  /** As code directories count: -1 is Info.plist, -3 the list of sealed files, 0 the first page. */
  readonly slot?: number;
  readonly message: string;
}

export interface IpaVerification {
  /** Sealed, and signed by whom devices accept, with a profile that allows it. */
  readonly verified: boolean;
  /** Hashes, lists of sealed files and signatures agree. */
  readonly sealed: boolean;
  /** Each once, the app's first. */
  readonly signers: readonly { readonly subject: string; readonly sha256: string; readonly team?: string }[];
  /** Of the app itself. */
  readonly profile?: ProgramProfile;
  /** The app first. */
  readonly bundles: readonly BundleSeal<IpaFinding>[];
  readonly devices: readonly DeviceVerdict[];
  readonly findings: readonly IpaFinding[];
  /** The same, with their remedies. */
  readonly issues: readonly Issue[];
}

/** Of an archive that is an iOS package. */
export async function verifyIpa(source: ByteSource, archive: ZipArchive, options: IpaVerifyOptions): Promise<IpaVerification> {
  const [root] = appFolders(archive.entries);
  const { files, issues } = await openArchiveFiles(source, archive);
  const damaged = [...(options.archiveIssues ?? []), ...issues].map((issue): SealFinding => ({
    issue,
    file: issue.place?.entry ?? '',
    slot: undefined,
  }));
  if (root === undefined) return conclude(damaged, [], undefined);
  return await verifyAppFiles(files, root, options, damaged);
}

async function verifyAppFiles(
  files: AppFiles,
  root: string,
  options: IpaVerifyOptions,
  found: readonly SealFinding[] = [],
): Promise<IpaVerification> {
  const seal = await verifyBundle(files, root, options);
  const programs = await checkPrograms(files, seal, options);
  return conclude([...found, ...seal.findings], programs.findings, { seal, programs });
}

/** An ad-hoc seal is whole, but has no signer. */
const unsealing = (finding: SealFinding): boolean => finding.issue.severity === 'error' && finding.issue.code !== 'seal-ad-hoc';

interface Verified {
  readonly seal: VerifiedSeal;
  readonly programs: CheckedPrograms;
}

function conclude(sealFindings: readonly SealFinding[], others: readonly SealFinding[], verified: Verified | undefined): IpaVerification {
  const findings = eachOnce([...sealFindings, ...others]);
  const sealed = verified !== undefined && !sealFindings.some(unsealing);
  const listed = findings.map(({ issue, file, slot }): IpaFinding => ({
    code: issue.code,
    severity: issue.severity,
    file,
    ...present('slot', slot),
    message: issue.message,
  }));
  return {
    verified: sealed && !findings.some(({ issue }) => issue.severity === 'error'),
    sealed,
    signers: verified ? signersOf(verified.seal) : [],
    ...present('profile', verified?.programs.profile),
    bundles: verified ? bundleSeals(verified.seal.bundles, verified.programs.profiles, listed) : [],
    devices: verified ? deviceVerdicts(verified.programs.profiles) : [],
    findings: listed,
    issues: findings.map(({ issue }) => issue),
  };
}

function eachOnce(findings: readonly SealFinding[]): readonly SealFinding[] {
  const seen = new Map<string, SealFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.issue.code, finding.issue.message, finding.file, finding.slot]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

function signersOf({ bundles, looseCode }: VerifiedSeal): IpaVerification['signers'] {
  const certificates = new Map<string, Certificate>();
  const codes = [...bundles.map(({ code }) => code).toReversed(), ...looseCode.map(({ code }) => code)];
  for (const { slices } of codes)
    for (const { signer } of slices) if (signer) certificates.set(signer.certificate.sha256, signer.certificate);
  return [...certificates.values()].map(({ subject, sha256 }) => ({
    subject: subject.text,
    sha256,
    ...present('team', nameValue(subject, 'OU')),
  }));
}
