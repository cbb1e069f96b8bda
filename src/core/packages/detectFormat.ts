/** Tells what kind of package an archive is by what it holds, never by the file's name. */

import { createIssue, type Issue } from '../base/issue.ts';
import { type ZipEntry } from '../formats/zip/zipEntry.ts';
import { appFolders } from './ipa/ipaEntries.ts';
import { type AndroidFormat } from './packageEntries.ts';

export type PackageFormat = AndroidFormat | 'ipa';

export const apkManifest = 'AndroidManifest.xml';
export const bundleManifest = 'base/manifest/AndroidManifest.xml';
export const bundleConfig = 'BundleConfig.pb';

/** The format, or the issue that says what it is instead. */
export function detectFormat(entries: readonly ZipEntry[]): PackageFormat | Issue {
  let isBundle = false;
  const apks: string[] = [];
  for (const { name } of entries) {
    if (name === apkManifest) return 'apk';
    isBundle ||= name === bundleManifest || name === bundleConfig;
    if (name.endsWith('.apk')) apks.push(name);
  }
  if (isBundle) return 'aab';
  if (appFolders(entries).length > 0) return 'ipa';
  const [first = ''] = apks;
  const base = apks.find((name) => /(^|\/)base(-master)?\.apk$/.test(name)) ?? first;
  if (apks.length > 0) return createIssue('package-set-of-apks', { count: apks.length, base: base.slice(0, 200) });
  return createIssue('package-format-unknown', { missing: apkManifest });
}
