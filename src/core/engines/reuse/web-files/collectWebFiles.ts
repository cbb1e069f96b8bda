/** The web files of the project as they are now, as content of a package of its framework. */

import { createIssue, hasErrors, type Issue } from '../../../base/issue.ts';
import { fromUtf8 } from '../../../base/bytes.ts';
import { type ByteSource } from '../../../base/byteSource.ts';
import { present } from '../../../base/present.ts';
import { readEntry } from '../../../formats/zip/readEntry.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { locateWebApp } from '../../web/locateWebApp.ts';
import { listWebFiles } from '../../web/listWebFiles.ts';
import { openWebApp } from '../../web/openWebApp.ts';
import { type WebFile } from '../../web/webApp.ts';
import { type WebEngineMemory } from '../../web/webEngine.ts';
import { type WebEnginePorts } from '../../web/webEnginePorts.ts';
import { contentRoot } from '../baseFacts.ts';
import { type ReuseBase } from '../openBase.ts';
import { type NewContent, type PackageChange } from '../rewritePackage.ts';
import { injectedBy, isHiddenAsset, type WebContent } from './webContent.ts';

export interface CollectedFiles {
  /** Absent when the issues say why. */
  readonly files?: readonly WebFile[];
  readonly issues: readonly Issue[];
}

export async function collectWebFiles(
  ports: WebEnginePorts,
  spec: BuildSpec,
  content: WebContent,
  memory: WebEngineMemory,
  signal: AbortSignal,
): Promise<CollectedFiles> {
  if (content.isOwn) {
    const { app, issues } = await openWebApp(ports, spec, { signal, ...memory });
    return app && !hasErrors(issues) ? { files: app.files, issues } : { issues };
  }
  // Cordova has one place for web files, and asks no one.
  const webDir = spec.framework === 'cordova' ? 'www' : spec.settings.web?.webDir;
  const located = {
    ...spec,
    settings: { ...spec.settings, web: { startPage: 'index.html', ...spec.settings.web, ...present('webDir', webDir) } },
  };
  const { location, issues } = await locateWebApp(ports, located, { signal, memory: memory.memory });
  if (!location || hasErrors(issues)) return { issues };
  const merged = spec.framework === 'cordova' ? await withMerges(ports, spec, location.files, signal) : location.files;
  const [files, hidden] = partition(merged, (file) => !isHiddenAsset(file.path, content));
  const [first] = hidden;
  if (!first || spec.platform === 'ios') return { files: first ? merged : files, issues };
  const params = { count: hidden.length, framework: spec.framework ?? '', file: first.path };
  return { files, issues: [...issues, createIssue('reuse-files-hidden', params, { file: first.absolutePath })] };
}

/** `merges/android` of a Cordova project lies over its web files. */
async function withMerges(
  ports: WebEnginePorts,
  spec: BuildSpec,
  files: readonly WebFile[],
  signal: AbortSignal,
): Promise<readonly WebFile[]> {
  const { files: fs, paths } = ports;
  const folder = paths.join(spec.appFolder, 'merges', spec.platform);
  if ((await fs.stat(folder))?.kind !== 'directory') return files;
  const listing = await listWebFiles({ fs, paths, folder, allowed: new Set(), signingFiles: new Set(), signal });
  const merged = new Map(files.map((file) => [file.path, file]));
  for (const file of listing.files) merged.set(file.path, file);
  return [...merged.values()];
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

const largestPluginList = 4 * 1024 * 1024;

/** What of the package changes: the web files, except those that the framework itself adds. */
export async function webChange(
  source: ByteSource,
  base: ReuseBase,
  spec: BuildSpec,
  content: WebContent,
  files: readonly WebFile[],
): Promise<PackageChange> {
  const { format, archive } = base;
  const folder = contentRoot(base) + content.folder[spec.platform];
  const list = archive.entries.find(({ name }) => name === `${folder}cordova_plugins.js`);
  const read = list && (await readEntry(source, list, { maxBytes: largestPluginList }));
  const isInjected = injectedBy(content, read?.bytes ? fromUtf8(read.bytes) : '');
  const isContent = (name: string): boolean => name.startsWith(folder);
  const contents = new Map<string, NewContent>();
  for (const { path, absolutePath, sizeBytes, identity } of files)
    if (!isInjected(path)) contents.set(folder + path, { kind: 'file', absolutePath, sizeBytes, ...present('identity', identity) });
  const folders = new Set([...contents.keys()].flatMap(foldersOf));
  const isKept = (name: string): boolean => isInjected(name.slice(folder.length)) || (name.endsWith('/') && folders.has(name));
  return { format, contents, isContent, isRemoved: (name) => isContent(name) && !isKept(name) };
}

/** `a/b/c.txt` → `a/`, `a/b/` */
function foldersOf(name: string): readonly string[] {
  return name
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => `${parts.slice(0, index + 1).join('/')}/`);
}
