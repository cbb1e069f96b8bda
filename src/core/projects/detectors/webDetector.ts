/**
 * A web app: a project whose build tool writes a folder of web files, built or not, or such a folder alone. The last detector that is
 * asked.
 */

import { type Sourced } from '../../settings/origin.ts';
import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { segmentsOf } from '../web/configuredFolder.ts';
import { readWebProject } from '../web/readWebProject.ts';
import { identifierFromHomepage, identifierWord, nameFromPackage, titleOf } from '../web/webAppName.ts';
import { type WebProject } from '../web/webProject.ts';
import { readWebManifestName } from '../webManifestName.ts';

/** Where tools write without any configuration that says so; the folder itself comes after them, since it often contains the sources. */
const outputFolders = ['dist', 'build', 'www', 'out', 'public', '_site', '.output/public', 'dist/browser'] as const;

export const webDetector: ProjectDetector = {
  engine: 'web',
  detect: async (folder) => {
    const [packageJson, project] = await Promise.all([readPackageJson(folder), readWebProject(folder)]);
    const webDir = await findWebDir(folder, project);
    if (webDir === undefined && !(project && (await isAppAlone(folder)))) return undefined;
    const segments = segmentsOf(webDir?.value ?? '.');
    const name =
      (await readWebManifestName(folder, segments)) ??
      packageJson.productName ??
      packageJson.displayName ??
      (await titleOf(folder, ...segments, 'index.html')) ??
      (project && ((await titleOf(folder, 'index.html')) ?? (await titleOf(folder, 'src', 'index.html')))) ??
      nameFromPackage(packageJson);
    const identifier = identifierFromHomepage(packageJson);
    const word = identifierWord(packageJson.name?.value);
    return {
      engine: 'web',
      framework: 'web app',
      ...(webDir && { webDir }),
      ...(name && { name }),
      ...(packageJson.version && { version: packageJson.version }),
      ...((identifier ?? word) !== undefined && { proposals: { ...(identifier && { identifier }), ...(word !== undefined && { word }) } }),
      android: {},
    };
  },
};

/** The folder that the tool writes, whether it is there already or not; else one that looks like built files. */
async function findWebDir(folder: ProjectFolderView, project: WebProject | undefined): Promise<Sourced<string> | undefined> {
  const output = project?.output;
  if (output?.kind === 'folder') {
    const { value, origin } = output.folder;
    const isSure = origin.kind !== 'project' || origin.certainty !== 'guessed';
    if (isSure || (await folder.hasFile(...segmentsOf(value), 'index.html'))) return output.folder;
  }
  for (const candidate of outputFolders) {
    // Most tools copy `public` into their output.
    if (project && candidate === 'public') continue;
    if (await folder.hasFile(...candidate.split('/'), 'index.html')) return folderOf(candidate);
  }
  if (output?.kind === 'folder') return output.folder;
  return !project && (await folder.hasFile('index.html')) ? folderOf('.') : undefined;
}

function folderOf(value: string): Sourced<string> {
  return { value, origin: { kind: 'project', file: value === '.' ? 'index.html' : `${value}/index.html` } };
}

/** The root of a monorepo is not an app because of a tool that its packages share. */
async function isAppAlone(folder: ProjectFolderView): Promise<boolean> {
  if (await folder.hasFile('pnpm-workspace.yaml')) return false;
  return !/"workspaces"\s*:/.test((await folder.text('package.json')) ?? '');
}
