/** What the name of an entry says about its part of an iOS package (`Payload/Name.app/…`). */

import { type ZipEntry } from '../../formats/zip/zipEntry.ts';

export const ipaParts = ['executable', 'frameworks', 'extensions', 'catalogs', 'signature', 'resources', 'other'] as const;
export type IpaPart = (typeof ipaParts)[number];

const appFolder = /^Payload\/([^/]+\.app)\//;

/** The folders of apps in the package, in their order: a package has one. */
export function appFolders(entries: readonly ZipEntry[]): readonly string[] {
  const names = new Set<string>();
  for (const { name } of entries) {
    const [, folder] = appFolder.exec(name) ?? [];
    if (folder !== undefined) names.add(`Payload/${folder}`);
  }
  return [...names];
}

/** Apps inside the app, each with a signature and its own profile. */
const extensionFolder = /^(?:PlugIns|Extensions|Watch|AppClips)\//;
const sealFile = /^(?:_CodeSignature\/|embedded\.mobileprovision$|CodeResources$|SC_Info\/)/;

/** `app` is the folder of the app, `executable` the name of its main executable. */
export function partOfIpaEntry(name: string, app: string, executable: string | undefined): IpaPart {
  if (!name.startsWith(`${app}/`)) return 'other';
  const path = name.slice(app.length + 1);
  if (path === executable) return 'executable';
  if (path.startsWith('Frameworks/') || path.endsWith('.dylib')) return 'frameworks';
  if (extensionFolder.test(path)) return 'extensions';
  if (sealFile.test(path)) return 'signature';
  return path.endsWith('.car') ? 'catalogs' : 'resources';
}

export type NestedKind = 'extension' | 'framework' | 'library' | 'watch-app' | 'app-clip';

export interface NestedPlace {
  readonly kind: NestedKind;
  /** Of the bundle's folder, or of the library itself. */
  readonly path: string;
}

const kindOfFolder: Readonly<Record<string, NestedKind>> = {
  'PlugIns/appex': 'extension',
  'Extensions/appex': 'extension',
  'Frameworks/framework': 'framework',
  'Watch/app': 'watch-app',
  'AppClips/app': 'app-clip',
};

/** Apps have some dozen; what comes after so many is not looked into. */
const mostNested = 500;

/** What the app carries with it: extensions, frameworks and loose libraries, without what these carry themselves. */
export function nestedPlaces(entries: readonly ZipEntry[], app: string): readonly NestedPlace[] {
  const found = new Map<string, NestedPlace>();
  const pattern = /^(PlugIns|Extensions|Frameworks|Watch|AppClips)\/([^/]+)\.(appex|framework|app|dylib)(\/?)/;
  for (const { name } of entries) {
    if (!name.startsWith(`${app}/`) || found.size === mostNested) continue;
    const [start, folder = '', , extension = '', slash] = pattern.exec(name.slice(app.length + 1)) ?? [];
    if (start === undefined) continue;
    const kind = extension === 'dylib' ? 'library' : kindOfFolder[`${folder}/${extension}`];
    if (kind === undefined || (kind === 'library') === (slash === '/')) continue;
    const path = `${app}/${start.replace(/\/$/, '')}`;
    found.set(path, { kind, path });
  }
  return [...found.values()];
}
