/** Opens an app: settings, project, ledger, and what follows from them for one platform, each value with its origin. */

import { fromUtf8 } from '../base/bytes.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { createIssue, type Issue, type Place } from '../base/issue.ts';
import { phrase } from '../base/phrase.ts';
import { present } from '../base/present.ts';
import { type FileSystem } from '../ports/fileSystem.ts';
import { chooseScheme, chooseVariant, type VariantChoice } from '../projects/chooseVariant.ts';
import { readAppInfo } from '../packages/ipa/readAppInfo.ts';
import { withOtherModules } from '../projects/android/otherModules.ts';
import { detectAppIn } from '../projects/detectApp.ts';
import { readPackageJson } from '../projects/packageJson.ts';
import { engineOn, type PlatformFacts, type ProjectFacts, type VariantFacts } from '../projects/projectFacts.ts';
import { segmentsInside } from '../projects/projectFile.ts';
import { ProjectFolder } from '../projects/projectFolder.ts';
import { readWebManifestName } from '../projects/webManifestName.ts';
import { type InspectedSettings, inspectSettings } from '../settings/inspectSettings.ts';
import { type Sourced } from '../settings/origin.ts';
import { type Platform } from '../settings/platform.ts';
import { type EffectiveSettings, resolveSettings, type SettingsOverrides, type SettingsProposals } from '../settings/resolveSettings.ts';
import { largestSettingsFile, settingsFileName } from '../settings/settingsFile.ts';
import { compareVersions } from '../versions/compareVersions.ts';
import { type InspectedLedger } from '../versions/ledger.ts';
import { openLedger } from '../versions/ledgerFile.ts';
import { type OwnOutputsWorld } from '../versions/ownOutputs.ts';
import { productFolder, type ProductFolder } from '../versions/productFolder.ts';
import { lastPackage, type LastPackage, proposeVersion } from '../versions/versionRules.ts';
import { type ProjectEvaluations, withEvaluations } from './withEvaluations.ts';

/** Without its `userFolder`, packages outside of the app are not believed to be there. */
export interface AppWorld extends OwnOutputsWorld {
  /** What the project's own tools said of values that it computes, where someone let them run. */
  readonly evaluated?: (folder: string) => Promise<ProjectEvaluations | undefined>;
}

export interface OpenedApp {
  readonly folder: string;
  /** Whether or not the file is there. */
  readonly settingsPath: string;
  readonly hasSettings: boolean;
  readonly inspected: InspectedSettings;
  readonly project: ProjectFacts | undefined;
  /** What the archive says of itself that is signed instead of building the app for iOS. */
  readonly archive: PlatformFacts | undefined;
  readonly product: ProductFolder;
  readonly ledger: InspectedLedger;
  /** The project's files, each as it was when it was read first. */
  readonly projectFolder: ProjectFolder;
  /** Of the settings, the ledger and the project, for all platforms. */
  readonly issues: readonly Issue[];
}

/** An app as one platform sees it. */
export interface PlatformApp {
  readonly app: OpenedApp;
  readonly platform: Platform;
  readonly effective: EffectiveSettings;
  readonly last: LastPackage | undefined;
  /** Absent where the project has none, or builds nothing of the package. */
  readonly variant: VariantChoice | undefined;
  /** Where a value is in the settings, or in them the place where it would be written. */
  readonly placeOf: (value: Sourced<unknown> | undefined, pointerIfAbsent: string) => Place;
}

/** `archive` is another one than that of the settings, for this one package. */
export async function openApp(world: AppWorld, folder: string, { archive }: { readonly archive?: unknown } = {}): Promise<OpenedApp> {
  const { files, paths } = world;
  await requireAppFolder(files, folder);
  const settingsPath = paths.join(folder, settingsFileName);
  const text = await readSettings(files, settingsPath);
  const inspected = inspectSettings(text ?? '{}', settingsPath);
  const product = productFolder(paths, folder);
  const view = new ProjectFolder(files, paths, folder);
  const [detected, ledger] = await Promise.all([detectAppIn(view), openLedger(world, product.ledger)]);
  const { ios } = inspected.settings;
  const archived = await readArchive({ files, paths }, folder, typeof archive === 'string' ? archive : ios?.archive);
  const stated = detected?.project && (await withOtherModules(view, detected.project));
  const evaluations = stated && (await world.evaluated?.(folder));
  const found = evaluations ? withEvaluations(stated, evaluations) : stated;
  const project = await withChosenWebDir(view, found, inspected.settings.web?.webDir);
  const issues = [...inspected.issues, ...ledger.issues];
  if (!detected && !archived) issues.push(createIssue('app-not-found', { folder, settingsFile: settingsFileName }, { file: folder }));
  else if (text === undefined) issues.push(createIssue('app-settings-missing', { settingsFile: settingsFileName }, { file: settingsPath }));
  return {
    folder,
    settingsPath,
    hasSettings: text !== undefined,
    inspected,
    project,
    archive: archived,
    product,
    ledger,
    projectFolder: view,
    issues,
  };
}

async function readArchive(world: AppWorld, folder: string, archive: string | undefined): Promise<PlatformFacts | undefined> {
  if (archive === undefined) return undefined;
  const reading = await readAppInfo(world, world.paths.resolve(folder, archive));
  if (!reading?.info) return undefined;
  const { appIdentifier, label, version, versionCode = '' } = reading.info;
  const origin = { kind: 'project', file: archive } as const;
  const code = /^[1-9][0-9]{0,14}$/.test(versionCode) ? Number(versionCode) : undefined;
  return {
    ...(appIdentifier !== '' && { appIdentifier: { value: appIdentifier, origin } }),
    ...(label !== undefined && { name: { value: label, origin } }),
    ...(version !== undefined && { version: { value: version, origin } }),
    ...(code !== undefined && { versionCode: { value: code, origin } }),
  };
}

export async function requireAppFolder(files: FileSystem, folder: string): Promise<void> {
  const stat = await files.stat(folder);
  if (!stat) throw Failure.of('app-folder-missing', { folder, reason: phrase('it does not exist') });
  if (stat.kind !== 'directory') throw Failure.of('app-folder-missing', { folder, reason: phrase('it is a file') });
}

async function readSettings(files: FileSystem, path: string): Promise<string | undefined> {
  try {
    return fromUtf8(await files.readFile(path, { maxBytes: largestSettingsFile }));
  } catch (error) {
    if (isFailure(error, 'file-not-found')) return undefined;
    throw error;
  }
}

/** The web files that the settings name may say more than those that were found. */
async function withChosenWebDir(
  view: ProjectFolder,
  project: ProjectFacts | undefined,
  webDir: string | undefined,
): Promise<ProjectFacts | undefined> {
  const segments = webDir === undefined ? undefined : segmentsInside([], webDir);
  if (webDir === undefined || !segments) return project;
  const name = await readWebManifestName(view, segments);
  if (project && project.engine !== 'web') return project;
  const { version } = await readPackageJson(view);
  return {
    engine: 'web',
    framework: 'web app',
    ...(version && { version }),
    android: {},
    ...project,
    ...(name && { name }),
    webDir: { value: webDir, origin: { kind: 'settings', pointer: '/web/webDir' } },
  };
}

/** `ownName` is what the app calls itself elsewhere than in the folder. */
export function appOnPlatform(
  app: OpenedApp,
  platform: Platform,
  overrides: SettingsOverrides = {},
  ownName?: Sourced<string>,
): PlatformApp {
  const { settings } = app.inspected;
  const proposals = { ...projectProposals(app, platform), ...(ownName && { name: ownName }) };
  const before = resolveSettings({ settings, platform, overrides, proposals });
  const variant = variantOf(app, before);
  if (variant?.kind === 'chosen' && variant.variant.ofModule)
    return appOnPlatform(ofModule(app, variant.variant), platform, overrides, ownName);
  const appIdentifier = identifierOf(app, before, variant);
  const last = appIdentifier && lastPackage(app.ledger.records, platform, appIdentifier.value, app.ledger.codes);
  const resolved = resolveSettings({ settings, platform, overrides, proposals: { ...proposals, ...versionProposals(last, proposals) } });
  // An archive that is named is what gets signed, whatever the project is built with elsewhere.
  const { archive } = resolved;
  const effective = { ...resolved, appIdentifier, ...(archive && { engine: { value: 'archive', origin: archive.origin } }) };
  const placeOf = (value: Sourced<unknown> | undefined, pointerIfAbsent: string): Place => {
    if (value?.origin.kind === 'option') return {};
    const pointer = value?.origin.kind === 'settings' ? value.origin.pointer : pointerIfAbsent;
    return placeInSettings(app, pointer);
  };
  return { app, platform, effective, last, variant, placeOf };
}

/** The app of another module of the build, which has everything of its own. */
function ofModule(app: OpenedApp, chosen: VariantFacts): OpenedApp {
  const { project } = app;
  if (!project) return app;
  const { ofModule: facts, ...variant } = chosen;
  const variants = project.android?.variants?.map((each) => (each.name === variant.name ? variant : each)) ?? [];
  return { ...app, project: { ...project, android: { ...facts, variants } } };
}

/** What the project builds, where the engine of the project builds the package. */
function variantOf({ project }: OpenedApp, { platform, engine, variant, buildType }: EffectiveSettings): VariantChoice | undefined {
  const facts = platformFacts(project, platform);
  const variants = facts?.variants ?? [];
  if (!project || (engine?.value !== engineOn(project, platform) && engine?.value !== 'reuse')) return undefined;
  // Schemes of a project that the build makes, or that shares none, are known to Xcode alone.
  if (platform === 'ios' && variants.length === 0 && variant && engineOn(project, platform) !== 'web')
    return { kind: 'chosen', variant: { name: variant.value, ...present('appIdentifier', facts?.appIdentifier) } };
  if (variants.length === 0) return undefined;
  if (platform === 'ios') return chooseScheme(variants, variant?.value);
  return chooseVariant(variants, variant?.value, buildType.value);
}

/**
 * The variant's own, unless the settings want another identifier than the project's. One that the scripts compute is not known, and the
 * identifier of another variant would be set in its place.
 */
function identifierOf(
  { project }: OpenedApp,
  { platform, appIdentifier: wanted }: EffectiveSettings,
  choice: VariantChoice | undefined,
): Sourced<string> | undefined {
  const own = choice?.kind === 'chosen' ? choice.variant.appIdentifier : undefined;
  const isOther = wanted?.origin.kind === 'settings' && wanted.value !== platformFacts(project, platform)?.appIdentifier?.value;
  if (own && !isOther) return own;
  return choice?.kind === 'chosen' && wanted?.origin.kind === 'project' ? undefined : wanted;
}

/**
 * Whether something is at this place of the settings, or cannot be known to be there. That it is wrong is said
 * already, so it must not be called missing as well.
 */
export function isWritten({ inspected }: OpenedApp, pointer: string): boolean {
  const isUnread = inspected.issues.some(
    ({ code }) => code === 'settings-syntax' || code === 'settings-too-large' || code === 'settings-too-deep',
  );
  return isUnread || inspected.ranges.has(pointer);
}

/** The place of a value, or of the nearest object around where it would stand. */
export function placeInSettings(app: OpenedApp, pointer: string): Place {
  if (!app.hasSettings) return { file: app.settingsPath, pointer };
  for (let around = pointer; ; around = around.slice(0, around.lastIndexOf('/'))) {
    const found = app.inspected.ranges.get(around);
    // For a value that is absent, the key of the object around it is pointed at, not all its lines.
    if (found) return { file: app.settingsPath, pointer, range: around === pointer ? found.value : (found.key ?? lineOf(found.value)) };
    if (around === '') return { file: app.settingsPath, pointer };
  }
}

function lineOf(range: NonNullable<Place['range']>): NonNullable<Place['range']> {
  return { line: range.line, column: range.column, endLine: range.line, endColumn: range.column + 1 };
}

/** What the project says of the app on one platform. */
export function platformFacts(project: ProjectFacts | undefined, platform: Platform): PlatformFacts | undefined {
  return platform === 'ios' ? project?.ios : project?.android;
}

function projectProposals({ project, archive, folder, inspected }: OpenedApp, platform: Platform): SettingsProposals {
  const own = (platform === 'ios' ? archive : undefined) ?? platformFacts(project, platform);
  const webGiven = inspected.settings.web?.webDir !== undefined || inspected.settings.web?.address !== undefined;
  const engine: Sourced<string> | undefined = webGiven
    ? { value: 'web', origin: { kind: 'settings', pointer: '/web' } }
    : project && { value: engineOn(project, platform), origin: { kind: 'default' } };
  const folderName = folder.split(/[\\/]/).findLast((segment) => segment !== '');
  const name: Sourced<string> | undefined =
    own?.name ?? project?.name ?? (folderName === undefined ? undefined : { value: folderName, origin: { kind: 'folder' } });
  const version = own?.version ?? project?.version;
  return {
    ...(own?.appIdentifier && { appIdentifier: own.appIdentifier }),
    ...(name && { name }),
    ...(version && { version }),
    ...(own?.versionCode && { versionCode: own.versionCode }),
    ...(engine && { engine }),
  };
}

/** The last package's numbers, unless the project is ahead of them. */
function versionProposals(last: LastPackage | undefined, project: SettingsProposals): SettingsProposals {
  if (!last) return {};
  const { version, versionCode } = proposeVersion(last);
  const projectIsAhead = project.version !== undefined && compareVersions(project.version.value, version) > 0;
  const codeIsAhead = project.versionCode !== undefined && project.versionCode.value > versionCode;
  return {
    ...(!projectIsAhead && { version: { value: version, origin: { kind: 'ledger' } } }),
    ...(!codeIsAhead && { versionCode: { value: versionCode, origin: { kind: 'ledger' } } }),
  };
}
