/**
 * Where a record says that its package is. The ledger comes with the repository, so anyone who can change it could name any file of this
 * machine, which would then be shown, shared or offered for deletion. Inside the app any place counts; outside, only where this user's own
 * runs of the product put that very package (`ownOutputs.ts`). Instead of every other path, the record gets the product's own folder with
 * the last name of it: there, the package is missing.
 */

import { productFolderName } from '../settings/settingsFile.ts';
import { type PackageRecord } from './packageRecord.ts';

const longestPath = 1024;

export interface JudgedPath {
  readonly path: string;
  /** Whether the product could not have written such a path. Those of other machines are as good as any, and not on this one. */
  readonly isSuspicious: boolean;
}

export function recordedPath({ id, path }: Pick<PackageRecord, 'id' | 'path'>, ownOutputs?: ReadonlyMap<string, string>): JudgedPath {
  if (isInside(path)) return { path, isSuspicious: false };
  const isElsewhere = isPackageElsewhere(path);
  if (isElsewhere && ownOutputs?.get(id) === path) return { path, isSuspicious: false };
  const name = path.split(/[\\/:]/).at(-1) ?? '';
  const plain = name.replace(/[^0-9A-Za-z.+_-]/g, '_').slice(-100);
  return { path: `${productFolderName}/packages/${/^\.*$/.test(plain) ? 'unknown' : plain}`, isSuspicious: !isElsewhere };
}

/** As the product writes it: relative, with slashes, and without the way back. */
function isInside(path: string): boolean {
  return path !== '' && path.length <= longestPath && !/^[/~]|[\\:\p{Cc}]|(^|\/)\.{0,2}(\/|$)/u.test(path);
}

/** Where `--output` led, on this system or another. An address of the network (`\\server\…`) would be asked for by looking. */
export function isPackageElsewhere(path: string): boolean {
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
