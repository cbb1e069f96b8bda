/** The files around an app that a value of its settings could name: keystores, profiles, built web files. */

import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type OpenedApp } from '../../../core/workflow/openApp.ts';

/** What is found without looking into profiles. */
export type NamedFiles = Omit<NearbyFiles, 'fittingProfiles'>;

export interface NearbyFiles {
  readonly keystoreFiles: readonly string[];
  readonly certificateFiles: readonly string[];
  readonly profileFiles: readonly string[];
  /** Those of them that fit the app. */
  readonly fittingProfiles: readonly string[];
  readonly webFolders: readonly string[];
  readonly startPages: readonly string[];
}

const keystoreEnding = /\.(p12|pfx|jks|keystore|ks)$/i;
const profileEnding = /\.mobileprovision$/i;
const webFolderNames = ['www', 'dist', 'build', 'out', 'public'];
const largestListing = 200;

/** Files of the app's folder and one level below it that a fix could name. Bounded, so that a large folder costs nothing. */
export async function findNearbyFiles(files: FileSystem, paths: PathTools, app: OpenedApp): Promise<NamedFiles> {
  const webFolders: string[] = [];
  const list = async (folder: string) => (await files.readDirectory(folder).catch(() => [])).slice(0, largestListing);
  const top = await list(app.folder);
  const folders = top.filter(({ kind, name }) => kind === 'directory' && !name.startsWith('.') && name !== 'node_modules').slice(0, 40);
  const found = top.filter(({ kind }) => kind === 'file').map(({ name }) => name);
  for (const { name } of folders) {
    const inside = await list(paths.join(app.folder, name));
    found.push(...inside.filter(({ kind }) => kind === 'file').map((entry) => `${name}/${entry.name}`));
    if (inside.some((entry) => entry.name === 'index.html')) webFolders.push(name);
  }
  webFolders.sort((a, b) => rank(a) - rank(b));
  const [{ ProjectFolder }, { readWebProject }] = await Promise.all([
    import('../../../core/projects/projectFolder.ts'),
    import('../../../core/projects/web/readWebProject.ts'),
  ]);
  const output = (await readWebProject(new ProjectFolder(files, paths, app.folder)))?.output;
  // What the build tool writes is the best guess, built or not.
  const written = output?.kind === 'folder' ? [output.folder.value] : [];
  const webDir = app.inspected.settings.web?.webDir ?? app.project?.webDir?.value;
  const pages = webDir === undefined ? [] : await list(paths.resolve(app.folder, webDir));
  return {
    keystoreFiles: found.filter((name) => keystoreEnding.test(name)),
    certificateFiles: found.filter((name) => /\.(p12|pfx)$/i.test(name)),
    profileFiles: found.filter((name) => profileEnding.test(name)),
    webFolders: [...new Set([...written, ...webFolders])],
    startPages: pages.map(({ name }) => name).filter((name) => /\.html?$/i.test(name)),
  };
}

function rank(folder: string): number {
  const index = webFolderNames.indexOf(folder);
  return index === -1 ? webFolderNames.length : index;
}
