import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

/** The pictures that documents show, by their paths from the root. */
function shownPictures(): readonly string[] {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')];
  const texts = documents.map((path) => readFileSync(path, 'utf8')).join('\n');
  return [...new Set(texts.match(/images\/[\w-]+\.png/g))].map((name) => `docs/${name}`).sort();
}

describe('the pictures of the documents', () => {
  it('are there, and no others', () => {
    const pictures = globSync('docs/images/*').map((path) => path.replaceAll('\\', '/'));
    deepStrictEqual(pictures.sort(), shownPictures());
  });
});
