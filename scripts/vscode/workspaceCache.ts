/**
 * The copy that VS Code in the browser keeps of a `.code-workspace` file, in the data folder of its server. As long as it has
 * none, it may begin with a workspace without folders and miss the news when the file arrives.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether VS Code has written its copy of a workspace file. `authority` is what the window's address holds: `localhost:8123`. */
export function hasCachedCopy(dataFolder: string, authority: string, file: string): boolean {
  try {
    const path = join('data', 'User', 'caches', 'CachedConfigurations', 'workspaces', workspaceId(authority, file), 'workspace.json');
    return readFileSync(join(dataFolder, path), 'utf8').trim() !== '';
  } catch {
    return false;
  }
}

/** As VS Code names the folder of a workspace: the hash of its address, by `vs/base/common/hash`. */
export function workspaceId(authority: string, file: string): string {
  const address = `vscode-remote://${authority}${file.split('/').map(encodeURIComponent).join('/')}`;
  let hash = 149_417;
  for (let index = 0; index < address.length; index += 1) hash = ((hash << 5) - hash + address.charCodeAt(index)) | 0;
  return hash.toString(16);
}
