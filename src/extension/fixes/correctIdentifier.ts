/** The nearest identifier that a platform takes, for a quick fix. Nothing when there is none that is near. */

import { checkAppIdentifier } from '../../core/settings/checks/appIdentifier.ts';
import { javaKeywords } from '../../core/settings/checks/javaKeywords.ts';
import { type Platform } from '../../core/settings/platform.ts';

export function correctIdentifier(platform: Platform, identifier: string): string | undefined {
  const plain = identifier.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
  // What one platform uses as a separator inside a segment, the other one refuses.
  const own = platform === 'android' ? plain.replace(/[\s-]+/g, '_') : plain.replace(/[\s_]+/g, '-');
  const foreign = platform === 'android' ? /[^A-Za-z0-9_.]/g : /[^A-Za-z0-9.-]/g;
  const segments = own
    .replace(foreign, '')
    .split('.')
    .filter((segment) => segment !== '')
    .map((segment) => (platform === 'android' ? androidSegment(segment) : segment))
    .filter((segment) => segment !== '');
  if (segments.length === 0) return undefined;
  const corrected = (segments.length === 1 ? ['com', 'example', ...segments] : segments).join('.');
  const isRight = checkAppIdentifier(platform, corrected).every(({ severity }) => severity !== 'error');
  return isRight && corrected !== identifier ? corrected : undefined;
}

function androidSegment(segment: string): string {
  const lettered = segment.replace(/^_+/, '');
  const begun = /^[0-9]/.test(lettered) ? `app${lettered}` : lettered;
  return javaKeywords.has(begun) ? `${begun}app` : begun;
}
