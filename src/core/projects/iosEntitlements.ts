/**
 * The entitlements file of an iOS project: the one that the Xcode project names for the target of the app, else where frameworks without
 * an Xcode project of their own keep it. Values made of build variables are told apart by nobody here.
 */

import { type ProjectFolderView } from './projectFacts.ts';

export interface EntitlementsFile {
  /** Relative to the app, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** NativeScript, .NET MAUI, Expo's own folder aside: these are read by their builds from a fixed place. */
const fixedPlaces = [
  ['App_Resources', 'iOS', 'app.entitlements'],
  ['Platforms', 'iOS', 'Entitlements.plist'],
] as const;

/** Folders that hold the Xcode project: native ones, those of Flutter and React Native, that of Capacitor, that of Cordova. */
const projectFolders: readonly (readonly string[])[] = [['ios'], ['ios', 'App'], ['platforms', 'ios'], []];

export async function findEntitlements(
  folder: ProjectFolderView,
  appIdentifier: string | undefined,
): Promise<EntitlementsFile | undefined> {
  for (const segments of projectFolders) {
    const project = (await folder.entries(...segments)).find(
      ({ name, kind }) => kind === 'directory' && /^(?!Pods\b).*\.xcodeproj$/.test(name),
    );
    if (!project) continue;
    const settings = await folder.text(...segments, project.name, 'project.pbxproj');
    const named = settings === undefined ? undefined : entitlementsOf(settings, appIdentifier);
    return named === undefined ? undefined : await readFile(folder, [...segments, ...named.split('/')]);
  }
  for (const place of fixedPlaces) {
    const found = await readFile(folder, place);
    if (found) return found;
  }
  return undefined;
}

async function readFile(folder: ProjectFolderView, segments: readonly string[]): Promise<EntitlementsFile | undefined> {
  // Outside of the app nothing is read.
  if (segments.some((segment) => segment === '..' || segment === '' || segment.includes('\\'))) return undefined;
  const text = await folder.text(...segments);
  return text === undefined ? undefined : { path: segments.join('/'), text };
}

/** Of the target with the app's identifier; of the only one that has any when no target says its identifier. */
function entitlementsOf(project: string, appIdentifier: string | undefined): string | undefined {
  const all = new Set<string>();
  for (const [, block = ''] of project.matchAll(/buildSettings = \{([^{}]*)\}/g)) {
    const path = valueOf(block, 'CODE_SIGN_ENTITLEMENTS');
    if (path === undefined) continue;
    if (appIdentifier !== undefined && valueOf(block, 'PRODUCT_BUNDLE_IDENTIFIER') === appIdentifier) return path;
    all.add(path);
  }
  const [only, another] = all;
  return another === undefined ? only : undefined;
}

function valueOf(block: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name} = "?([^";\\n]+)"?;`).exec(block)?.[1];
  return value?.replace(/^\$[({]SRCROOT[)}]\//, '').replace(/^\.\//, '');
}
