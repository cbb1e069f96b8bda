/** What people read is plain English: the worst stilted words do not come back, neither into texts nor into comments and documents. */

import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
import { tableStrings } from '../../scripts/l10n/tableStrings.ts';
import { walk } from '../../scripts/layers/syntaxNode.ts';

/** Words for which a plainer one fits wherever they could be. */
const words = 'mend(?:s|ed|ing)?|anew|whoever|nobody|anybody|for ever';
const stiltedWord = new RegExp(`\\b(?:${words})\\b`, 'i');
/** In a text, these are stilted too; in a comment they can be the shortest way. */
const stilted = new RegExp(
  `\\b(?:${words}|shall|told|needs none|has none of|of (?:its|their) own|made of it|(?:is|are) meant|lies (?:outside|elsewhere)|the ordinary way)\\b`,
  'i',
);

/** Texts with several words; comments are not among them. */
function texts(path: string): readonly string[] {
  const found: string[] = [];
  for (const node of walk(parseSync(path, readFileSync(path, 'utf8')).program)) {
    const { value } = node;
    const text = node['type'] === 'TemplateElement' && typeof value === 'object' && value && 'raw' in value ? value.raw : value;
    if (typeof text === 'string' && text.includes(' ')) found.push(text);
  }
  return found;
}

function comments(path: string): readonly string[] {
  return parseSync(path, readFileSync(path, 'utf8')).comments.map(({ value }) => value);
}

/** Each with its file, so that a failure says where to look. */
function stiltedIn(pattern: string, read: (path: string) => readonly string[], word: RegExp): readonly string[] {
  return globSync(pattern).flatMap((path) => read(path).flatMap((text) => (word.test(text) ? [`${path}: ${text}`] : [])));
}

/** Names of tests, as they are written. */
function testNames(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/\b(?:it|describe)\((['"`])(.*?)\1,/g)].map(([, , name = '']) => name);
}

describe('the words people read', () => {
  it('are plain in issues, failures and marked phrases', () => {
    deepStrictEqual(
      tableStrings().filter((text) => stilted.test(text)),
      [],
    );
  });

  for (const folder of ['src', 'webview-ui'])
    it(`are plain in the texts of ${folder}`, () => deepStrictEqual(stiltedIn(`${folder}/**/*.ts`, texts, stilted), []));

  for (const folder of ['src', 'webview-ui', 'scripts', 'test'])
    it(`are plain in the comments of ${folder}`, () => deepStrictEqual(stiltedIn(`${folder}/**/*.ts`, comments, stiltedWord), []));

  it('are plain in the names of tests', () => deepStrictEqual(stiltedIn('test/**/*.ts', testNames, stiltedWord), []));

  it('are plain in the manifest and the documents', () => {
    const lines = (path: string): readonly string[] => readFileSync(path, 'utf8').split('\n');
    for (const pattern of ['*.md', 'docs/**/*.md', 'samples/*/*.md']) deepStrictEqual(stiltedIn(pattern, lines, stiltedWord), []);
    deepStrictEqual(stiltedIn('package.nls.json', lines, stilted), []);
  });

  it('are recognized when they are stilted', () => {
    deepStrictEqual(
      ['Mend the file', 'Sign the package anew', 'Whoever has it', 'Fix the file', 'Recommend a key'].filter((text) => stilted.test(text)),
      ['Mend the file', 'Sign the package anew', 'Whoever has it'],
    );
  });
});
