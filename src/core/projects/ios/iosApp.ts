/**
 * The iOS app of an Xcode project: identifier, version, build number and name as a build for others has them, from the build settings of
 * the application target and its `Info.plist`. Extensions, tests, watches and the Debug configuration do not count.
 */

import { type Located } from '../../formats/source-text/located.ts';
import { type Origin, type Sourced } from '../../settings/origin.ts';
import {
  type ExtensionFacts,
  type FactName,
  type PlatformFacts,
  type ProjectFolderView,
  type UnknownFact,
  type VariantFacts,
} from '../projectFacts.ts';
import { openProjectFile, presentFacts, type ProjectFile, segmentsInside, wholeNumber } from '../projectFile.ts';
import { readInfoPlist } from './infoPlist.ts';
import { type XcodeScheme, readXcodeSchemes } from './xcodeSchemes.ts';
import {
  findXcodeProject,
  openXcodeApps,
  openXcodeExtensions,
  openXcodeProject,
  openXcodeTarget,
  type OpenXcodeProject,
  type XcodeApp,
} from './xcodeSettings.ts';

export interface IosAppAsked {
  /** The folder that contains the Xcode project. */
  readonly directory: readonly string[];
  /** Settings that the framework hands to the build. */
  readonly given?: ReadonlyMap<string, Sourced<string> | string>;
}

export interface IosProjectFacts {
  /** Of the folder that contains the project, such as `Hello.xcodeproj`. */
  readonly project: string;
  /** `none`: the project makes no app for iPhones. Without any fact when it cannot be read. */
  readonly facts: PlatformFacts | 'none';
}

export async function readIosProject(folder: ProjectFolderView, { directory, given }: IosAppAsked): Promise<IosProjectFacts | undefined> {
  const project = await findXcodeProject(folder, ...directory);
  if (project === undefined) return undefined;
  const open = await openXcodeProject(folder, directory, project);
  if (!open) return { project, facts: {} };
  const apps = await openXcodeApps(folder, open, settingsOf(given));
  const [first, other] = apps;
  if (!first) return { project, facts: open.project.targets.length > 0 ? 'none' : {} };
  const schemes = await schemesOf(folder, open, apps, given);
  const main = mainScheme(schemes, open.name);
  const facts = await readXcodeApp(folder, main?.app ?? first, given);
  const variants: readonly VariantFacts[] =
    schemes.length > 0
      ? await Promise.all(schemes.map(async ({ scheme, app }) => await variantOf(folder, scheme, app, given)))
      : await Promise.all(apps.map(async (app) => named(folder, app, given)));
  const extensions = await openXcodeExtensions(folder, open, settingsOf(given));
  const isSure = main ? main.isSure : !other || first.target.name === open.name;
  const all = {
    ...(isSure ? facts : asGuess(facts)),
    scheme: main
      ? { ...main.scheme.source, ...(!main.isSure && { origin: guessed(main.scheme.source.origin) }) }
      : schemeOfTarget(open, first, isSure),
    variants,
    ...(extensions.length > 0 && { extensions: await Promise.all(extensions.map(async (each) => named(folder, each, given))) }),
  };
  return { project, facts: all };
}

/** A scheme with the app that it archives. */
interface SchemeOfApp {
  readonly scheme: XcodeScheme;
  readonly app: XcodeApp;
}

/** Those that archive an app for iPhones. One that does not say what it archives is taken for one of the target that is called as it, else the first. */
async function schemesOf(
  folder: ProjectFolderView,
  open: OpenXcodeProject,
  apps: readonly XcodeApp[],
  given: IosAppAsked['given'],
): Promise<readonly SchemeOfApp[]> {
  const found: SchemeOfApp[] = [];
  for (const scheme of await readXcodeSchemes(folder, open.directory, `${open.name}.xcodeproj`)) {
    if (!scheme.isForApp) continue;
    const name = scheme.target ?? (apps.find(({ target }) => target.name === scheme.name) ?? apps[0])?.target.name;
    const app = apps.find(({ target }) => target.name === name);
    if (!app || name === undefined) continue;
    const { configuration } = scheme;
    const own = configuration === undefined ? app : await openXcodeTarget(folder, open, name, { configuration, given: settingsOf(given) });
    found.push({ scheme, app: own ?? app });
  }
  return found;
}

/** The one that is called as the project, else the only one; of several others the first, which is a guess. */
function mainScheme(schemes: readonly SchemeOfApp[], project: string): (SchemeOfApp & { readonly isSure: boolean }) | undefined {
  const [first, other] = schemes;
  const usual = schemes.find(({ scheme }) => scheme.name === project);
  if (usual) return { ...usual, isSure: true };
  return first && { ...first, isSure: !other };
}

/** Xcode makes it for a project that shares none. */
function schemeOfTarget({ file }: OpenXcodeProject, { target }: XcodeApp, isSure: boolean): Sourced<string> {
  const { at = { offset: 0, length: 0 } } = target;
  return { value: target.name, origin: file.origin(at, isSure ? 'resolved' : 'guessed') };
}

async function variantOf(
  folder: ProjectFolderView,
  scheme: XcodeScheme,
  app: XcodeApp,
  given: IosAppAsked['given'],
): Promise<VariantFacts> {
  const { configuration } = scheme;
  return {
    ...(await named(folder, app, given)),
    name: scheme.name,
    target: app.target.name,
    ...(configuration !== undefined && { configuration }),
  };
}

function guessed(origin: Origin): Origin {
  return origin.kind === 'project' ? { ...origin, certainty: 'guessed' } : origin;
}

/** A target by its name and identifier. */
async function named(folder: ProjectFolderView, app: XcodeApp, given: IosAppAsked['given']): Promise<ExtensionFacts> {
  const { appIdentifier } = await readXcodeApp(folder, app, given);
  return { name: app.target.name, ...(appIdentifier && { appIdentifier }) };
}

function settingsOf(given: IosAppAsked['given']): ReadonlyMap<string, string> {
  return new Map([...(given ?? [])].map(([name, value]) => [name, typeof value === 'string' ? value : value.value]));
}

/** Another target may be the intended one. */
function asGuess(facts: PlatformFacts): PlatformFacts {
  const guess = <Value>(fact: Sourced<Value> | undefined): Sourced<Value> | undefined => fact && { ...fact, origin: guessed(fact.origin) };
  return {
    ...facts,
    ...presentFacts({
      appIdentifier: guess(facts.appIdentifier),
      name: guess(facts.name),
      version: guess(facts.version),
      versionCode: guess(facts.versionCode),
    }),
  };
}

async function readXcodeApp(folder: ProjectFolderView, app: XcodeApp, given: IosAppAsked['given'] = new Map()): Promise<PlatformFacts> {
  const reader = new AppReader(app, await openInfoPlist(folder, app), given);
  const version = reader.read('version', 'CFBundleShortVersionString', 'MARKETING_VERSION');
  const number = reader.read('versionCode', 'CFBundleVersion', 'CURRENT_PROJECT_VERSION');
  const code = wholeNumber(number?.value);
  if (number && code === undefined && number.origin.kind === 'project')
    reader.unknown.push({ fact: 'versionCode', written: number.value, origin: number.origin });
  return {
    ...presentFacts({
      appIdentifier: reader.read('appIdentifier', 'CFBundleIdentifier', 'PRODUCT_BUNDLE_IDENTIFIER'),
      name: reader.name(),
      version,
      versionCode: number && code !== undefined ? { value: code, origin: number.origin } : undefined,
      minimumOs: reader.known('IPHONEOS_DEPLOYMENT_TARGET'),
      icon: reader.known('ASSETCATALOG_COMPILER_APPICON_NAME'),
    }),
    unknown: reader.unknown,
  };
}

interface OpenInfoPlist {
  readonly file: ProjectFile;
  readonly entries: ReadonlyMap<string, Located<string>>;
}

async function openInfoPlist(folder: ProjectFolderView, { settings, directory }: XcodeApp): Promise<OpenInfoPlist | undefined> {
  const path = settings.read('INFOPLIST_FILE');
  const segments = path?.kind === 'known' ? segmentsInside(directory, path.setting.value) : undefined;
  const file = segments && segments.length > 0 ? await openProjectFile(folder, ...segments) : undefined;
  const entries = file && readInfoPlist(file);
  return file && entries && { file, entries };
}

class AppReader {
  readonly unknown: UnknownFact[] = [];
  readonly #app: XcodeApp;
  readonly #plist: OpenInfoPlist | undefined;
  readonly #given: NonNullable<IosAppAsked['given']>;

  constructor(app: XcodeApp, plist: OpenInfoPlist | undefined, given: NonNullable<IosAppAsked['given']>) {
    this.#app = app;
    this.#plist = plist;
    this.#given = given;
  }

  /** What the property list says; the setting that Xcode fills it with where it says nothing. */
  read(fact: FactName, key: string, setting: string): Sourced<string> | undefined {
    return this.#entry(fact, key) ?? (this.#plist?.entries.has(key) ? undefined : this.#setting(fact, setting));
  }

  name(): Sourced<string> | undefined {
    const shown = this.#entry('name', 'CFBundleDisplayName') ?? this.#setting('name', 'INFOPLIST_KEY_CFBundleDisplayName');
    if (shown) return shown;
    const named = this.#entry('name', 'CFBundleName') ?? this.#setting('name', 'PRODUCT_NAME');
    if (named) this.unknown.splice(0, this.unknown.length, ...this.unknown.filter(({ fact }) => fact !== 'name'));
    return named;
  }

  /** A setting that no one fills in where it is computed. */
  known(name: string): Sourced<string> | undefined {
    const found = this.#app.settings.read(name);
    const file = found?.kind === 'known' ? this.#app.files.get(found.setting.file) : undefined;
    return found?.kind === 'known' ? file?.textFact(found.setting, found.setting.isLiteral ? 'literal' : 'resolved') : undefined;
  }

  #entry(fact: FactName, key: string): Sourced<string> | undefined {
    const entry = this.#plist?.entries.get(key);
    if (!this.#plist || !entry || entry.value.trim() === '') return undefined;
    const { file } = this.#plist;
    if (!entry.value.includes('$')) return file.textFact(entry);
    // The place of a value that is one variable is where that variable is set.
    const [, round, curly] = /^\$(?:\(([A-Za-z_]\w{0,100})\)|\{([A-Za-z_]\w{0,100})\})$/.exec(entry.value) ?? [];
    const variable = round ?? curly;
    const given = variable === undefined ? undefined : this.#given.get(variable);
    if (given !== undefined && typeof given !== 'string') return resolved(given);
    if (variable !== undefined && this.#app.settings.read(variable)) return this.#setting(fact, variable);
    const found = this.#app.settings.expand(entry.value);
    if ('value' in found) return file.textFact({ ...entry, value: found.value }, 'resolved');
    this.unknown.push(file.unknownFact(fact, entry));
    return undefined;
  }

  #setting(fact: FactName, name: string): Sourced<string> | undefined {
    const found = this.#app.settings.read(name);
    const file = found && this.#app.files.get(found.kind === 'known' ? found.setting.file : found.file);
    if (!found || !file) return undefined;
    if (found.kind === 'unknown') {
      this.unknown.push(file.unknownFact(fact, { value: found.written, offset: found.offset, length: found.length }));
      return undefined;
    }
    const { setting } = found;
    const [, only] =
      /^\$[({](\w{1,100})[)}]$/.exec(file.text.slice(setting.offset, setting.offset + setting.length).replaceAll('"', '')) ?? [];
    const given = only === undefined ? undefined : this.#given.get(only);
    if (given !== undefined && typeof given !== 'string') return resolved(given);
    return file.textFact(setting, setting.isLiteral ? 'literal' : 'resolved');
  }
}

function resolved(fact: Sourced<string>): Sourced<string> {
  return fact.origin.kind === 'project' ? { ...fact, origin: { ...fact.origin, certainty: 'resolved' } } : fact;
}
