/**
 * Plans and makes the seal of an app: new facts in its Info.plist where they are wanted, a profile and entitlements for each program in it, and
 * the sealed package written into a new file.
 */

import { signingCertificateIssues } from '../../assets/certificate/checkCertificate.ts';
import { checkProfile } from '../../assets/provisioning-profile/checkProfile.ts';
import { filledEntitlements, resignEntitlements, type EntitlementChange } from '../../assets/provisioning-profile/resignEntitlements.ts';
import { type Bytes } from '../../base/bytes.ts';
import { eachOnce } from '../../base/eachOnce.ts';
import { createIssue, hasErrors, issueInFile, type Issue } from '../../base/issue.ts';
import { present } from '../../base/present.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { type PlistDictionary } from '../../formats/plist/plistValue.ts';
import { withoutPrefix } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { programBuildIssues } from '../../packages/ipa/seal/programBuild.ts';
import { editApp, type AppEdits } from '../../packages/ipa/edit/editApp.ts';
import { type NewFile } from '../../ports/fileSystem.ts';
import { brokenBundleIssue, brokenPrograms } from '../../signing/apple/bundle/brokenBundle.ts';
import { type AppFiles } from '../../signing/apple/bundle/appFiles.ts';
import { bundlesInsideOut, findBundle, type AppBundle } from '../../signing/apple/bundle/bundleTree.ts';
import { sealApp, withEdits, type ProgramSeal } from '../../signing/apple/bundle/sealApp.ts';
import { writeNewArchive, writeSealedArchive } from '../../signing/apple/bundle/writePackage.ts';
import { openCode } from '../../signing/apple/code/openCode.ts';
import { readEntitlements } from '../../signing/apple/code/readEntitlements.ts';
import { type AppInput } from '../../packages/ipa/openAppInput.ts';
import { profileFor, type OpenedCertificate, type OpenedProfile } from './signingAssets.ts';

/** Who signs, and what allows it. */
export interface SigningAssets {
  readonly certificate: OpenedCertificate;
  readonly profiles: readonly OpenedProfile[];
  /** Of the file of the certificate, for issues; absent when certificate and app's profile were compared before. */
  readonly path?: string | undefined;
  readonly issues: readonly Issue[];
}

export interface SealDemands extends AppEdits {
  /** Of the input, for issues. */
  readonly path: string;
  /** For an app with this identifier. */
  readonly assets: (identifier: string) => Promise<SigningAssets>;
  /** What the app is to be allowed; what the profile allows when absent. */
  readonly wanted?: PlistDictionary | undefined;
  /** What its project asks for, for a program that was built without a signature, which would contain it. `identifier` is that of the project. */
  readonly asked?: ((identifier: string, isApp: boolean) => Promise<AskedEntitlements | undefined>) | undefined;
  readonly now: Date;
  readonly trusted: readonly Certificate[];
}

export interface AskedEntitlements {
  readonly value: PlistDictionary;
  /** Fills in variables of the build. */
  readonly expand?: (text: string) => string | undefined;
}

export interface SignedProgram {
  readonly path: string;
  readonly identifier: string;
  readonly profile: string | undefined;
  /** From what it had before. */
  readonly entitlements: readonly EntitlementChange[];
}

function placed(issues: readonly Issue[], path: string): readonly Issue[] {
  return issues.map((issue) => issueInFile(issue, path));
}

export interface SealPlan {
  readonly files: AppInput['files'];
  readonly app: AppBundle;
  /** New content that is not part of the seal. */
  readonly edits: ReadonlyMap<string, Bytes>;
  readonly certificate: OpenedCertificate;
  readonly seals: ReadonlyMap<string, ProgramSeal>;
  readonly programs: readonly SignedProgram[];
  readonly issues: readonly Issue[];
}

/** Everything that can be refused is refused here, before anything is hashed. */
export async function planSeal(input: AppInput, demands: SealDemands): Promise<SealPlan> {
  const { path, wanted } = demands;
  const old = await findBundle(input.files, input.root);
  if (!old) throw issuesFound(placed([await brokenBundleIssue(input.files, input.root)], path));
  const edited = await editApp(input.files, old, demands);
  const files = withEdits(input.files, edited.files);
  const app = await findBundle(files, input.root);
  if (!app?.identifier)
    throw issuesFound([createIssue('ipa-key-missing', { key: 'CFBundleIdentifier' }, { file: path, entry: `${input.root}/Info.plist` })]);
  const assets = await demands.assets(app.identifier);
  const { profiles, certificate } = assets;
  const issues: Issue[] = [...input.issues, ...assets.issues, ...placed(edited.issues, path)];
  for (const { path: folder, issue } of await brokenPrograms(files, app))
    issues.push(createIssue('seal-app-missing', { app: folder, reason: issue.message }, { file: path, entry: folder }));
  issues.push(...certificateIssues(demands, assets, profileFor(profiles, app.identifier)));
  const identifiersBefore = new Map(bundlesInsideOut(old).map((bundle) => [bundle.path, bundle.identifier]));
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
    issues.push(...(await buildIssues(files, bundle, bundle === app, path)));
    if (bundle !== app || assets.path !== undefined) issues.push(...profileFitIssues(bundle, profile, certificate));
    const signed = await readEntitlements(input.files, bundle.executable);
    const asked = signed ? undefined : await demands.asked?.(identifiersBefore.get(bundle.path) ?? identifier, bundle === app);
    const before = signed ?? (asked && filledEntitlements(asked.value, { profile: profile.profile, identifier }, asked.expand));
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

/** Refused before anything is hashed. */
async function buildIssues(files: AppFiles, { executable }: AppBundle, isApp: boolean, path: string): Promise<readonly Issue[]> {
  const entry = files.get(executable);
  const { code } = entry?.kind === 'file' ? await openCode(entry.content) : {};
  const slices = code?.slices.map(({ file: { architecture, buildVersion } }) => ({
    architecture,
    ...present('platform', buildVersion?.platform),
  }));
  return programBuildIssues(slices ?? [], isApp).map((issue) => ({ ...issue, place: { file: path, entry: executable } }));
}

function certificateIssues(
  { now, trusted }: SealDemands,
  { certificate: { filed }, path }: SigningAssets,
  main: OpenedProfile | undefined,
): readonly Issue[] {
  if (!main || path === undefined) return [];
  const fitness = { buildType: main.inspection.kind ?? 'app-store', now, trusted, profile: main.inspection };
  return placed(signingCertificateIssues(filed.certificate, filed.issuers, fitness), path);
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

export interface SealedOutput {
  readonly input: AppInput;
  readonly plan: SealPlan;
  /** Of the input, for issues. */
  readonly path: string;
  readonly signingTime: Date;
  readonly report?: ProgressReporter | undefined;
  readonly signal: AbortSignal;
}

/** All issues, those of the plan first. Damage of the archive is thrown as `ZipContentError`. */
export async function writeSealed(
  { input, plan, path, signingTime, report, signal }: SealedOutput,
  output: NewFile,
): Promise<readonly Issue[]> {
  const [sealing, writing] = [progressPart(report, 0, 0.66), progressPart(report, 0.66, 1)];
  const sealed = await sealApp({
    files: plan.files,
    app: plan.app,
    signer: { identity: plan.certificate.identity, signingTime },
    programs: plan.seals,
    signal,
    onProgress: (fraction) => sealing({ step: 'signing', fraction }),
  });
  if (hasErrors(sealed.issues)) throw issuesFound(placed(sealed.issues, path));
  const options = { signal, onProgress: (fraction: number) => writing({ step: 'signing', fraction }) };
  const edits = [...plan.edits].map(([name, bytes]) => [name, { kind: 'bytes', bytes }] as const);
  const changed = { files: new Map([...edits, ...sealed.files]), removed: sealed.removed };
  if (input.archive) await writeSealedArchive({ ...input.archive, files: plan.files }, changed, output, options);
  else await writeNewArchive(plan.files, input.modes, changed, output, options);
  return [...plan.issues, ...placed(sealed.issues, path)];
}
