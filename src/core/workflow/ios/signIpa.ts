/**
 * Signs an iOS package that exists, with another certificate, profile, identifier or version if that is wanted, and verifies the result
 * before it gets its name. What does not change is copied as it is; a package of any size passes through a few megabytes.
 */

import { signingCertificateIssues } from '../../assets/certificate/checkCertificate.ts';
import { checkProfile } from '../../assets/provisioning-profile/checkProfile.ts';
import { resignEntitlements, type EntitlementChange } from '../../assets/provisioning-profile/resignEntitlements.ts';
import { type Bytes } from '../../base/bytes.ts';
import { eachOnce } from '../../base/eachOnce.ts';
import { createIssue, hasErrors, issueInFile, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { inspectPng } from '../../formats/image/inspectPng.ts';
import { type RgbaImage } from '../../formats/image/rgbaImage.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { type PlistDictionary } from '../../formats/plist/plistValue.ts';
import { ZipContentError } from '../../formats/zip/zipContentError.ts';
import { withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { editApp, type AppEdits } from '../../packages/ipa/edit/editApp.ts';
import { verifyIpa, type IpaVerification } from '../../packages/ipa/seal/verifyIpa.ts';
import { recognizePackage } from '../../packages/recognizePackage.ts';
import { type Clock } from '../../ports/clock.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { bundlesInsideOut, findBundle, type AppBundle } from '../../signing/apple/bundle/bundleTree.ts';
import { sealApp, withEdits, type ProgramSeal, type SealedApp } from '../../signing/apple/bundle/sealApp.ts';
import { writeNewArchive, writeSealedArchive } from '../../signing/apple/bundle/writePackage.ts';
import { readEntitlements } from '../../signing/apple/code/readEntitlements.ts';
import { requireOutput } from '../output.ts';
import { type PasswordSource } from '../passwordSource.ts';
import { openAppInput, type AppInput, type InputWorld } from './openAppInput.ts';
import { openCertificate, openProfiles, profileFor, type OpenedCertificate, type OpenedProfile } from './signingAssets.ts';

/** All paths are absolute. */
export interface SignIpaRequest extends Omit<AppEdits, 'icon'> {
  /** An .ipa, an .app folder or an .xcarchive. */
  readonly path: string;
  readonly out: string;
  readonly certificate: string;
  /** Which certificate of the file signs, where it holds several. */
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

export interface SignedProgram {
  readonly path: string;
  readonly identifier: string;
  readonly profile: string | undefined;
  /** From what it had before. */
  readonly entitlements: readonly EntitlementChange[];
}

export interface SignedIpa extends IpaVerification {
  readonly sizeBytes: number;
  readonly programs: readonly SignedProgram[];
}

export async function signIpa(world: SignIpaWorld, request: SignIpaRequest): Promise<SignedIpa> {
  await requirePlace(world, request);
  const input = await openAppInput(world, request.path);
  let output: NewFile | undefined;
  try {
    const plan = await planSigning(world, request, input);
    const { report, signal, out } = request;
    const sealing = progressPart(report, 0, 0.5);
    const sealed = await sealApp({
      files: plan.files,
      app: plan.app,
      signer: { identity: plan.certificate.identity, signingTime: world.clock.now() },
      programs: plan.seals,
      signal,
      onProgress: (fraction) => sealing({ step: 'signing', fraction }),
    });
    if (hasErrors(sealed.issues)) throw issuesFound(placed(sealed.issues, request.path));
    output = await world.files.createFile(out);
    await write(input, plan, sealed, output, request);
    const checked = await verifyWritten(world, request, output);
    // The output may take the place of the input, which some systems allow for closed files only.
    await input.close();
    await output.commit();
    report?.({ step: 'done', fraction: 1 });
    return { ...checked, issues: eachOnce([...plan.issues, ...sealed.issues, ...checked.issues]), programs: plan.programs };
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

interface SigningPlan {
  readonly files: AppInput['files'];
  readonly app: AppBundle;
  /** New content that is no part of the seal. */
  readonly edits: ReadonlyMap<string, Bytes>;
  readonly certificate: OpenedCertificate;
  readonly seals: ReadonlyMap<string, ProgramSeal>;
  readonly programs: readonly SignedProgram[];
  readonly issues: readonly Issue[];
}

/** Everything that can be refused is refused here, before anything is hashed. */
async function planSigning(world: SignIpaWorld, request: SignIpaRequest, input: AppInput): Promise<SigningPlan> {
  const { path } = request;
  const trusted = world.trustedRoots ?? [];
  const access = { now: world.clock.now(), trusted };
  const { profiles, issues: profileIssues } = await openProfiles(world.files, request.profiles, access);
  const old = await findBundle(input.files, input.root);
  if (!old)
    throw issuesFound([
      createIssue('ipa-app-missing', { path, reason: 'its Info.plist names no executable that is there' }, { file: path }),
    ]);
  const { icon, ...edits } = request;
  const edited = await editApp(input.files, old, { ...edits, icon: icon === undefined ? undefined : await readIcon(world, icon) });
  const files = withEdits(input.files, edited.files);
  const app = await findBundle(files, input.root);
  if (!app?.identifier)
    throw issuesFound([createIssue('ipa-key-missing', { key: 'CFBundleIdentifier' }, { file: path, entry: `${input.root}/Info.plist` })]);
  const main = profileFor(profiles, app.identifier);
  const certificate = await openCertificate(world.files, {
    path: request.certificate,
    passwords: request.passwords,
    wanted: request.certificateIdentity,
    profile: main?.inspection,
    trusted,
  });
  const wanted = request.entitlements === undefined ? undefined : await readWanted(world, request.entitlements);
  const issues: Issue[] = [...input.issues, ...profileIssues, ...certificate.issues, ...placed(edited.issues, path)];
  issues.push(...certificateIssues(request, certificate, main, access));
  const seals = new Map<string, ProgramSeal>();
  const programs: SignedProgram[] = [];
  const used = new Set<OpenedProfile>();
  for (const bundle of bundlesInsideOut(app)) {
    if (!bundle.isProgram) continue;
    const identifier = bundle.identifier ?? '';
    const profile = profileFor(profiles, identifier);
    if (!profile) {
      issues.push(createIssue('ipa-profile-for-bundle-missing', { identifier, bundle: bundle.path }, { file: path, entry: bundle.path }));
      continue;
    }
    used.add(profile);
    issues.push(...profileFitIssues(bundle, profile, certificate));
    const before = await readEntitlements(input.files, bundle.executable);
    const own = bundle === app && wanted ? { wanted } : {};
    const { profile: granted } = profile;
    const resigned = resignEntitlements({
      bundle: bundle.path,
      identifier,
      profile: granted,
      old: before,
      renamed: edited.renamed,
      ...own,
    });
    issues.push(...placed(resigned.issues, path));
    seals.set(bundle.path, { profile: profile.bytes, entitlements: resigned.entitlements });
    programs.push({ path: bundle.path, identifier, profile: profile.inspection.name, entitlements: resigned.changes });
  }
  for (const profile of profiles) if (!used.has(profile)) issues.push(unusedIssue(profile));
  const all = eachOnce(issues);
  if (hasErrors(all)) throw issuesFound(all);
  return { files, app, edits: edited.files, certificate, seals, programs: programs.toReversed(), issues: all };
}

function certificateIssues(
  { certificate: path }: SignIpaRequest,
  { filed }: OpenedCertificate,
  main: OpenedProfile | undefined,
  { now, trusted }: { readonly now: Date; readonly trusted: readonly Certificate[] },
): readonly Issue[] {
  if (!main) return [];
  const demands = { buildType: main.inspection.kind ?? 'app-store', now, trusted, profile: main.inspection };
  return placed(signingCertificateIssues(filed.certificate, filed.issuers, demands), path);
}

function profileFitIssues({ identifier }: AppBundle, { inspection, path }: OpenedProfile, { filed }: OpenedCertificate): readonly Issue[] {
  const demands = {
    buildType: inspection.kind ?? '',
    certificate: filed.certificate,
    ...(identifier !== undefined && { appIdentifier: identifier }),
  };
  return placed(checkProfile(inspection, demands), path);
}

function unusedIssue({ path, inspection }: OpenedProfile): Issue {
  const { name = '', applicationIdentifier = '' } = inspection;
  return createIssue('ipa-profile-unused', { name, profileIdentifier: withoutPrefix(applicationIdentifier) }, { file: path });
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

async function write(
  input: AppInput,
  plan: SigningPlan,
  sealed: SealedApp,
  output: NewFile,
  { report, signal }: SignIpaRequest,
): Promise<void> {
  const writing = progressPart(report, 0.5, 0.75);
  const options = { signal, onProgress: (fraction: number) => writing({ step: 'signing', fraction }) };
  const edits = [...plan.edits].map(([path, bytes]) => [path, { kind: 'bytes', bytes }] as const);
  const changed = { files: new Map([...edits, ...sealed.files]), removed: sealed.removed };
  if (input.archive) await writeSealedArchive({ ...input.archive, files: plan.files }, changed, output, options);
  else await writeNewArchive(plan.files, input.modes, changed, output, options);
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
