/**
 * The folder `.mobile-distribution` next to the settings. It ignores what is not committed, and tells git to take the lines of
 * both sides when two branches appended to the ledger. Files that are there already are left as they are.
 */

import { utf8 } from '../base/bytes.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { productFolderName } from '../settings/settingsFile.ts';

const ignored = `# Written by Mobile Distribution. Commit the ledger packages.jsonl; do not commit the other files.
/packages/
/logs/
/locks/
`;

const attributes = `# Written by Mobile Distribution. Each side of a merge only appends to the ledger, so both sides' lines are kept.
packages.jsonl text eol=lf merge=union
`;

export interface ProductFolder {
  readonly path: string;
  readonly ledger: string;
  readonly packages: string;
  readonly logs: string;
  readonly locks: string;
}

export function productFolder(paths: PathTools, appFolder: string): ProductFolder {
  const path = paths.join(appFolder, productFolderName);
  return {
    path,
    ledger: paths.join(path, 'packages.jsonl'),
    packages: paths.join(path, 'packages'),
    logs: paths.join(path, 'logs'),
    locks: paths.join(path, 'locks'),
  };
}

export async function prepareProductFolder(files: FileSystem, paths: PathTools, folder: ProductFolder): Promise<void> {
  for (const [name, text] of [
    ['.gitignore', ignored],
    ['.gitattributes', attributes],
  ] as const) {
    const path = paths.join(folder.path, name);
    if (!(await files.stat(path))) await files.writeFile(path, utf8(text));
  }
}
