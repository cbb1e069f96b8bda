/**
 * Reads the native side of a project whose framework packs web files or a bundle of JavaScript: lock files, native folders, plugins and
 * configuration. What a build writes, and what it copies from the web files, is left out. Nothing is run, no link is followed, and what is
 * too large to be a native project has no native side.
 */

import { fromUtf8 } from '../../../base/bytes.ts';
import { isFailure } from '../../../base/failure.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { type Platform } from '../../../settings/platform.ts';
import { type EngineId } from '../../../settings/settingsModel.ts';
import { ProjectFolder } from '../../../projects/projectFolder.ts';
import { configNames, openNativeScriptConfig } from '../../nativescript/nativeScriptConfig.ts';
import { repositoryOf } from '../../web/packageBounds.ts';
import { type NativeSide, sha256Hex } from '../../engine/nativeSide.ts';
import { hasVersions, nativePartsOfPackageJson, withoutVersions } from './withoutVersions.ts';

export interface NativeProject {
  readonly files: FileSystem;
  readonly paths: PathTools;
  /** Absolute path. */
  readonly appFolder: string;
  readonly framework: EngineId;
  readonly platform: Platform;
  /** The folder of the Android project, in segments from the app. */
  readonly gradleRoot?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** Of each framework, relative to the app: files and folders that a package is made of. `native` stands for the folder of the platform, `resources` of
 * NativeScript for the one that its configuration names. */
const partsOf: Partial<Record<EngineId, { readonly files: readonly string[]; readonly folders: readonly string[] }>> = {
  capacitor: {
    files: ['capacitor.config.ts', 'capacitor.config.js', 'capacitor.config.json', 'capacitor.config.mjs'],
    folders: ['native', 'patches'],
  },
  cordova: {
    files: ['config.xml', 'build.json', 'google-services.json', 'GoogleService-Info.plist'],
    folders: ['native', 'plugins', 'hooks', 'res', 'resources', 'patches'],
  },
  'react-native': {
    files: ['react-native.config.js', 'react-native.config.ts', 'react-native.config.cjs'],
    folders: ['native', 'patches'],
  },
  expo: {
    files:
      'app.json app.config.json app.config.js app.config.ts app.config.mjs app.config.cjs react-native.config.js google-services.json GoogleService-Info.plist'.split(
        ' ',
      ),
    folders: ['native', 'modules', 'plugins', 'patches', 'targets'],
  },
  // What the tool makes from these is in `platforms`, which is not looked at.
  nativescript: {
    files: [...configNames, 'native-api-usage.json'],
    folders: ['resources', 'hooks', 'patches'],
  },
};

const lockFiles = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/** What builds and tools leave in native folders, and what they copy there from the web files. */
const leftOutFolders =
  /^(?:build|\.gradle|\.cxx|\.kotlin|\.idea|\.externalNativeBuild|captures|node_modules|Pods|DerivedData|xcuserdata|\.git|\.expo|\.mobile-distribution)$/;
const leftOutFiles =
  /^(?:local\.properties|\.xcode\.env\.local|\.xcode\.env\.local|\.DS_Store|Thumbs\.db|.*\.(?:iml|log|apk|aab|ipa|idsig))$/i;
const copied =
  /(?:^|\/)(?:assets\/(?:public|www|index\.android\.bundle)|App\/public|platforms\/[^/]+\/(?:www|platform_www)|assets\/capacitor\.(?:config|plugins)\.json|App\/capacitor\.config\.json|main\.jsbundle)$/;

/** What the build of Cordova makes first, from the version of its platform that the lock file has. */
const madeByCordova = /^platforms\/android\/(?:tools\/)?(?:gradle\/wrapper|gradlew(?:\.bat)?|(?:debug|release)-signing\.properties)$/;

const bounds = { files: 50_000, bytes: 1024 * 1024 * 1024, depth: 40, text: 8 * 1024 * 1024 } as const;
const mostLevels = 20;

class TooLarge extends Error {}

/** `undefined` for frameworks whose packages are not reused, and for a project that is too large to be looked through. */
export async function readProjectNativeSide(project: NativeProject): Promise<NativeSide | undefined> {
  const parts = partsOf[project.framework];
  if (!parts) return undefined;
  const reader = new NativeSideReader(project);
  try {
    for (const name of parts.files) await reader.file([name]);
    for (const name of parts.folders) await reader.folder(await placeOf(project, name));
    await reader.packageJson();
    await reader.lockFile();
    return reader.side;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

async function placeOf(project: NativeProject, name: string): Promise<readonly string[]> {
  const { files, paths, appFolder, framework } = project;
  if (name === 'native') return nativeFolder(project);
  if (framework !== 'nativescript' || name !== 'resources') return [name];
  return (await openNativeScriptConfig(new ProjectFolder(files, paths, appFolder))).resources;
}

function nativeFolder({ framework, platform, gradleRoot }: NativeProject): readonly string[] {
  if (framework === 'cordova') return ['platforms', platform];
  return platform === 'android' && gradleRoot && gradleRoot.length > 0 ? gradleRoot : [platform];
}

class NativeSideReader {
  readonly side = new Map<string, string>();
  readonly #project: NativeProject;
  #count = 0;
  #bytes = 0;

  constructor(project: NativeProject) {
    this.#project = project;
    this.side.set('framework', sha256Hex(project.framework));
  }

  async folder(segments: readonly string[]): Promise<void> {
    const { files, paths, appFolder, signal } = this.#project;
    throwIfCancelled(signal);
    if (segments.length > bounds.depth) throw new TooLarge();
    for (const { name, kind, isLink } of await files.readDirectory(paths.join(appFolder, ...segments))) {
      const below = [...segments, name];
      const shown = below.join('/');
      if (copied.test(shown) || madeByCordova.test(shown)) continue;
      if (isLink === true) this.#link(below, (await files.readLink(paths.join(appFolder, ...below))) ?? '');
      else if (kind === 'directory' && !leftOutFolders.test(name)) await this.folder(below);
      else if (kind === 'file' && !leftOutFiles.test(name)) await this.file(below);
    }
  }

  /** An absent file has no part. */
  async file(segments: readonly string[], shown = segments.join('/')): Promise<void> {
    const { files, paths, appFolder } = this.#project;
    const path = paths.join(appFolder, ...segments);
    const stat = await files.stat(path);
    if (stat?.kind !== 'file') return;
    this.#count++;
    this.#bytes += stat.sizeBytes;
    if (this.#count > bounds.files || this.#bytes > bounds.bytes) throw new TooLarge();
    const name = segments.at(-1) ?? '';
    const content = await files.readFile(path, { maxBytes: bounds.bytes });
    const isText = hasVersions(name) && content.length <= bounds.text;
    this.side.set(shown, sha256Hex(isText ? withoutVersions(name, fromUtf8(content)) : content));
  }

  async packageJson(): Promise<void> {
    const { files, paths, appFolder } = this.#project;
    try {
      const text = fromUtf8(await files.readFile(paths.join(appFolder, 'package.json'), { maxBytes: bounds.text }));
      for (const [name, part] of nativePartsOfPackageJson(text)) this.side.set(name, sha256Hex(part));
    } catch (error) {
      if (!isFailure(error, 'file-not-found')) throw error;
    }
  }

  /** Of the app, else of the nearest folder around it in the same repository: the packages of a monorepo share one. */
  async lockFile(): Promise<void> {
    const { files, paths, appFolder } = this.#project;
    const root = await repositoryOf(files, paths, appFolder);
    for (let level = 0, folder = appFolder; level < mostLevels; level++) {
      const names = new Set((await files.readDirectory(folder)).map(({ name }) => name));
      const found = lockFiles.filter((name) => names.has(name));
      for (const name of found) {
        const outer = Array.from({ length: level }, () => '..');
        await this.file([...outer, name]);
      }
      if (found.length > 0 || root === undefined || folder === root) return;
      folder = paths.dirname(folder);
    }
  }

  #link(segments: readonly string[], target: string): void {
    if (++this.#count > bounds.files) throw new TooLarge();
    this.side.set(segments.join('/'), sha256Hex(`link ${target}`));
  }
}
