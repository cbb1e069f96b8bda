/** Takes passwords out of files of other tools, and puts them back when someone wants them there again. */

import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { type ImportedSecret } from '../../../core/settings/import/importedFile.ts';
import { readerOf, removeSecrets } from '../../../core/settings/import/removeSecrets.ts';
import { editFile } from '../../shared/workspace/editText.ts';

/** Before and after are texts of one file. */
export interface FileRemoval {
  readonly path: string;
  readonly folder: string;
  readonly before: string;
  readonly after: string;
}

/** Edits that can be undone in the editor, too. */
export async function removeFromFiles(
  { paths }: { readonly paths: PathTools },
  folder: string,
  secrets: readonly ImportedSecret[],
  edit = editFile,
): Promise<readonly FileRemoval[]> {
  const removals: FileRemoval[] = [];
  for (const file of filesOf(secrets)) {
    const reader = readerOf(file);
    if (!reader) continue;
    // By key and value, as their places in the text may have changed since they were read.
    const isMeant = ({ key, secret }: ImportedSecret): boolean =>
      secrets.some((each) => each.place.file === file && each.key === key && each.secret.equals(secret));
    const path = paths.join(folder, ...file.split('/'));
    const change = (before: string): string => {
      const after = removeSecrets(reader, file, before, isMeant);
      if (after !== before) removals.push({ path, folder, before, after });
      return after;
    };
    await edit(path, change, folder);
  }
  return removals;
}

/** Gives the paths of files that were changed since: these stay as they are. */
export async function restoreFiles(removals: readonly FileRemoval[], edit = editFile): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { path, folder, before, after } of removals) {
    const restore = (text: string): string => {
      if (text === after) return before;
      if (text !== before) changed.push(path);
      return text;
    };
    await edit(path, restore, folder);
  }
  return changed;
}

export function filesOf(secrets: readonly ImportedSecret[]): readonly string[] {
  return [...new Set(secrets.map(({ place }) => place.file))];
}
