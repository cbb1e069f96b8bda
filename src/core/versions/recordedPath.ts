/**
 * Where a record says that its package is. The ledger comes with the repository, so anyone who can change it could name any file of this
 * machine, which would then be shown, shared or offered for deletion. Inside the app any place counts; outside, only what is called like
 * a package, on a disk of this machine. Instead of every other path, the record gets the product's own folder with the last name of it.
 */

import { productFolderName } from '../settings/settingsFile.ts';

const longestPath = 1024;

/** The path itself when it may be used. */
export function recordedPath(path: string): string {
  if (isInside(path) || isPackageElsewhere(path)) return path;
  const name = path.split(/[\\/:]/).at(-1) ?? '';
  const plain = name.replace(/[^0-9A-Za-z.+_-]/g, '_').slice(-100);
  return `${productFolderName}/packages/${/^\.*$/.test(plain) ? 'unknown' : plain}`;
}

/** As the product writes it: relative, with slashes, and without the way back. */
function isInside(path: string): boolean {
  return path !== '' && path.length <= longestPath && !/^[/~]|[\\:\p{Cc}]|(^|\/)\.{0,2}(\/|$)/u.test(path);
}

/** Where `--output` led, on this system or another. An address of the network (`\\server\…`) would be asked for by looking. */
function isPackageElsewhere(path: string): boolean {
  const isAbsolute = /^\/(?!\/)/.test(path) || /^[A-Za-z]:[\\/]/.test(path);
  const hasWayBack = /(^|[\\/])\.\.([\\/]|$)/.test(path);
  return (
    isAbsolute &&
    !hasWayBack &&
    path.length <= longestPath &&
    !/\p{Cc}/u.test(path) &&
    /\.(apk|aab|ipa)$/i.test(path) &&
    !/:/.test(path.slice(2))
  );
}
