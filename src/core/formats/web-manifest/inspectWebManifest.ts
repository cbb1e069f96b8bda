/**
 * Reads a web app manifest (W3C Web Application Manifest, sections 1 and 2) as a browser does: what is wrong is left out, and
 * named. Members that no package uses are not looked at.
 */

import { type Bytes, fromStrictUtf8 } from '../../base/bytes.ts';
import { createIssue, type Issue, type Place } from '../../base/issue.ts';
import { readIcons, readShortcuts } from './manifestLists.ts';
import { ManifestMembers } from './manifestMembers.ts';
import { manifestDisplays, manifestOrientations, type WebManifest } from './webManifest.ts';

export interface WebManifestInspection {
  /** Absent when the file is not a JSON object at all. */
  readonly manifest?: WebManifest;
  readonly issues: readonly Issue[];
}

/** `url` is where the manifest stands: addresses in it are relative to that. */
export function inspectWebManifest(bytes: Bytes, url: string, place: Place = {}): WebManifestInspection {
  const { text, encoding } = decodeManifest(bytes);
  const encodingIssues = encoding === 'UTF-8' ? [] : [createIssue('web-manifest-not-utf8', { encoding }, place)];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read';
    return { issues: [...encodingIssues, createIssue('web-manifest-not-json', { reason }, place)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { issues: [...encodingIssues, createIssue('web-manifest-not-object', {}, place)] };
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
  return { manifest, issues: [...encodingIssues, ...members.issues] };
}

/** Browsers read UTF-8 alone; what else editors write is still read here, so that the app gets its name, and is named as what it is. */
function decodeManifest(bytes: Bytes): { readonly text: string; readonly encoding: string } {
  const [first = 0, second = 0, third = 0] = bytes;
  const from = (encoding: string): string => new TextDecoder(encoding).decode(bytes);
  const hasTwo = bytes.length > 1;
  if (hasTwo && ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)))
    return { text: from('utf-16le'), encoding: 'UTF-16' };
  if (hasTwo && ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)))
    return { text: from('utf-16be'), encoding: 'UTF-16' };
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  const text = fromStrictUtf8(hasMark ? bytes.subarray(3) : bytes);
  return text === undefined ? { text: from('windows-1252'), encoding: 'Latin-1 (Windows-1252)' } : { text, encoding: 'UTF-8' };
}

/** The scope of a manifest that names none: the start address without its last part (section 1.2, "scope"). */
function scopeOf(startUrl: string | undefined): string | undefined {
  return startUrl === undefined ? undefined : new URL('.', startUrl).href;
}
