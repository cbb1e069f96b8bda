/** What names and sizes of web files say: what a package cannot contain, and what a store would not take. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type Platform } from '../../settings/platform.ts';
import { type WebFile } from './webApp.ts';
import { checkWebFileName } from './webFileName.ts';

const largeFileBytes = 50_000_000;
/** What Google Play takes for a base module, compressed; above it the store refuses. */
const packageLimitBytes = 200_000_000;

export function checkWebFiles(files: readonly WebFile[], platform: Platform | undefined): readonly Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<string, string>();
  let total = 0;
  for (const { path, absolutePath, sizeBytes } of files) {
    const place = { file: absolutePath };
    const reason = checkWebFileName(path, platform);
    if (reason !== undefined) issues.push(createIssue('web-file-name-refused', { file: path, reason }, place));
    const other = seen.get(path.toLowerCase());
    if (other === undefined) seen.set(path.toLowerCase(), path);
    else issues.push(createIssue('web-file-name-collision', { file: path, other }, place));
    if (sizeBytes > largeFileBytes) issues.push(createIssue('web-file-large', { file: path, sizeMegabytes: megabytes(sizeBytes) }, place));
    total += sizeBytes;
  }
  if (platform === 'android' && total > packageLimitBytes)
    issues.push(createIssue('web-package-large', { sizeMegabytes: megabytes(total), limitMegabytes: megabytes(packageLimitBytes) }));
  return issues;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
