/**
 * Signs an iOS package that exists, with another certificate, profile, identifier or version if that is wanted, and verifies the result
 * before it gets its name. What does not change is copied as it is; a package of any size passes through a few megabytes.
 */

import { eachOnce } from '../../base/eachOnce.ts';
import { createIssue, issueInFile, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { inspectPng } from '../../formats/image/inspectPng.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { type PlistDictionary } from '../../formats/plist/plistValue.ts';
import { ZipContentError } from '../../formats/zip/zipContentError.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type AppEdits } from '../../packages/ipa/edit/editApp.ts';
import { verifyIpa, type IpaVerification } from '../../packages/ipa/seal/verifyIpa.ts';
import { recognizePackage } from '../../packages/recognizePackage.ts';
import { type Clock } from '../../ports/clock.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { requireOutput } from '../output.ts';
import { type PasswordSource } from '../passwordSource.ts';
import { wrongEdits } from './checkEdits.ts';
import { openAppInput, type InputWorld } from '../../packages/ipa/openAppInput.ts';
import { planSeal, writeSealed, type SignedProgram, type SigningAssets } from './sealInput.ts';
import { openCertificate, openProfiles, profileFor } from './signingAssets.ts';

/** All paths are absolute. */
export interface SignIpaRequest extends Omit<AppEdits, 'icon'> {
  /** An .ipa, an .app folder or an .xcarchive. */
  readonly path: string;
  readonly out: string;
  readonly certificate: string;
  /** Which certificate of the file signs, where it contains several. */
  readonly certificateIdentity?: string | undefined;
  readonly passwords: PasswordSource;
  readonly profiles: readonly string[];
  /** A property list of what the app is to be allowed. */
  readonly entitlements?: string | undefined;
  /** A PNG that becomes the icon in all sizes. */
  readonly icon?: string | undefined;
  /** Other files that are read for it, such as those of passwords. */
  readonly inputs?: readonly string[];
  /** Whether a file of another kind may be replaced. A package always may, the input too. */
  readonly mayReplace?: boolean;
  readonly report?: ProgressReporter | undefined;
  readonly signal: AbortSignal;
}

export interface SignIpaWorld extends InputWorld {
  readonly clock: Clock;
  readonly trustedRoots?: readonly Certificate[];
}

export interface SignedIpa extends IpaVerification {
  readonly sizeBytes: number;
  readonly programs: readonly SignedProgram[];
}

export async function signIpa(world: SignIpaWorld, request: SignIpaRequest): Promise<SignedIpa> {
  const wrong = wrongEdits(request);
  if (wrong.length > 0) throw issuesFound(wrong);
  await requirePlace(world, request);
  const input = await openAppInput(world, request.path);
  let output: NewFile | undefined;
  try {
    const { entitlements, icon } = request;
    const wanted = entitlements === undefined ? undefined : await readWanted(world, entitlements);
    const plan = await planSeal(input, {
      ...request,
      icon: icon === undefined ? undefined : await readIcon(world, icon),
      wanted,
      now: world.clock.now(),
      trusted: world.trustedRoots ?? [],
      assets: async (identifier) => openAssets(world, request, identifier),
    });
    const sealed = { ...request, input, plan, signingTime: world.clock.now(), report: progressPart(request.report, 0, 0.75) };
    output = await world.files.createFile(request.out);
    const issues = await writeSealed(sealed, output);
    const checked = await verifyWritten(world, request, output);
    // The output may take the place of the input, which some systems allow for closed files only.
    await input.close();
    await output.commit();
    request.report?.({ step: 'done', fraction: 1 });
    return { ...checked, issues: eachOnce([...issues, ...checked.issues]), programs: plan.programs };
  } catch (error) {
    // An entry of the archive that is damaged.
    throw error instanceof ZipContentError ? issuesFound(placed([error.issue], request.path)) : error;
  } finally {
    await input.close();
    await output?.discard();
  }
}

async function requirePlace(world: SignIpaWorld, request: SignIpaRequest): Promise<void> {
  const { out, certificate, profiles, entitlements, icon, inputs = [], mayReplace = false } = request;
  await requireOutput(world, { path: out, inputs: [certificate, ...profiles, entitlements, icon, ...inputs], replaces: 'ipa', mayReplace });
}

function placed(issues: readonly Issue[], path: string): readonly Issue[] {
  return issues.map((issue) => issueInFile(issue, path));
}

/** Fails for files that are not such assets, and for a certificate that its password does not open. */
async function openAssets(world: SignIpaWorld, request: SignIpaRequest, identifier: string): Promise<SigningAssets> {
  const trusted = world.trustedRoots ?? [];
  const { profiles, issues } = await openProfiles(world.files, request.profiles, { now: world.clock.now(), trusted });
  const certificate = await openCertificate(world.files, {
    path: request.certificate,
    passwords: request.passwords,
    wanted: request.certificateIdentity,
    profile: profileFor(profiles, identifier)?.inspection,
    trusted,
  });
  return { profiles, certificate, path: request.certificate, issues: [...issues, ...certificate.issues] };
}

const largestIcon = 32 * 1024 * 1024;

async function readIcon({ files }: SignIpaWorld, path: string): Promise<RgbaImage> {
  const { image, issues } = inspectPng(await files.readFile(path, { maxBytes: largestIcon }), { file: path });
  // Asked for by name, it is more than a doubt when it cannot be used.
  if (!image) throw issuesFound(issues.map((issue) => ({ ...issue, severity: 'error' })));
  return image;
}

const largestEntitlements = 1024 * 1024;

async function readWanted({ files }: SignIpaWorld, path: string): Promise<PlistDictionary> {
  const { value, issues } = inspectPlist(await files.readFile(path, { maxBytes: largestEntitlements }));
  if (value?.type === 'dictionary') return value;
  throw issuesFound(placed(issues.length > 0 ? issues : [createIssue('ipa-entitlements-unreadable', {})], path));
}

/** Opens what was written. An authority other than Apple's is allowed: managed devices may trust it. */
async function verifyWritten(
  world: SignIpaWorld,
  { out, report, signal }: SignIpaRequest,
  output: NewFile,
): Promise<IpaVerification & { readonly sizeBytes: number }> {
  const source = await world.files.openFile(output.temporaryPath);
  try {
    const recognized = await recognizePackage(source);
    if (recognized.format !== 'ipa') throw issuesFound([createIssue('package-not-verified', {}, { file: out })]);
    const verifying = progressPart(report, 0.75, 1);
    const verified = await verifyIpa(source, recognized.archive, {
      now: world.clock.now(),
      trusted: world.trustedRoots ?? [],
      unknownRoots: 'warning',
      signal,
      onProgress: (fraction) => verifying({ step: 'verifying', fraction }),
    });
    const issues = placed(verified.issues, out);
    if (!verified.verified) throw issuesFound([...issues, createIssue('package-not-verified', {}, { file: out })]);
    return { ...verified, issues, sizeBytes: source.size };
  } finally {
    await source.close();
  }
}
