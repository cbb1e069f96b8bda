/**
 * The entitlements file of an iOS project: the one that the application target signs with in the configuration for archives, else the one
 * where frameworks without their own Xcode project keep it. What cannot be followed is said, never taken for none.
 */

import { type BuildSettings } from '../formats/xcode-project/expandSettings.ts';
import { findXcodeProject, openXcodeApps, openXcodeExtensions, openXcodeProject, type XcodeApp } from './ios/xcodeSettings.ts';
import { type ProjectFolderView } from './projectFacts.ts';
import { segmentsInside } from './projectFile.ts';

export interface EntitlementsFile {
  readonly kind: 'file';
  /** Relative to the app, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Fills in variables of the build; `undefined` where one is unknown. Absent without an Xcode project. */
  readonly expand?: (text: string) => string | undefined;
}

/** Entitlements that are named, or may be, but not known. */
export interface UnknownEntitlements {
  readonly kind: 'unknown';
  /** The file that says so, relative to the app. */
  readonly path: string;
  readonly reason: 'variable' | 'outside' | 'missing' | 'several-targets' | 'unreadable';
  /** As the project writes it. */
  readonly written: string;
}

/** NativeScript, .NET MAUI, Expo's own folder aside: these are read by their builds from a fixed place. */
const fixedPlaces = [
  ['App_Resources', 'iOS', 'app.entitlements'],
  ['Platforms', 'iOS', 'Entitlements.plist'],
] as const;

/** Folders that hold the Xcode project: native ones, those of Flutter and React Native, Capacitor, Cordova, Kotlin Multiplatform. */
const projectFolders: readonly (readonly string[])[] = [['ios'], ['ios', 'App'], ['platforms', 'ios'], [], ['iosApp']];

export async function findEntitlements(
  folder: ProjectFolderView,
  appIdentifier: string | undefined,
): Promise<EntitlementsFile | UnknownEntitlements | undefined> {
  for (const directory of projectFolders) {
    const name = await findXcodeProject(folder, ...directory);
    if (name !== undefined) return await entitlementsOfProject(folder, directory, name, appIdentifier);
  }
  for (const place of fixedPlaces) {
    const text = await folder.text(...place);
    if (text !== undefined) return { kind: 'file', path: place.join('/'), text };
  }
  return undefined;
}

/** The same for one program of the app, by its identifier in the project: the app itself, or an extension. */
export async function findProgramEntitlements(
  folder: ProjectFolderView,
  identifier: string,
  isApp: boolean,
): Promise<EntitlementsFile | UnknownEntitlements | undefined> {
  if (isApp) return await findEntitlements(folder, identifier);
  for (const directory of projectFolders) {
    const name = await findXcodeProject(folder, ...directory);
    const open = name === undefined ? undefined : await openXcodeProject(folder, directory, name);
    if (!open) continue;
    const extension = (await openXcodeExtensions(folder, open)).find(
      ({ settings }) => known(settings, 'PRODUCT_BUNDLE_IDENTIFIER') === identifier,
    );
    return extension && (await entitlementsOfApp(folder, extension, [...directory, open.name, 'project.pbxproj'].join('/')));
  }
  return undefined;
}

async function entitlementsOfProject(
  folder: ProjectFolderView,
  directory: readonly string[],
  name: string,
  appIdentifier: string | undefined,
): Promise<EntitlementsFile | UnknownEntitlements | undefined> {
  const path = [...directory, name, 'project.pbxproj'].join('/');
  const open = await openXcodeProject(folder, directory, name);
  if (!open) return { kind: 'unknown', path, reason: 'unreadable', written: name };
  const apps = await openXcodeApps(folder, open);
  const app = chooseApp(apps, appIdentifier);
  if (app === 'several')
    return { kind: 'unknown', path, reason: 'several-targets', written: apps.map(({ target }) => target.name).join(', ') };
  return app && (await entitlementsOfApp(folder, app, path));
}

/** Of the target with the app's identifier; of the one that is called as the project, or the only one, when none has it. */
function chooseApp(apps: readonly XcodeApp[], appIdentifier: string | undefined): XcodeApp | 'several' | undefined {
  const identifierOf = ({ settings }: XcodeApp): string | undefined => known(settings, 'PRODUCT_BUNDLE_IDENTIFIER');
  const named = apps.find((app) => appIdentifier !== undefined && identifierOf(app) === appIdentifier);
  const [first, ...others] = apps;
  if (named || !first || others.length === 0) return named ?? first;
  // Targets that sign with the same file need no choice.
  const files = new Set(apps.map(({ settings }) => known(settings, 'CODE_SIGN_ENTITLEMENTS') ?? ''));
  return files.size === 1 ? first : 'several';
}

function known(settings: BuildSettings, name: string): string | undefined {
  const found = settings.read(name);
  return found?.kind === 'known' ? found.setting.value : undefined;
}

async function entitlementsOfApp(
  folder: ProjectFolderView,
  { settings, directory }: XcodeApp,
  path: string,
): Promise<EntitlementsFile | UnknownEntitlements | undefined> {
  const found = settings.read('CODE_SIGN_ENTITLEMENTS');
  if (!found) return undefined;
  if (found.kind === 'unknown') return { kind: 'unknown', path: found.file, reason: 'variable', written: found.written };
  const written = found.setting.value.trim();
  if (written === '') return undefined;
  const segments = segmentsInside(directory, written);
  // Outside of the app nothing is read.
  if (!segments) return { kind: 'unknown', path, reason: 'outside', written };
  const text = await folder.text(...segments);
  if (text === undefined) return { kind: 'unknown', path, reason: 'missing', written };
  return {
    kind: 'file',
    path: segments.join('/'),
    text,
    expand: (value) => {
      const expanded = settings.expand(value);
      return 'value' in expanded ? expanded.value : undefined;
    },
  };
}
