/** The lists of a manifest: `icons` and `shortcuts` (W3C Web Application Manifest, sections 1.14 and 1.15; image resources). */

import { type ManifestMembers, resolveAddress } from './manifestMembers.ts';
import { type IconPurpose, type ManifestIcon, type ManifestShortcut } from './webManifest.ts';

const mostItems = 100;
const longestSource = 2_000_000;

export function readIcons(members: ManifestMembers, member: string): readonly ManifestIcon[] {
  return readObjects(members, member).flatMap((icon) => {
    // A picture may be in the manifest itself (data:).
    const src = icon.text('src', longestSource);
    const resolved = src === undefined ? undefined : resolveAddress(src, icon.url);
    if (resolved === undefined) {
      icon.wrong('src', 'an address');
      return [];
    }
    const type = icon.text('type');
    const purposes = purposesOf(icon.text('purpose'));
    return purposes.length === 0
      ? []
      : [{ src: resolved, size: sizeOf(icon.text('sizes')), purposes, ...(type !== undefined && { type }) }];
  });
}

export function readShortcuts(members: ManifestMembers): readonly ManifestShortcut[] {
  return readObjects(members, 'shortcuts').flatMap((shortcut) => {
    const name = shortcut.text('name');
    const url = shortcut.address('url');
    if (name === undefined) shortcut.wrong('name', 'a text');
    if (name === undefined || url === undefined) return [];
    const shortName = shortcut.text('short_name');
    return [{ name, url, icons: readIcons(shortcut, 'icons'), ...(shortName !== undefined && { shortName }) }];
  });
}

function readObjects(members: ManifestMembers, member: string): readonly ManifestMembers[] {
  const value = members.get(member);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    members.wrong(member, 'a list');
    return [];
  }
  return value.slice(0, mostItems).flatMap((item: unknown, index) => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return [members.child(item, `${member}/${index}`)];
    members.wrong(`${member}/${index}`, 'an object');
    return [];
  });
}

const knownPurposes: readonly IconPurpose[] = ['any', 'maskable', 'monochrome'];

/** An icon of only unknown purposes is not used (section 4.1, "purpose"). */
function purposesOf(text: string | undefined): readonly IconPurpose[] {
  if (text === undefined) return ['any'];
  const words = text.toLowerCase().split(/\s+/);
  return knownPurposes.filter((purpose) => words.includes(purpose));
}

function sizeOf(text: string | undefined): number {
  let largest = 0;
  for (const word of (text ?? '').toLowerCase().split(/\s+/)) {
    if (word === 'any') return Infinity;
    const match = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/.exec(word);
    if (match) largest = Math.max(largest, Number(match[1]), Number(match[2]));
  }
  return largest;
}
