/**
 * Lists a folder of web files. What no page can use is left out: what version control and desktops leave behind, and files that
 * must never be published. Bounded in count and depth, so that a link in a circle or a whole disk ends in an issue.
 */

import { throwIfCancelled } from '../../base/cancellation.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { checkWebFileName } from './webFileName.ts';
import { type WebFile } from './webApp.ts';

const fileLimit = 20_000;
/** Below the number of links that systems follow in one path, so that a link in a circle is told and not a failure to read. */
const depthLimit = 32;
const largeFileBytes = 50_000_000;
/** What Google Play takes for a base module, compressed; above it the store refuses. */
const packageLimitBytes = 200_000_000;

const leftOutNames = new Set(['.git', '.svn', '.hg', '.ds_store', 'thumbs.db', 'desktop.ini', '.mobile-distribution', '__macosx']);
const secretPattern = /^\.env(?:\..*)?$|\.(?:jks|keystore|p12|pfx|bks)$/i;
/** Files of a project that a build never writes into its output. */
const sourceNames = new Set(['node_modules', 'package.json', 'mobile-distribution.json', 'tsconfig.json', '.git']);

export interface WebFileListing {
  /** Sorted by path, bytewise in UTF-16, so that the package does not depend on the file system. */
  readonly files: readonly WebFile[];
  readonly issues: readonly Issue[];
}

export async function listWebFiles(fs: FileSystem, paths: PathTools, folder: string, signal?: AbortSignal): Promise<WebFileListing> {
  const files: WebFile[] = [];
  const issues: Issue[] = [];
  const leftOut: string[] = [];
  const found: string[] = [];
  let deepest: string | undefined;
  const walk = async (directory: string, prefix: string, depth: number): Promise<void> => {
    throwIfCancelled(signal);
    if (depth > depthLimit) {
      deepest = directory;
      return;
    }
    const entries = await fs.readDirectory(directory);
    if (prefix === '') found.push(...entries.map(({ name }) => name).filter((name) => sourceNames.has(name)));
    const stats = await Promise.all(
      entries.map(async ({ name, kind }) => (kind === 'directory' ? undefined : await fs.stat(paths.join(directory, name)))),
    );
    for (const [index, { name, kind }] of entries.entries()) {
      // The first folder that is too deep ends the listing: links in circles could branch without end.
      if (files.length > fileLimit || deepest !== undefined) return;
      const path = prefix + name;
      const absolutePath = paths.join(directory, name);
      const stat = stats[index];
      const isDirectory = kind === 'directory' || stat?.kind === 'directory';
      if (leftOutNames.has(name.toLowerCase())) leftOut.push(path);
      else if (isDirectory) await walk(absolutePath, `${path}/`, depth + 1);
      else if (stat?.kind !== 'file') leftOut.push(path);
      else if (secretPattern.test(name)) issues.push(createIssue('web-file-secret', { file: path }, { file: absolutePath }));
      else files.push({ path, absolutePath, sizeBytes: stat.sizeBytes });
    }
  };
  await walk(folder, '', 0);
  const place = { file: folder };
  if (files.length > fileLimit) issues.push(createIssue('web-too-many-files', { folder, limit: fileLimit }, place));
  if (deepest !== undefined) issues.push(createIssue('web-folder-too-deep', { folder, limit: depthLimit }, { file: deepest }));
  const [firstFound] = found;
  if (firstFound !== undefined) issues.push(createIssue('web-folder-holds-sources', { folder, found: firstFound }, place));
  const [firstLeftOut] = leftOut;
  if (firstLeftOut !== undefined) issues.push(createIssue('web-file-left-out', { count: leftOut.length, file: firstLeftOut }, place));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  issues.push(...checkFiles(files));
  return { files, issues };
}

function checkFiles(files: readonly WebFile[]): readonly Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<string, string>();
  let total = 0;
  for (const { path, absolutePath, sizeBytes } of files) {
    const place = { file: absolutePath };
    const reason = checkWebFileName(path);
    if (reason !== undefined) issues.push(createIssue('web-file-name-refused', { file: path, reason }, place));
    const other = seen.get(path.toLowerCase());
    if (other === undefined) seen.set(path.toLowerCase(), path);
    else issues.push(createIssue('web-file-name-collision', { file: path, other }, place));
    if (sizeBytes > largeFileBytes) issues.push(createIssue('web-file-large', { file: path, sizeMegabytes: megabytes(sizeBytes) }, place));
    total += sizeBytes;
  }
  if (total > packageLimitBytes)
    issues.push(createIssue('web-package-large', { sizeMegabytes: megabytes(total), limitMegabytes: megabytes(packageLimitBytes) }));
  return issues;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
