/**
 * A language nobody speaks, for looking at layouts: letters with accents, a third longer, in brackets. What is cut off or was
 * never translated can be seen at once. Places, icons, links and code stay as they are. Pure.
 */

export const pseudoLanguage = 'qps-ploc';

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz', (letter, index) => [
    letter,
    Array.from('ÅåßÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž')[index] ?? letter,
  ]),
);

/** Places such as `{0}` and `{alias}`, icons such as `$(key)`, addresses of links, inline code, line breaks. */
const kept = /\{\w+\}|\$\([\w~-]+\)|\]\([^)]*\)|`[^`]*`|\n/g;

export function pseudoText(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    result += accented(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  result += accented(text.slice(end));
  return `[${result}${'·'.repeat(Math.ceil(text.length / 3))}]`;
}

function accented(text: string): string {
  return Array.from(text, (letter) => letters[letter] ?? letter).join('');
}

/** Every value of a bundle. */
export function pseudoBundle(bundle: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(bundle).map(([key, text]) => [key, pseudoText(text)]));
}
