/** Media types of packages, by the end of their name. Systems open their installers for these alone; everything else is only saved. */

const mediaTypes: Readonly<Record<string, string>> = {
  apk: 'application/vnd.android.package-archive',
  appx: 'application/appx',
  appxbundle: 'application/appxbundle',
  msix: 'application/msix',
  msixbundle: 'application/msixbundle',
  deb: 'application/vnd.debian.binary-package',
  rpm: 'application/x-rpm',
  flatpak: 'application/vnd.flatpak',
};

export function mediaTypeOf(extension: string): string {
  return mediaTypes[extension] ?? 'application/octet-stream';
}
