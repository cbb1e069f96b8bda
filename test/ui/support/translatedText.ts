/** Which texts of a window in the pseudo-language were never translated. Pure. */

import { pseudoText } from '../../../scripts/l10n/pseudoLanguage.ts';

/** Words of specifications, values of settings, names, and what JavaScript itself says of times: the same in every language. */
const sameEverywhere =
  /\b(Mobile Distribution|Android( \d+(\.\d+)*)?|iOS|macOS|Apple|Google Play|App Store|VS Code|GitHub|Node|git|Keychain|OpenSSL|APK|AAB|IPA|JSON|QR|PNG|SVG|HTTPS?|URL|API|DER|PEM|PWA|UTC|JAR|SHA-?\d+|RSA|EC|AES-\d+|3DES|PBKDF[12]|PBMAC1|KDF|HMAC|PKCS ?#?\d+|JKS|[kKM]?B|SHA\d+with(RSA|ECDSA)|debug|release|app-bundle|ad-hoc|app-store|in-house|development|android|ios|web|upload|v[1-4](\.\d)?)\b|\b\d+ (second|minute|hour|day|week|month|year)s? ago\b|\bin \d+ (second|minute|hour|day|week|month|year)s?\b|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}(, \d{1,2}:\d{2}(:\d{2})?\s[AP]M)?|\b\d{1,2}\/\d{1,2}\/\d{4}, \d{1,2}:\d{2}:\d{2}\s[AP]M|\b(yesterday|tomorrow|now)\b/g;

/** What is never made of words: addresses, digests, fingerprints, distinguished names. */
const data = [/\bhttps?:\S+/g, /\b(?:[\da-f]{2}[: ]){2,}[\da-f]{2}\b/gi, /\b[\da-f]{7,}\b/gi, /\b(CN|O|OU|C|UID)=[^,\]\n]*/g];

/** A word that the pseudo-language would have written with accents. */
function isEnglish(word: string): boolean {
  return !pseudoText(word).includes(word) && !/[^\x00-\x7F]/.test(word);
}

/** The English words that are left when all that is the same everywhere, and the user's own, is gone; by the text they are in. */
export function untranslated(texts: Iterable<string>, own: readonly RegExp[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const text of texts) {
    const rest = [...own, ...data, sameEverywhere].reduce((left, each) => left.replaceAll(each, ' '), text);
    const words = (rest.match(/[\p{Letter}\p{Mark}][\p{Letter}\p{Mark}’']+/gu) ?? []).filter(isEnglish);
    if (words.length > 0) found.set(text, words);
  }
  return found;
}
