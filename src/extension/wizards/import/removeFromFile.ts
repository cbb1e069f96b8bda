/** Takes passwords out of a file of another tool, as an edit that can be undone. */

import { type ImportedSecret } from '../../../core/settings/import/importedFile.ts';
import { readerOf, removeSecrets } from '../../../core/settings/import/removeSecrets.ts';
import { editFile } from '../../workspace/editText.ts';
import { type WizardParts } from '../wizardParts.ts';

export async function removeFromFiles(
  { paths }: Pick<WizardParts, 'paths'>,
  folder: string,
  secrets: readonly ImportedSecret[],
): Promise<void> {
  for (const file of filesOf(secrets)) {
    const reader = readerOf(file);
    if (!reader) continue;
    // By what they are, as their places in the text may have changed since they were read.
    const isMeant = ({ key, secret }: ImportedSecret): boolean =>
      secrets.some((each) => each.place.file === file && each.key === key && each.secret.equals(secret));
    await editFile(paths.join(folder, ...file.split('/')), (text) => removeSecrets(reader, file, text, isMeant), folder);
  }
}

export function filesOf(secrets: readonly ImportedSecret[]): readonly string[] {
  return [...new Set(secrets.map(({ place }) => place.file))];
}
