/**
 * No regular expression of the source takes more than linear time: project files, logs and answers of servers may contain any text. Each is
 * tried on repeated characters and words of its own. Where a text cannot be long, the row below says why.
 */

import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { isNode, walk } from '../../scripts/layers/syntaxNode.ts';

/** File and expression: why its text is short. */
const bounded: Readonly<Record<string, string>> = {
  [String.raw`src/core/engines/web/webFileName.ts: /#[^/]*\//`]: 'a path of at most 1,000 characters',
  [String.raw`src/core/projects/ignoreRules.ts: /\\.|\[[!^]?\]?[^\]]*\]|[^]/gu`]: 'a line of at most longestPattern',
  [String.raw`src/core/settings/import/readers/easJson.ts: /:?(bundle|assemble)\w*?(debug|release)?$/i`]:
    'the last 200 characters of a command',
  [String.raw`src/extension/signing/wizards/certificate/requestQuestions.ts: /^\s*([^\s@]+@[^\s@]+)?\s*$/`]:
    'what a person types into a box',
  [String.raw`src/releases/pages/portal/html.ts: /\s*\n\s*/g`]: 'the text of a template of the product',
};

interface Found {
  readonly place: string;
  readonly pattern: RegExp;
}

function expressionsOf(path: string): readonly Found[] {
  const found: Found[] = [];
  for (const node of walk(parseSync(path, readFileSync(path, 'utf8')).program)) {
    const { regex } = node;
    if (!isNode(node) || typeof regex !== 'object' || regex === null || !('pattern' in regex) || !('flags' in regex)) continue;
    const text = `/${String(regex.pattern)}/${String(regex.flags)}`;
    found.push({ place: `${path}: ${text}`, pattern: new RegExp(String(regex.pattern), String(regex.flags).replace('y', '')) });
  }
  return found;
}

const usual = ['a', ' ', '\n', '0', '"', '.', '-', '/', 'a ', 'a.', 'a\n', 'a,', '""', '{}', ' \n'];

/** What is repeated: the characters that the expression names, and the words in it. */
function piecesOf({ source }: RegExp): readonly string[] {
  const characters = Array.from(source).filter((character) => !/[()[\]{}|^$*+?\\]/.test(character));
  const escaped = [...source.matchAll(/\\([^\w\s])/g)].map(([, character = '']) => character);
  const brackets = /[[({<]/.test(source) ? ['[', '(', '{', '<', ']', ')', '}'] : [];
  const words = wordsOf(source).flatMap((word) => [word, `${word} `]);
  return [...new Set([...usual, ...characters, ...escaped, ...brackets, ...words])];
}

function wordsOf(source: string): readonly string[] {
  return source
    .replaceAll(/\\[A-Za-z]|\\u\w{4}/g, '\n')
    .split(/[^\w <>:='"#@/-]+/)
    .filter((word) => word.length > 1)
    .slice(0, 4);
}

/** Of the processor, whatever else the machine does. */
function millisecondsFor(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  const before = process.threadCpuUsage();
  if (pattern.global) text.replace(pattern, '');
  else pattern.test(text);
  return process.threadCpuUsage(before).user / 1000;
}

const letters = 3000;
/** Of a text of so many letters; a hundred times of what a linear one takes. */
const suspiciousMs = 1;

/** The text in which four times as much takes about sixteen times as long; `undefined` where none does. */
function slowText(pattern: RegExp): string | undefined {
  for (const start of ['', ...wordsOf(pattern.source)])
    for (const piece of piecesOf(pattern))
      for (const end of ['', '\n\u0001x']) {
        const textOf = (length: number): string => start + piece.repeat(Math.ceil(length / piece.length)) + end;
        if (millisecondsFor(pattern, textOf(letters)) < suspiciousMs) continue;
        // The best of three, as other work is measured as well; longer texts, as repetitions with a limit reach it there.
        const best = (length: number): number => Math.min(...[1, 2, 3].map(() => millisecondsFor(pattern, textOf(length))));
        const [short, middle] = [best(letters), best(4 * letters)];
        if (short < suspiciousMs || middle < 9 * short) continue;
        if (best(16 * letters) > 9 * middle) return JSON.stringify([start, piece, end]);
      }
  return undefined;
}

describe('regular expressions', () => {
  const all = ['src', 'webview-ui'].flatMap((folder) => globSync(`${folder}/**/*.ts`)).flatMap((path) => expressionsOf(path));

  it('take linear time', () => {
    const seen = new Set<string>();
    const slow: string[] = [];
    for (const { place, pattern } of all) {
      if (place in bounded || seen.has(String(pattern))) continue;
      seen.add(String(pattern));
      const text = slowText(pattern);
      if (text !== undefined) slow.push(`${place} with ${text}`);
    }
    deepStrictEqual(slow, []);
  });

  it('that are excepted are there', () => {
    const places = new Set(all.map(({ place }) => place));
    deepStrictEqual(
      Object.keys(bounded).filter((place) => !places.has(place)),
      [],
    );
  });
});
