/** Paths by the rules of either kind of system, and which of them this machine has. */

import { posix, win32 } from 'node:path';
import { type PathTools } from '../core/ports/fileSystem.ts';

export const posixPaths: PathTools = {
  system: 'posix',
  join: (...parts) => posix.join(...parts),
  resolve: (base, path) => posix.resolve(base, path),
  dirname: (path) => posix.dirname(path),
  basename: (path) => posix.basename(path),
  relative: (from, to) => posix.relative(from, to),
};

export const windowsPaths: PathTools = {
  system: 'windows',
  join: (...parts) => win32.join(...parts),
  resolve: (base, path) => win32.resolve(base, path),
  dirname: (path) => win32.dirname(path),
  basename: (path) => win32.basename(path),
  relative: (from, to) => win32.relative(from, to).replaceAll('\\', '/'),
};

export const nodePathTools: PathTools = process.platform === 'win32' ? windowsPaths : posixPaths;
