/** The form that people compare fingerprints in, and that Google, Firebase and assetlinks.json want: `3A:0F:…`. */

import { emptyBytes, fromHex, toFingerprint } from '../../core/base/bytes.ts';

export function fingerprintText(hex: string): string {
  return toFingerprint(fromHex(hex) ?? emptyBytes);
}
