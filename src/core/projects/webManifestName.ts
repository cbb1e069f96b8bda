/**
 * The name that the web app manifest of a folder of web files gives the app. The manifest is found as the engine `web`
 * finds it: where the start page links to, else by one of the usual names.
 */

import { utf8 } from '../base/bytes.ts';
import { inspectWebManifest } from '../formats/web-manifest/inspectWebManifest.ts';
import { readPageHead } from '../formats/web-manifest/pageHead.ts';
import { usualManifestNames } from '../formats/web-manifest/webManifest.ts';
import { type Sourced } from '../settings/origin.ts';
import { type ProjectFolderView } from './projectFacts.ts';

/** Stands for the folder, so that links are resolved as a browser does. Nothing is ever asked there. */
const folderAddress = 'https://folder.invalid/';

export async function readWebManifestName(folder: ProjectFolderView, webDir: readonly string[]): Promise<Sourced<string> | undefined> {
  const page = await folder.text(...webDir, 'index.html');
  const linked = page === undefined ? undefined : readPageHead(utf8(page)).manifest;
  for (const link of linked === undefined ? usualManifestNames : [linked]) {
    const inside = pathInFolder(link);
    if (!inside) continue;
    const path = [...webDir, ...inside];
    const text = await folder.text(...path);
    if (text === undefined) continue;
    const { manifest } = inspectWebManifest(utf8(text), folderAddress + inside.join('/'));
    const value = manifest?.name ?? manifest?.shortName;
    return value === undefined ? undefined : { value, origin: { kind: 'web-manifest', file: path.join('/') } };
  }
  return undefined;
}

/** The file that a link of the start page means; `undefined` when it leads out of the folder. */
function pathInFolder(link: string): readonly string[] | undefined {
  const url = URL.parse(link, folderAddress);
  if (url === null || url.origin !== new URL(folderAddress).origin) return undefined;
  try {
    const path = decodeURIComponent(url.pathname.slice(1));
    // A slash or a dot that was escaped is not part of an address, but would be one of a path.
    return /[\\\0]|(^|\/)\.\.(\/|$)/.test(path) ? undefined : path.split('/');
  } catch {
    return undefined;
  }
}
