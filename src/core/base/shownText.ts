/**
 * Text of files as a sentence may contain it. Control characters steer terminals, and those that reorder the text around them make an
 * identifier look like another: they become U+FFFD. What no one would read to its end is cut.
 */

const longestShown = 2000;

/** Lines stay lines. */
export function shownText(text: string, longest = longestShown): string {
  const kept = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return kept.replace(/(?![\t\n])[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu, '\uFFFD').toWellFormed();
}
