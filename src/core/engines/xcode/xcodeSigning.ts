/**
 * The steps that let Xcode sign an archive with the assets of the package, and export it: for projects whose build needs a signature. Profiles are named
 * to each target by its identifier, in a settings file, as an argument would name one to all targets, those of packages too. What is exported is
 * signed again by us, like any other result.
 */

import { utf8 } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { createPlist } from '../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../formats/plist/xmlPlist.ts';
import { type BuildType, type IosBuildType } from '../../settings/platform.ts';
import { compareToolVersions } from '../toolchains/toolVersion.ts';
import { type WorkContext, type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';
import { type AppleSigning, type InstallableProfile } from './appleSigning.ts';
import { keychainPath, type KeychainWorld, makeKeychain, removeKeychain, sweepKeychains } from './temporaryKeychain.ts';

interface ExportMethod {
  readonly before: string;
  readonly since: string;
}

/** Xcode 15.4 calls them otherwise, and Xcode 26 does not take the names from before. */
const exportMethods: Readonly<Record<IosBuildType, ExportMethod>> = {
  development: { before: 'development', since: 'debugging' },
  'ad-hoc': { before: 'ad-hoc', since: 'release-testing' },
  'app-store': { before: 'app-store', since: 'app-store-connect' },
  'in-house': { before: 'enterprise', since: 'enterprise' },
};

export function exportMethod(buildType: BuildType, xcodeVersion: string | undefined): string {
  const { before, since } = new Map<string, ExportMethod>(Object.entries(exportMethods)).get(buildType) ?? exportMethods['ad-hoc'];
  return xcodeVersion !== undefined && compareToolVersions(xcodeVersion, '15.4') < 0 ? before : since;
}

export function signsWithXcode({ settings }: Pick<BuildSpec, 'settings'>): boolean {
  return settings.ios?.archiveSigning === 'xcode';
}

/** What keeps Xcode from signing. */
export function xcodeSigningIssues(spec: BuildSpec): readonly Issue[] {
  const { appIdentifier, facts } = spec;
  const own = facts?.variants?.find(({ name }) => name === spec.variant)?.appIdentifier ?? facts?.appIdentifier;
  if (!signsWithXcode(spec) || own === undefined || own.value === appIdentifier) return [];
  return [xcodeSigningUnfit(phrase('the project has another app identifier'))];
}

export function xcodeSigningUnfit(reason: string): Issue {
  return createIssue('archive-signing-unfit', { reason }, { pointer: '/ios/archiveSigning' });
}

export interface SigningFiles {
  /** Absolute path of build settings that are laid over those of the project. */
  readonly settings: string;
  readonly exportOptions: string;
}

/** `work` is the folder of this build. */
export function signingFiles({ paths }: Pick<GradleEnginePorts, 'paths'>, work: string): SigningFiles {
  return { settings: paths.join(work, 'Signing.xcconfig'), exportOptions: paths.join(work, 'ExportOptions.plist') };
}

export function keychainStep(ports: GradleEnginePorts, spec: BuildSpec, files: SigningFiles, xcodeVersion: string | undefined): WorkStep {
  const world = keychainWorld(ports, spec);
  let made: string | undefined;
  return {
    id: 'keychain',
    kind: 'work',
    name: 'Put the certificate into a keychain of this build, and the profiles where Xcode looks for them',
    weight: 1,
    run: async ({ appleSigning: signing }) => {
      if (!signing || !world) throw issuesFound([xcodeSigningUnfit(phrase('no certificate is open'))]);
      const programs = programsOf(spec, signing);
      made = keychainPath(world, signing.runName);
      await makeKeychain(world, signing, [...new Map(programs.map(({ profile }) => [profile.uuid, profile])).values()]);
      const within = spec.appFolder;
      await ports.files.writeFile(files.settings, utf8(settingsText(signing, programs, made)), { within });
      await ports.files.writeFile(files.exportOptions, utf8(exportOptionsText(spec, signing, programs, xcodeVersion)), { within });
      return [];
    },
    undo: async () => {
      if (world && made !== undefined) await removeKeychain(world, made);
    },
  };
}

/** Of builds whose process was killed. */
export async function sweepLeftKeychains(
  ports: GradleEnginePorts,
  spec: BuildSpec,
  { appleSigning }: Pick<WorkContext, 'appleSigning'>,
): Promise<void> {
  const world = keychainWorld(ports, spec);
  if (world && appleSigning) await sweepKeychains(world, async (mark) => await appleSigning.isRunning(mark));
}

function keychainWorld(ports: GradleEnginePorts, { appFolder }: BuildSpec): KeychainWorld | undefined {
  const { programs, toolchains } = ports;
  return programs && { ...ports, programs, homeFolder: toolchains.homeFolder, notFrom: [appFolder] };
}

interface Program {
  readonly identifier: string;
  readonly profile: InstallableProfile;
}

/** The app and its extensions, as far as a profile is there for them. */
function programsOf({ appIdentifier, facts }: BuildSpec, signing: AppleSigning): readonly Program[] {
  const extensions = (facts?.extensions ?? []).flatMap((each) => each.appIdentifier?.value ?? []);
  return [appIdentifier, ...extensions].flatMap((identifier) => {
    const profile = signing.profileFor(identifier);
    return profile ? [{ identifier, profile }] : [];
  });
}

function settingsText(signing: AppleSigning, programs: readonly Program[], keychain: string): string {
  return [
    'CODE_SIGN_STYLE = Manual',
    `CODE_SIGN_IDENTITY = ${signing.sha1.toUpperCase()}`,
    ...(signing.team === undefined ? [] : [`DEVELOPMENT_TEAM = ${signing.team}`]),
    // A path with a blank is one word of these flags.
    `OTHER_CODE_SIGN_FLAGS = $(inherited) --keychain "${keychain}"`,
    ...programs.map(({ identifier, profile }) => `MOBILE_DISTRIBUTION_PROFILE_${identifierName(identifier)} = ${profile.uuid}`),
    'PROVISIONING_PROFILE_SPECIFIER = $(MOBILE_DISTRIBUTION_PROFILE_$(PRODUCT_BUNDLE_IDENTIFIER:c99extidentifier))',
    '',
  ].join('\n');
}

/** As `c99extidentifier` makes it of an identifier. */
function identifierName(identifier: string): string {
  return identifier.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

function exportOptionsText(
  { buildType }: BuildSpec,
  signing: AppleSigning,
  programs: readonly Program[],
  xcodeVersion: string | undefined,
): string {
  return encodeXmlPlist(
    createPlist({
      destination: 'export',
      method: exportMethod(buildType, xcodeVersion),
      signingStyle: 'manual',
      signingCertificate: signing.sha1.toUpperCase(),
      provisioningProfiles: Object.fromEntries(programs.map(({ identifier, profile }) => [identifier, profile.uuid])),
      ...(signing.team !== undefined && { teamID: signing.team }),
      // Xcode would count up by itself otherwise.
      ...(buildType === 'app-store' && { manageAppVersionAndBuildNumber: false }),
      stripSwiftSymbols: true,
    }),
  );
}
