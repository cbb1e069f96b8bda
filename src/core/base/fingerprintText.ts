/** The form that people compare fingerprints in, and that Google, Firebase and assetlinks.json want: `3A:0F:…`. */

export function fingerprintText(hex: string): string {
  return hex.toUpperCase().replace(/(..)(?!$)/g, '$1:');
}
