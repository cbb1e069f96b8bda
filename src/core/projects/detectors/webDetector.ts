/** A web app: a folder of built web files with a start page, or sources beside it. The last detector that is asked. */

import { type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { readPackageJson } from '../packageJson.ts';
import { readWebManifestName } from '../webManifestName.ts';

/** Where build tools write; the folder itself comes after them, since it often holds the sources. */
const outputFolders = ['dist', 'build', 'www', 'out', 'public', '_site', '.output/public', 'dist/browser'] as const;

export const webDetector: ProjectDetector = {
  engine: 'web',
  detect: async (folder) => {
    const webDir = await findWebDir(folder);
    if (webDir === undefined) return undefined;
    const segments = webDir === '.' ? [] : webDir.split('/');
    const [manifestName, packageJson] = await Promise.all([readWebManifestName(folder, segments), readPackageJson(folder)]);
    const name = manifestName ?? packageJson.displayName;
    return {
      engine: 'web',
      framework: 'web app',
      webDir: { value: webDir, origin: { kind: 'project', file: webDir === '.' ? 'index.html' : `${webDir}/index.html` } },
      ...(name && { name }),
      ...(packageJson.version && { version: packageJson.version }),
      android: {},
    };
  },
};

async function findWebDir(folder: ProjectFolderView): Promise<string | undefined> {
  for (const candidate of outputFolders) {
    if (await folder.hasFile(...candidate.split('/'), 'index.html')) return candidate;
  }
  return (await folder.hasFile('index.html')) ? '.' : undefined;
}
