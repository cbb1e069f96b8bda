/** Names that are in addresses, and texts of limited length. Pure: what is wrong is said in a sentence, or `undefined`. */

import { phrase } from '../../core/base/phrase.ts';

/** As App Center had it. */
export const longestNotes = 5000;

/** The group that each app begins with. */
export const defaultGroup = 'Collaborators';
const longestName = 100;
const longestDisplayName = 200;

/** Of owners and apps: the parts of `owner/app`. */
export function problemOfName(name: string): string | undefined {
  if (name === '') return phrase('the name is empty');
  if (name.length > longestName) return phrase('the name is longer than 100 characters');
  if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) return phrase('a name has letters, digits, hyphens, dots and underscores only');
  return undefined;
}

/** Names of groups, which people read: all visible characters are allowed. */
export function problemOfDisplayName(name: string): string | undefined {
  if (name.trim() === '') return phrase('the name is empty');
  if (name.length > longestDisplayName) return phrase('the name is longer than 200 characters');
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)) return phrase('the name contains control characters');
  return undefined;
}

/** `My App!` becomes `My-App`, as App Center made names of display names. */
export function nameFor(displayName: string): string {
  const name = displayName
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return name.slice(0, longestName);
}

/** Enough to be an address of mail: what is sent to it decides. Nothing that could end a header or a list. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>",;:\\()[\]\p{Cc}]+@[^\s@<>",;:\\()[\]\p{Cc}]+\.[^\s@<>",;:\\()[\]\p{Cc}]+$/u.test(text);
}
