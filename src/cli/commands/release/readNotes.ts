/** Release notes from the file that --notes-file names. */

import { fromUtf8 } from '../../../core/base/bytes.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';

/** Of App Center, and of the server. A character takes up to four bytes. */
const longestNotes = 5000;
const largestNotesFile = 1024 * 1024;

export async function readNotes(input: CommandInput, { ports }: CommandServices): Promise<string | undefined> {
  const path = input.path('notes-file');
  if (path === undefined) return undefined;
  const notes = fromUtf8(await ports.files.readFile(path, { maxBytes: largestNotesFile }));
  if (notes.length > longestNotes) throw usageFailure('The release notes are longer than 5,000 characters', 'Shorten them');
  return notes;
}
