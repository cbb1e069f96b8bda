/** Everything that would go wrong, found before anything is built: settings, numbers, engine, project and signing key. */

import { clockIssues } from '../base/clockIssues.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { groupIssues } from '../base/groupIssues.ts';
import { hasErrors, type Issue, issueInFile, type Place } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { checkHooks } from '../engines/engine/buildHooks.ts';
import { type BuildSpec, type Engine, type ReuseRequest } from '../engines/engine/engine.ts';
import { checkEffectiveSettings } from '../settings/checks/effectiveSettings.ts';
import { type Platform } from '../settings/platform.ts';
import { type EngineId } from '../settings/settingsModel.ts';
import { type SettingsOverrides } from '../settings/resolveSettings.ts';
import { checkVersion } from '../versions/versionRules.ts';
import { checkBranches } from './checkBranches.ts';
import { checkLeftoverSecrets } from './checkLeftoverSecrets.ts';
import { checkStoreKeys } from './checkStoreKeys.ts';
import { checkSigner } from './checkSigner.ts';
import { checkProjectFacts } from './checkProjectFacts.ts';
import { checkTargetSdk } from './checkTargetSdk.ts';
import { checkVariant, checkVariantUse, variantName } from './checkVariant.ts';
import { chooseEngine } from './chooseEngine.ts';
import { appOnPlatform, isWritten, type OpenedApp, placeInSettings, platformFacts, type PlatformApp } from './openApp.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type AppSigning, openSigning } from './appSigning.ts';
import { type CheckWorld, type ProjectWorld } from './workflowWorld.ts';

export interface ValidateRequest {
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides;
  readonly passwords: PasswordSource;
  /** Whether a package is to be made now: then the key must open. Otherwise what cannot be known is left open. */
  readonly isForPackage?: boolean;
  /** Whether the user allowed the build of the project to run for this package. */
  readonly runsProjectBuild?: boolean;
  /** Whether what earlier builds left is removed first. */
  readonly isClean?: boolean;
  /** For the engine `reuse`: from which package, where the last one is not meant. */
  readonly reuse?: ReuseChoice;
  readonly signal: AbortSignal;
}

export type ReuseChoice = Omit<ReuseRequest, 'records' | 'isTracked'>;

export interface AppValidation extends PlatformApp {
  readonly engine: Engine | undefined;
  readonly engineVersion: string | undefined;
  /** Absent when there is nothing that could be built. */
  readonly spec: BuildSpec | undefined;
  /** Absent when the checks were broken off before. */
  readonly signing: AppSigning | undefined;
  readonly issues: readonly Issue[];
}

export async function validateApp(world: CheckWorld, app: OpenedApp, request: ValidateRequest): Promise<AppValidation> {
  const target = await withOwnName(world, appOnPlatform(app, request.platform, request.overrides), request);
  const { effective, placeOf, last, platform } = target;
  const issues: Issue[] = [...app.issues, ...clockIssues(world.clock.now())];
  const places = {
    name: placeOf(effective.name, '/name'),
    version: placeOf(effective.version, '/version'),
    versionCode: placeOf(effective.versionCode, `/${platform}/versionCode`),
  };
  const forms = checkEffectiveSettings(effective, placeOf);
  const isNamedWrong = isWritten(app, `/${platform}/appIdentifier`);
  issues.push(...forms.filter(({ code }) => code !== 'identifier-missing' || !isNamedWrong), ...checkProjectFacts(target, world.paths));
  const { version, versionCode, name } = effective;
  issues.push(
    ...checkVersion({ platform, version: version.value, versionCode: versionCode.value, ...(name && { name: name.value }), last, places }),
  );
  issues.push(
    ...checkVariant(target),
    ...checkHooks(app.inspected.settings).map((issue) => placeEngineIssue(app, issue, placeInSettings(app, '/build'))),
  );
  issues.push(...(await checkBranches(world, target)), ...checkTargetSdk(world, target));
  issues.push(...(await checkLeftoverSecrets(world, app)), ...(await checkStoreKeys(world, app)));
  throwIfCancelled(request.signal);
  const choice = await chooseEngine(world, target);
  issues.push(...choice.issues, ...checkVariantUse(target, choice.engine));
  const spec = choice.engine && specOf(world, target, choice.version ?? '', request);
  if (choice.engine && spec) {
    // What an engine finds without saying where belongs to its own settings.
    const place = placeInSettings(app, choice.engine.id === 'web' ? '/web' : '/engine');
    const found = await choice.engine.check(spec, request.signal);
    issues.push(...found.map((issue) => placeEngineIssue(app, issue, place)));
  }
  throwIfCancelled(request.signal);
  // A keystore is opened, and a password asked for, only when everything else would do.
  const isNeeded = request.isForPackage === true && !hasErrors(issues);
  const passwords = isNeeded || !request.isForPackage ? request.passwords : nobody;
  // Where nothing can build the package, what it would be signed with does not matter yet.
  const mayBeSigned = platform === 'android' || choice.engine !== undefined || request.isForPackage !== true;
  const signing = mayBeSigned ? await openSigning(world, target, passwords, isNeeded) : undefined;
  issues.push(
    ...(signing?.issues ?? []),
    ...checkSigner(target, signing?.platform === 'android' ? signing.certificate?.sha256 : undefined),
  );
  const kept = issues.some(({ code }) => code === 'app-not-found') ? issues.filter(({ code }) => !followsFromNoApp.has(code)) : issues;
  const placed = kept.map((issue) => (issue.place ? issue : issueInFile(issue, app.settingsPath)));
  return { ...target, engine: choice.engine, engineVersion: choice.version, spec, signing, issues: groupIssues(placed) };
}

/** What is missing where there is no app at all. */
const followsFromNoApp: ReadonlySet<Issue['code']> = new Set(['identifier-missing', 'engine-missing']);

/** An engine names a file, or a pointer into the settings, or nothing. */
function placeEngineIssue(app: OpenedApp, issue: Issue, otherwise: Place): Issue {
  const { file, pointer } = issue.place ?? {};
  if (file !== undefined) return issue;
  return { ...issue, place: pointer === undefined ? otherwise : placeInSettings(app, pointer) };
}

/** An app behind an address is asked for its name when no one gave it one. */
async function withOwnName(world: CheckWorld, target: PlatformApp, request: ValidateRequest): Promise<PlatformApp> {
  const { settings } = target.app.inspected;
  const origin = target.effective.name?.origin.kind;
  if (settings.web?.address === undefined || origin === 'settings' || origin === 'option') return target;
  const engine = world.engines.find(({ id }) => id === target.effective.engine?.value);
  const ownName = await engine?.proposeName?.({ appFolder: target.app.folder, settings }, request.signal);
  return ownName ? appOnPlatform(target.app, request.platform, request.overrides, ownName) : target;
}

const nobody: PasswordSource = { ask: async () => undefined };

function specOf(world: ProjectWorld, target: PlatformApp, engineVersion: string, request: ValidateRequest): BuildSpec | undefined {
  const { app, effective, platform } = target;
  const { appIdentifier, name, buildType, version, versionCode } = effective;
  if (!appIdentifier || !name) return undefined;
  return {
    appFolder: app.folder,
    settings: specSettings(app, effective),
    projectFolder: app.projectFolder,
    platform,
    buildType: buildType.value,
    ...present('variant', variantName(target)),
    ...present('facts', platformFacts(app.project, platform)),
    name: name.value,
    appIdentifier: appIdentifier.value,
    version: version.value,
    versionCode: versionCode.value,
    engineVersion,
    ...(request.runsProjectBuild === true && { runsProjectBuild: true }),
    ...(request.isClean === true && { isClean: true }),
    ...present('framework', frameworkOf(target, request)),
    ...(effective.engine?.value === 'reuse' && {
      reuse: { ...request.reuse, records: app.ledger.records, isTracked: (path) => world.sourceControl.isTracked(path) },
    }),
  };
}

/** The product's own shells where the engine `web` builds the package, or built the one that is reused. */
function frameworkOf({ app, effective, platform }: PlatformApp, { overrides }: ValidateRequest): EngineId | undefined {
  const { engine: _, ...others } = overrides ?? {};
  const isReuse = effective.engine?.value === 'reuse';
  const ordinary = isReuse ? appOnPlatform(app, platform, others).effective.engine?.value : effective.engine?.value;
  return ordinary === 'web' ? 'web' : app.project?.engine;
}

/** The settings with what was given for this package alone, and with the web folder that was found where they name none. */
function specSettings({ inspected, project }: OpenedApp, effective: PlatformApp['effective']): BuildSpec['settings'] {
  const { archive, buildHost, buildHostConnection, archiveSigning } = effective;
  const given = {
    ...present('archive', archive?.value),
    ...present('buildHost', buildHost?.value),
    ...present('buildHostConnection', buildHostConnection?.value),
    ...present('archiveSigning', archiveSigning?.value),
  };
  const settings =
    Object.keys(given).length === 0 ? inspected.settings : { ...inspected.settings, ios: { ...inspected.settings.ios, ...given } };
  if (settings.web?.webDir !== undefined || settings.web?.address !== undefined || !project?.webDir) return settings;
  return { ...settings, web: { ...settings.web, webDir: project.webDir.value } };
}
