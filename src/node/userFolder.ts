/** Where this user's own files of the product lie. Apart from the world, so that asking for it loads nothing else. */

import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where each system keeps a program's own files of a user. */
export function userFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  const name = 'mobile-distribution';
  if (process.platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  const base = environment['XDG_CONFIG_HOME'];
  return join(base !== undefined && base.startsWith('/') ? base : join(homedir(), '.config'), name);
}
