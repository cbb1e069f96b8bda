/** The smallest replacement that makes one text the other, so that cursors and marks elsewhere stay. Pure. */

export interface TextDifference {
  /** Offsets in the old text. */
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

export function textDifference(before: string, after: string): TextDifference {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  // A line break of two characters is not cut in half.
  while (start > 0 && before[start - 1] === '\r') start -= 1;
  if (tail > 0 && before[before.length - tail] === '\n' && before[before.length - tail - 1] === '\r') tail -= 1;
  return { start, end: before.length - tail, inserted: after.slice(start, after.length - tail) };
}
