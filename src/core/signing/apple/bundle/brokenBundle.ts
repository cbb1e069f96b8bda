/** Folders that are called like an app or an extension and are none: devices refuse the package, and no seal of them can be made. */

import { createIssue, type Issue, type Place } from '../../../base/issue.ts';
import { phrase } from '../../../base/phrase.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { plistEntry, plistString } from '../../../formats/plist/plistValue.ts';
import { readDocument, type AppFiles } from './appFiles.ts';
import { bundlesInsideOut, pathInside, type AppBundle } from './bundleTree.ts';

/** Why `findBundle` finds none in the folder. */
export async function brokenBundleIssue(files: AppFiles, folder: string): Promise<Issue> {
  const file = `${folder}/Info.plist`;
  const place: Place = { entry: file };
  const app = folder.slice(folder.lastIndexOf('/') + 1);
  if (files.has(`${folder}/Contents/Info.plist`)) return createIssue('ipa-is-mac-app', { app }, { entry: folder });
  if (!files.has(file)) return createIssue('seal-app-missing', { app, reason: phrase('it has no Info.plist') }, { entry: folder });
  const bytes = await readDocument(files, file);
  if (!bytes) return createIssue('seal-app-missing', { app, reason: phrase('its Info.plist cannot be read') }, place);
  const { value, issues } = inspectPlist(bytes);
  const [issue] = issues;
  if (!value && issue) return { ...issue, place: { ...issue.place, ...place } };
  const executable = plistString(plistEntry(value, 'CFBundleExecutable'));
  return executable === undefined
    ? createIssue('ipa-key-missing', { key: 'CFBundleExecutable' }, place)
    : createIssue('ipa-executable-missing', { executable: executable.slice(0, 200) }, place);
}

/** Where devices look for programs inside a program. */
const programFolders: ReadonlySet<string> = new Set(['PlugIns', 'Extensions', 'Watch', 'AppClips', 'XPCServices']);
const mostReported = 50;

/** Inside an app: each with the reason. */
export async function brokenPrograms(
  files: AppFiles,
  app: AppBundle,
): Promise<readonly { readonly path: string; readonly issue: Issue }[]> {
  const known = new Set(bundlesInsideOut(app).map(({ path }) => path));
  const broken = new Set<string>();
  for (const path of app.paths) {
    for (const folder of foldersOf(pathInside(app, path))) {
      const whole = `${app.path}/${folder}`;
      if (!known.has(whole) && isProgram(files, whole)) broken.add(whole);
    }
    if (broken.size >= mostReported) break;
  }
  return await Promise.all([...broken].map(async (path) => ({ path, issue: await brokenBundleIssue(files, path) })));
}

function* foldersOf(path: string): Generator<string> {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) yield path.slice(0, end);
}

function isProgram(files: AppFiles, folder: string): boolean {
  const [parent = '', name = ''] = folder.split('/').slice(-2);
  return /\.(?:appex|app|xpc)$/.test(name) && (programFolders.has(parent) || files.has(`${folder}/Info.plist`));
}
