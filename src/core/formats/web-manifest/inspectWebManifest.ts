/**
 * Reads a web app manifest (W3C Web Application Manifest, sections 1 and 2) as a browser does: what is wrong is left out, and
 * named. Members that no package uses are not looked at.
 */

import { type Bytes, fromUtf8 } from '../../base/bytes.ts';
import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { readIcons, readShortcuts } from './manifestLists.ts';
import { ManifestMembers } from './manifestMembers.ts';
import { manifestDisplays, manifestOrientations, type WebManifest } from './webManifest.ts';

export interface WebManifestInspection {
  /** Absent when the file is no JSON object at all. */
  readonly manifest?: WebManifest;
  readonly issues: readonly Issue[];
}

/** `url` is where the manifest stands: addresses in it are relative to that. */
export function inspectWebManifest(bytes: Bytes, url: string, place: Place = {}): WebManifestInspection {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes).replace(/^\ufeff/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read';
    return { issues: [createIssue('web-manifest-not-json', { reason }, place)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { issues: [createIssue('web-manifest-not-object', {}, place)] };
  const members = new ManifestMembers(value, url, place);
  const startUrl = members.address('start_url');
  const wantedScope = members.address('scope');
  const manifest: WebManifest = {
    name: members.text('name'),
    shortName: members.text('short_name'),
    description: members.text('description'),
    startUrl,
    scope: wantedScope !== undefined && (startUrl ?? url).startsWith(wantedScope) ? wantedScope : scopeOf(startUrl),
    display: members.display(manifestDisplays),
    orientation: members.choice('orientation', manifestOrientations),
    themeColor: members.color('theme_color'),
    backgroundColor: members.color('background_color'),
    lang: members.language('lang'),
    dir: members.choice('dir', ['ltr', 'rtl', 'auto']),
    icons: readIcons(members, 'icons'),
    shortcuts: readShortcuts(members),
    names: members.localized('name'),
    shortNames: members.localized('short_name'),
  };
  return { manifest, issues: members.issues };
}

/** The scope of a manifest that names none: the start address without its last part (section 1.2, "scope"). */
function scopeOf(startUrl: string | undefined): string | undefined {
  return startUrl === undefined ? undefined : new URL('.', startUrl).href;
}
