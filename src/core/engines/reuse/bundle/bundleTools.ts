/** The tools of a React Native or Expo project that make its bundle: Metro behind the project's own command line, and Hermes. */

import { createIssue, type Issue } from '../../../base/issue.ts';
import { type Machine } from '../../../ports/machine.ts';
import { type FileSystem, type PathTools } from '../../../ports/fileSystem.ts';
import { readPackageJson } from '../../../projects/packageJson.ts';
import { ProjectFolder } from '../../../projects/projectFolder.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { repositoryOf } from '../../web/packageBounds.ts';

export interface BundleToolsWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly system: Machine['system'];
}

export interface BundleTools {
  /** Absolute path of the script that node runs. */
  readonly cli: string;
  /** Of Expo: what `bundle` is called there. */
  readonly isExpo: boolean;
  /** Absolute path of the compiler; absent when the package has its bundle as text. */
  readonly hermes?: string;
  /** Relative to the app. */
  readonly entry: string;
}

const cliOf = { expo: 'expo/bin/cli', 'react-native': 'react-native/cli.js' } as const;
/** Newer versions of React Native have a package of the compiler. */
const hermesPackages = [
  'hermes-compiler/hermesc',
  'react-native/node_modules/hermes-compiler/hermesc',
  'react-native/sdks/hermesc',
] as const;
const hermesPrograms: Readonly<Record<Machine['system'], string>> = {
  linux: 'linux64-bin/hermesc',
  macos: 'osx-bin/hermesc',
  windows: 'win64-bin/hermesc.exe',
};
const mostLevels = 20;

export async function findBundleTools(
  world: BundleToolsWorld,
  spec: BuildSpec,
  needsHermes: boolean,
): Promise<{ readonly tools?: BundleTools; readonly issues: readonly Issue[] }> {
  const isExpo = spec.framework === 'expo';
  const folders = await moduleFolders(world, spec.appFolder);
  const cliName = cliOf[isExpo ? 'expo' : 'react-native'];
  const cli = await firstFile(world, folders, [cliName]);
  const program = hermesPrograms[world.system];
  const hermes = needsHermes
    ? await firstFile(
        world,
        folders,
        hermesPackages.map((name) => `${name}/${program}`),
      )
    : undefined;
  const entry = await entryOf(world, spec);
  const issues: Issue[] = [];
  if (cli === undefined)
    issues.push(createIssue('reuse-tool-missing', { tool: isExpo ? 'Expo' : 'React Native', path: `node_modules/${cliName}` }));
  if (needsHermes && hermes === undefined)
    issues.push(createIssue('reuse-tool-missing', { tool: 'Hermes', path: `node_modules/${hermesPackages[0]}/${program}` }));
  if (entry === undefined) issues.push(createIssue('reuse-tool-missing', { tool: 'index.js', path: 'index.js' }));
  if (cli === undefined || entry === undefined || issues.length > 0) return { issues };
  return { tools: { cli, isExpo, entry, ...(hermes !== undefined && { hermes }) }, issues };
}

/** Of the app and of the folders around it in the same repository: package managers put what several packages share into the outermost. */
async function moduleFolders({ files, paths }: BundleToolsWorld, appFolder: string): Promise<readonly string[]> {
  const root = await repositoryOf(files, paths, appFolder);
  const folders: string[] = [];
  for (let level = 0, folder = appFolder; level < mostLevels; level++) {
    folders.push(paths.join(folder, 'node_modules'));
    if (root === undefined || folder === root) break;
    folder = paths.dirname(folder);
  }
  return folders;
}

async function firstFile(
  { files, paths }: BundleToolsWorld,
  folders: readonly string[],
  names: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of names) {
      const path = paths.join(folder, ...name.split('/'));
      if ((await files.stat(path))?.kind === 'file') return path;
    }
  }
  return undefined;
}

/** As the templates of both have it: the main file of Expo, the file `index` of React Native. */
async function entryOf({ files, paths }: BundleToolsWorld, { appFolder, platform, framework }: BuildSpec): Promise<string | undefined> {
  const folder = new ProjectFolder(files, paths, appFolder);
  const endings = ['js', 'tsx', 'ts', 'jsx'];
  for (const name of [`index.${platform}`, 'index']) {
    for (const ending of endings) if (await folder.hasFile(`${name}.${ending}`)) return `${name}.${ending}`;
  }
  if (framework !== 'expo') return undefined;
  const main = (await readPackageJson(folder)).textAt('main')?.value;
  return main ?? 'node_modules/expo/AppEntry.js';
}
