/** Names that a package cannot contain, or that Android and bundletool read as something else. */

import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { type Platform } from '../../settings/platform.ts';
import { phrase } from '../../base/phrase.ts';

/** Of the 1024 bytes of a path, what the folders around the web files leave on a device. */
const longestOnIos = 800;

/** Why the path cannot be packed, as the end of a sentence; `undefined` when it can. */
export function checkWebFileName(path: string, platform: Platform | undefined): string | undefined {
  if (path.includes('\\')) return phrase('contains a backslash');
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return phrase('contains a control character');
  if (fromUtf8(utf8(path)) !== path) return phrase('contains an incomplete character');
  if (path.length > 1000) return phrase('is too long');
  if (platform === 'ios' && utf8(path).length > longestOnIos) return phrase('is too long');
  // bundletool reads `name#key_value` of a folder as a condition for which devices get it.
  if (platform === 'android' && /#[^/]*\//.test(path)) return phrase('contains a # in a folder name, which app bundles reserve');
  return undefined;
}

/** A file that `web.allowedFiles` names, as it is listed: relative to the folder of web files, with slashes. */
export function listedPath(written: string): string {
  return written.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

/** Formats that are compressed already: deflating them again would only slow the app down. Media is read in place, piece by piece. */
const storedExtensions =
  'png jpg jpeg gif webp avif heic mp3 m4a aac ogg oga opus mp4 m4v webm ogv mov woff woff2 zip gz br 7z zst pdf epub docx xlsx pptx'.split(
    ' ',
  );

const storedSet = new Set(storedExtensions);

export function isStoredWebFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') && storedSet.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** The same as patterns for bundletool, which packs the final APKs itself. */
export const storedGlobs: readonly string[] = storedExtensions.map((extension) => `assets/www/**.${extension}`);
