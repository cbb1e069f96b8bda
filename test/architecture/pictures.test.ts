import { deepStrictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

/** The pictures that documents show, by their paths from the root. */
function shownPictures(): readonly string[] {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')];
  const texts = documents.map((path) => readFileSync(path, 'utf8')).join('\n');
  return [...new Set(texts.match(/images\/[\w-]+\.png/g))].map((name) => `docs/${name}`).sort();
}

/** `npm run screenshots` puts all of them there, and git keeps some. */
function keptPictures(): readonly string[] {
  return execFileSync('git', ['ls-files', 'docs/images'], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('the pictures of the documents', () => {
  it('are kept, and no others', () => deepStrictEqual([...keptPictures()].sort(), shownPictures()));
});
