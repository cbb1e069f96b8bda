/** Looks a line up in the table of known failures: the literals first, all in one pass, and a pattern only where its literal is. */

import { LiteralIndex } from './literalIndex.ts';
import { type KnownFailure, type KnownText, type LogFinding } from './logFinding.ts';
import { knownFailures } from './knownFailures/knownFailures.ts';
import { placeOf } from './placedError.ts';

interface Entry {
  readonly order: number;
  readonly failure: KnownFailure;
  readonly text: KnownText;
}

const entries = knownFailures.flatMap((failure, order) => failure.texts.map((text): Entry => ({ order, failure, text })));
let index: LiteralIndex<Entry> | undefined;

/** Made with the first line: most builds give no reason to read their log. */
function indexOfEntries(): LiteralIndex<Entry> {
  return (index ??= new LiteralIndex(entries.map((entry): readonly [string, Entry] => [entry.text.anchor, entry])));
}

/** All failures of the table that fit, the most particular first. */
export function allKnown(line: string, logLine: number): readonly LogFinding[] {
  const found = new Map<number, LogFinding>();
  for (const { order, failure, text } of new Set(indexOfEntries().find(line))) {
    const match = text.pattern?.exec(line);
    if (found.has(order) || (text.pattern && !match)) continue;
    const { file, line: at, column, ...params } = match?.groups ?? {};
    found.set(order, {
      rank: failure.isWeak ? 'weak' : 'known',
      tool: failure.tool,
      code: failure.code,
      params: Object.fromEntries(Object.entries<string | undefined>(params).map(([name, value = '']) => [name, value.trim()])),
      ...placeOf({ file, line: at, column }),
      logLine,
    });
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, finding]) => finding);
}
