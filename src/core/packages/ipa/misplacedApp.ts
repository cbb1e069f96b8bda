/** An iOS app in an archive that is not an IPA: what keeps devices from finding the app, and how to pack it again. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { type ZipEntry } from '../../formats/zip/zipEntry.ts';

/** Of an archive without `Payload/Name.app/`. */
export function misplacedAppIssue(entries: readonly ZipEntry[]): Issue | undefined {
  for (const { name } of entries) {
    if (name.startsWith('__MACOSX/')) continue;
    const issue = issueOf(name.slice(0, longestName));
    if (issue) return issue;
  }
  return undefined;
}

const longestName = 1000;

function issueOf(name: string): Issue | undefined {
  if (/^Payload\\[^\\]+\.app\\/i.test(name)) return createIssue('ipa-backslashes', {});
  const [, misnamed] = /^Payload\/([^/]+\.app)\//i.exec(name) ?? [];
  if (misnamed !== undefined && name.startsWith('Payload/')) return createIssue('ipa-app-misnamed', { folder: misnamed });
  const [, above = '', payload = ''] = /^((?:[^/]+\/){0,8}?)(payload)\/[^/]+\.app\//i.exec(name) ?? [];
  if (payload !== '' && above !== '') return createIssue('ipa-payload-nested', { folder: above.slice(0, -1) });
  if (payload !== '') return createIssue('ipa-payload-misnamed', { folder: payload });
  const [, before = '', app = ''] = /^((?:[^/]+\/){0,8}?)([^/]+\.app)\//.exec(name) ?? [];
  if (app === '') return undefined;
  if (name.startsWith(`${before}${app}/Contents/`)) return createIssue('ipa-is-mac-app', { app });
  if (/(^|\/)Products\/Applications\/$/.test(before)) return createIssue('ipa-is-xcode-archive', { app });
  return createIssue('ipa-app-without-payload', { app });
}
