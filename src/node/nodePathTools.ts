/** Paths by the rules of this machine's system. */

import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type PathTools } from '../core/ports/fileSystem.ts';

export const nodePathTools: PathTools = {
  system: process.platform === 'win32' ? 'windows' : 'posix',
  join,
  resolve: (base, path) => resolve(base, path),
  dirname,
  basename: (path) => basename(path),
  relative: (from, to) => relative(from, to).split(sep).join('/'),
};
