/**
 * A language no one speaks, for looking at layouts: letters with accents, a third longer, in brackets. What is cut off or was
 * never translated can be seen at once. Places, icons, links and code stay as they are. Pure.
 */

export const pseudoLanguage = 'qps-ploc';

const letters: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz', (letter, index) => [
    letter,
    Array.from('ÅåßÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž')[index] ?? letter,
  ]),
);

/** Places such as `{0}` and `{alias}`, icons such as `$(key)`, addresses of links, and inline code. */
const kept = /\{\w+\}|\$\([\w~-]+\)|\]\([^)]*\)|`[^`]*`/g;

/** A line that is nothing but a link: VS Code makes a button of it, as long as nothing is next to it. */
const onlyLink = /^\[([^\]]*)(\]\([^)]*\))$/;

/** Each line by itself, since some are buttons. */
export function pseudoText(text: string): string {
  return text.split('\n').map(pseudoLine).join('\n');
}

function pseudoLine(line: string): string {
  if (line === '') return '';
  const [, label, address] = onlyLink.exec(line) ?? [];
  return label === undefined ? `[${longer(line)}]` : `[${longer(label)}${address}`;
}

function longer(text: string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    result += accented(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return result + accented(text.slice(end)) + padding(Math.ceil(text.length / 3));
}

/** As long as words are: a line can break between them. */
function padding(length: number): string {
  return '·'.repeat(length).replaceAll(/·{6}(?=·)/g, '$& ');
}

function accented(text: string): string {
  return Array.from(text, (letter) => letters[letter] ?? letter).join('');
}

/** Every value of a bundle. */
export function pseudoBundle(bundle: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(bundle).map(([key, text]) => [key, pseudoText(text)]));
}
