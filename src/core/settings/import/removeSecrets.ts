/** Takes secrets out of a file of another tool, so that the rest of it stays valid. */

import { type ImportedSecret, type ImportReader } from './importedFile.ts';
import { importReaders } from './importReaders.ts';

/** Nothing where the file is none of another tool that is known. `file` is relative to the app's folder, with slashes. */
export function readerOf(file: string): ImportReader | undefined {
  return importReaders.find(({ files }) => files.some((name) => isNamed(file, name)));
}

function isNamed(file: string, name: string): boolean {
  return name.startsWith('*') ? !file.includes('/') && file.endsWith(name.slice(1)) : file === name;
}

/** One after the other, as each removal changes what has to go with the next. */
export function removeSecrets(
  reader: ImportReader,
  file: string,
  text: string,
  isMeant: (secret: ImportedSecret) => boolean = () => true,
): string {
  let after = text;
  const meant = (): readonly ImportedSecret[] => reader.read(after, file).secrets.filter(isMeant);
  for (let left = meant().length; left > 0; left--) {
    const last = meant().at(-1);
    if (!last) break;
    after = after.slice(0, last.removal.offset) + after.slice(last.removal.offset + last.removal.length);
  }
  return after;
}
