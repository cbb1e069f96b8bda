/**
 * What signs an iOS package: the certificate and the provisioning profile of the settings, read and checked against each other, the app,
 * the project's entitlements and the devices. Every issue is at the value of the settings that it is about.
 */

import { checkCertificate } from '../assets/certificate/checkCertificate.ts';
import { type CertificateReading, type FiledIdentity } from '../assets/certificate/certificateFile.ts';
import { identityNames } from '../assets/certificate/chooseIdentity.ts';
import { largestCertificateFile, readCertificateFile } from '../assets/certificate/readCertificateFile.ts';
import { checkProfile, type ProfileDemands } from '../assets/provisioning-profile/checkProfile.ts';
import { largestProfile } from '../assets/provisioning-profile/inspectProfile.ts';
import { type ProfileInspection } from '../assets/provisioning-profile/profileInspection.ts';
import { utf8 } from '../base/bytes.ts';
import { createIssue, hasErrors, type Issue } from '../base/issue.ts';
import { phrases } from '../base/phrase.ts';
import { type Secret } from '../base/secret.ts';
import { inspectPlist } from '../formats/plist/inspectPlist.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { findEntitlements } from '../projects/iosEntitlements.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { type Sourced } from '../settings/origin.ts';
import { inspectProfileOnce } from './inspectProfileOnce.ts';
import { isWritten, placeInSettings, type PlatformApp } from './openApp.ts';
import { openSigningFile } from './openSigningFile.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type SigningWorld } from './workflowWorld.ts';
import { type SigningAssets } from './ios/sealInput.ts';
import { type OpenedProfile, withChain } from './ios/signingAssets.ts';
import { certificateObstacle, exposureIssues, profileObstacle } from './iosFileIssues.ts';
import { findXcodeProfiles } from './xcodeProfiles.ts';

export interface IosSigning {
  readonly platform: 'ios';
  /** The identity that would sign, as far as the password is known. */
  readonly identity: FiledIdentity | undefined;
  /** What the settings can call the identities of the file, as far as it is open. */
  readonly identityNames: readonly string[];
  readonly profile: ProfileInspection | undefined;
  /** Everything that a package is signed with; absent while something of it is missing or closed. */
  readonly assets: SigningAssets | undefined;
  readonly issues: readonly Issue[];
  /** For the log to be kept free of. */
  readonly secrets: readonly Secret[];
}

const certificatePointer = '/ios/certificate';
const identityPointer = '/ios/certificateIdentity';
const profilePointer = '/ios/provisioningProfile';
const devicesPointer = '/ios/devices';

/** Without a needed password this says what can be known without it. */
export async function openIosSigning(
  world: SigningWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  isNeeded: boolean,
): Promise<IosSigning> {
  const buildType = target.effective.buildType.value;
  const now = world.clock.now();
  const trusted = world.trustedRoots ?? [];
  const profile = await readProfile(world, target);
  const certificate = await readCertificate(world, target, passwords, isNeeded);
  const wanted = target.effective.certificateIdentity;
  const demanded = { buildType, now, ...(wanted && { wanted: wanted.value }), ...profile, trusted };
  const checked = certificate.reading && checkCertificate(certificate.reading, demanded);
  const extensions = await readExtensionProfiles(world, target);
  const entitlements = await openEntitlements(world, target);
  const demands = demandsWith(target, checked?.identity, entitlements);
  const profileIssues = [...profile.issues, ...(profile.profile ? checkProfile(profile.profile, demands) : [])];
  if (hasErrors(profileIssues)) profileIssues.push(...(await suggestProfile(world, demands, profile.path)));
  // A missing password is not reported as an issue.
  const certificateIssues = [...certificate.issues, ...(checked?.issues ?? []), ...comparisonIssues(certificate, profile)].filter(
    ({ code }) => code !== 'certificate-password-missing',
  );
  return {
    platform: 'ios',
    identity: checked?.identity,
    identityNames: identityNames(certificate.reading?.identities.filter(({ hasPrivateKey }) => hasPrivateKey) ?? []),
    profile: profile.profile,
    assets: assetsOf(checked?.identity, profile, extensions.profiles, trusted),
    issues: [
      ...certificateIssues.map((issue) => placeCertificateIssue(issue, target)),
      ...profileIssues.map((issue) => placeProfileIssue(issue, target)),
      ...extensions.issues,
      ...entitlements.issues,
    ],
    secrets: certificate.secrets,
  };
}

/** What a password would show of the two together is not known, and not right either. */
function comparisonIssues({ reading }: ReadCertificate, { profile }: ReadProfile): readonly Issue[] {
  if (reading?.password !== 'missing' || !profile?.profile) return [];
  return [createIssue('certificate-not-compared', { profile: profile.name ?? '' })];
}

function assetsOf(
  identity: FiledIdentity | undefined,
  { opened }: ReadProfile,
  extensions: readonly OpenedProfile[],
  trusted: readonly Certificate[],
): SigningAssets | undefined {
  if (!identity?.privateKey || !opened) return undefined;
  return { certificate: withChain(identity, identity.privateKey, trusted), profiles: [opened, ...extensions], issues: [] };
}

interface ReadProfile {
  /** With what a package carries of it; absent when it cannot be read. */
  readonly opened?: OpenedProfile;
  readonly profile?: ProfileInspection;
  readonly path?: string;
  readonly issues: readonly Issue[];
}

async function readProfile(world: SigningWorld, target: PlatformApp): Promise<ReadProfile> {
  const { app, effective } = target;
  const { provisioningProfile } = effective;
  if (!provisioningProfile) {
    const isSaid = isWritten(app, profilePointer);
    return { issues: isSaid ? [] : [createIssue('profile-not-set', { buildType: effective.buildType.value })] };
  }
  const path = world.paths.resolve(app.folder, provisioningProfile.value);
  const { bytes, obstacle } = await openSigningFile(world, path, largestProfile);
  if (!bytes) return { path, issues: obstacle ? [profileObstacle(obstacle, provisioningProfile.value)] : [] };
  const inspection = await inspectProfileOnce(world, bytes);
  const { profile } = inspection;
  return { profile: inspection, path, ...(profile && { opened: { path, bytes, inspection, profile } }), issues: inspection.issues };
}

/** Those of programs inside the app. Whether each fits one is seen when the app is signed, which alone knows them. */
async function readExtensionProfiles(
  world: SigningWorld,
  { app }: PlatformApp,
): Promise<{ readonly profiles: readonly OpenedProfile[]; readonly issues: readonly Issue[] }> {
  const profiles: OpenedProfile[] = [];
  const issues: Issue[] = [];
  for (const [index, written] of (app.inspected.settings.ios?.extensionProfiles ?? []).entries()) {
    const path = world.paths.resolve(app.folder, written);
    const { bytes, obstacle } = await openSigningFile(world, path, largestProfile);
    const inspection = bytes && (await inspectProfileOnce(world, bytes));
    const found = [...(obstacle ? [profileObstacle(obstacle, written)] : []), ...(inspection?.issues ?? [])];
    const place = placeInSettings(app, `/ios/extensionProfiles/${index}`);
    issues.push(...found.map((issue) => ({ ...issue, place })));
    if (bytes && inspection?.profile) profiles.push({ path, bytes, inspection, profile: inspection.profile });
  }
  return { profiles, issues };
}

interface ReadCertificate {
  readonly reading?: CertificateReading;
  readonly issues: readonly Issue[];
  readonly secrets: readonly Secret[];
}

async function readCertificate(
  world: SigningWorld,
  { app, effective }: PlatformApp,
  passwords: PasswordSource,
  isNeeded: boolean,
): Promise<ReadCertificate> {
  const { paths, sessionCache } = world;
  const { certificate } = effective;
  if (!certificate) {
    const isSaid = isWritten(app, certificatePointer);
    return { issues: isSaid ? [] : [createIssue('certificate-not-set', { buildType: effective.buildType.value })], secrets: [] };
  }
  const file = paths.resolve(app.folder, certificate.value);
  const opened = await openSigningFile(world, file, largestCertificateFile);
  const { bytes, obstacle } = opened;
  if (!bytes) return { issues: obstacle ? [certificateObstacle(obstacle, certificate.value)] : [], secrets: [] };
  const read = async (password: Secret | undefined): Promise<CertificateReading> => {
    const make = (): Promise<CertificateReading> => readCertificateFile(bytes, password);
    return await (sessionCache?.remember('certificate', bytes, [password], make) ?? make());
  };
  const given = await passwords.ask({ purpose: 'certificate', file, isNeeded: false });
  const reading = await read(given);
  const issues = exposureIssues(opened, reading, certificate.value);
  if (reading.password !== 'missing' || !isNeeded) return { reading, issues, secrets: given ? [given] : [] };
  const asked = await passwords.ask({ purpose: 'certificate', file, isNeeded });
  return { reading: asked ? await read(asked) : reading, issues, secrets: asked ? [asked] : [] };
}

interface OpenedEntitlements {
  readonly entitlements?: NonNullable<ProfileDemands['entitlements']>;
  readonly issues: readonly Issue[];
}

const unknownReasons = phrases({
  variable: 'its variables are set during the build',
  outside: 'it is outside the app folder',
  missing: 'the file is not there',
  'several-targets': 'no target has the app identifier',
  unreadable: 'the project file cannot be read',
});

/** What the project asks for. */
async function openEntitlements({ files, paths }: SigningWorld, { app, effective }: PlatformApp): Promise<OpenedEntitlements> {
  const found = await findEntitlements(new ProjectFolder(files, paths, app.folder), effective.appIdentifier?.value);
  if (!found) return { issues: [] };
  if (found.kind === 'unknown') {
    const place = { file: paths.join(app.folder, ...found.path.split('/')) };
    return {
      issues: [
        createIssue('entitlements-not-found', { file: found.path, written: found.written, reason: unknownReasons[found.reason] }, place),
      ],
    };
  }
  const { value, issues } = inspectPlist(utf8(found.text));
  const file = paths.join(app.folder, ...found.path.split('/'));
  return {
    ...(value?.type === 'dictionary' && { entitlements: { value, file: found.path, ...(found.expand && { expand: found.expand }) } }),
    issues: issues.map((issue) => ({ ...issue, place: { ...issue.place, file } })),
  };
}

/** What a profile of the app has to allow. */
export async function demandsOf(world: SigningWorld, target: PlatformApp, identity: FiledIdentity | undefined): Promise<ProfileDemands> {
  return demandsWith(target, identity, await openEntitlements(world, target));
}

function demandsWith(
  { app, effective }: PlatformApp,
  identity: FiledIdentity | undefined,
  { entitlements }: OpenedEntitlements,
): ProfileDemands {
  const appIdentifier = effective.appIdentifier?.value;
  return {
    buildType: effective.buildType.value,
    ...(appIdentifier !== undefined && { appIdentifier }),
    ...(identity && { certificate: identity.certificate }),
    ...(entitlements && { entitlements }),
    devices: app.inspected.settings.ios?.devices ?? [],
  };
}

async function suggestProfile(world: SigningWorld, demands: ProfileDemands, chosen: string | undefined): Promise<readonly Issue[]> {
  const found = await findXcodeProfiles(world, demands);
  const best = found.find(({ path }) => path !== chosen);
  return best ? [createIssue('profile-match-found', { name: best.inspection.name ?? '', path: best.path })] : [];
}

/** What is wrong with the name of an identity is at that name. */
function placeCertificateIssue(issue: Issue, target: PlatformApp): Issue {
  const { certificate, certificateIdentity } = target.effective;
  const isOfName = issue.code === 'certificate-identity-missing' || issue.code === 'certificate-several-identities';
  if (isOfName && certificateIdentity) return placed(issue, target, certificateIdentity, identityPointer);
  return placed(issue, target, certificate, certificatePointer);
}

function placeProfileIssue(issue: Issue, target: PlatformApp): Issue {
  if (issue.code !== 'profile-device-missing') return placed(issue, target, target.effective.provisioningProfile, profilePointer);
  return { ...issue, place: placeInSettings(target.app, `${devicesPointer}/${indexOfDevice(target, String(issue.params['device']))}`) };
}

/** In the file, where items of another type than text may be between. */
function indexOfDevice({ app: { inspected } }: PlatformApp, device: string): number {
  const wrong = new Set(inspected.issues.map(({ place }) => place?.pointer));
  const { devices = [] } = inspected.settings.ios ?? {};
  let index = 0;
  for (const listed of devices) {
    while (wrong.has(`${devicesPointer}/${index}`)) index++;
    if (listed === device) break;
    index++;
  }
  return index;
}

/** At the value of the settings; at the file itself when it was given for this package alone. */
function placed(issue: Issue, { app, placeOf }: PlatformApp, value: Sourced<string> | undefined, pointer: string): Issue {
  const place = placeOf(value, pointer);
  return { ...issue, place: place.file === undefined ? { file: value?.value ?? app.settingsPath } : place };
}
