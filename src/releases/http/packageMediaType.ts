/** Media types of the packages that are handed out. Android opens its installer for the first one only. */

export const packageMediaTypes: Readonly<Record<'apk' | 'aab' | 'ipa', string>> = {
  apk: 'application/vnd.android.package-archive',
  aab: 'application/octet-stream',
  ipa: 'application/octet-stream',
};
