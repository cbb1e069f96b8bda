/** Release notes from git: what was committed since the last release was built, or last where there is none. */

import { longestNotes } from '../../../releases/model/names.ts';
import { type SourceControl } from '../../../core/ports/sourceControl.ts';

/** Empty where git does not say it. */
export async function proposeNotes(
  sourceControl: SourceControl,
  folder: string,
  since: string | undefined,
  longest = longestNotes,
): Promise<string> {
  const subjects = (await sourceControl.subjectsSince?.(folder, since)) ?? [];
  let notes = '';
  for (const subject of subjects) {
    const line = `- ${subject}\n`;
    if (notes.length + line.length > longest) break;
    notes += line;
  }
  return notes.trimEnd();
}
