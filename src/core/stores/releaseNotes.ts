/**
 * Release notes from a file: in the tags of the Play Console, as a JSON object by language, or as plain text in the default language of the
 * app.
 *
 *   <en-US>
 *   New: dark mode
 *   </en-US>
 */

import { Failure } from '../base/failure.ts';
import { phrase } from '../base/phrase.ts';
import { parseJsonObject } from './jsonObject.ts';

/** By language; `undefined` stands for the default language of the app. */
export type ReleaseNotes = ReadonlyMap<string | undefined, string>;

const language = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
const tag = /<([A-Za-z0-9-]{2,20})>([\s\S]*?)<\/\1>/g;

/** Fails with `store-notes-unusable`, also for a language with more than `longest` characters. */
export function parseReleaseNotes(text: string, longest: number): ReleaseNotes {
  const notes = readNotes(text.replace(/^\uFEFF/, '').trim());
  for (const [name, content] of notes) {
    const shown = name ?? phrase('the default language');
    if (name !== undefined && !language.test(name)) throw unusable(`${name}: ${phrase('this is not a language tag such as en-US')}`);
    if (content.length > longest) throw unusable(`${shown}: ${phrase('the text is longer than the store allows')}`);
  }
  return notes;
}

function readNotes(text: string): ReleaseNotes {
  if (text === '') return new Map();
  if (text.startsWith('{')) {
    const object = parseJsonObject(text);
    if (!object) throw unusable(phrase('the JSON cannot be read'));
    return new Map(
      Object.entries(object).map(([name, value]) => {
        if (typeof value !== 'string') throw unusable(`${name}: ${phrase('the value is not text')}`);
        return [name, value.trim()];
      }),
    );
  }
  const tagged = [...text.matchAll(tag)];
  if (tagged.length === 0) return new Map([[undefined, text]]);
  if (text.replace(tag, '').trim() !== '') throw unusable(phrase('there is text outside of the language tags'));
  const notes = new Map(tagged.map(([, name = '', content = '']) => [name, content.trim()]));
  if (notes.size < tagged.length) throw unusable(phrase('a language occurs twice'));
  return notes;
}

function unusable(reason: string): Failure {
  return Failure.of('store-notes-unusable', { reason });
}
