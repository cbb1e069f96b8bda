import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layerRules } from '../../scripts/layers/layerRules.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

describe('the documents', () => {
  it('tell of every room of the table', () => {
    const text = read('ARCHITECTURE.md');
    deepStrictEqual(
      layerRules.map(({ room }) => room).filter((room) => !text.includes(`| \`${room}\` |`)),
      [],
    );
  });

  for (const document of documents) {
    it(`point to files that exist (${document})`, () => {
      const text = read(document);
      const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g), ([, path = '']) => join(dirname(document), path));
      const tests = Array.from(text.matchAll(/`(test\/[\w./-]+\.ts|scripts\/[\w./-]+\.(?:ts|mjs))`/g), ([, path = '']) => path);
      deepStrictEqual(
        [...links, ...tests].filter((path) => !existsSync(path)),
        [],
      );
    });

    it(`name scripts of package.json (${document})`, () => {
      const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));
      const named = Array.from(read(document).matchAll(/npm run ([\w:-]+)/g), ([, name = '']) => name);
      deepStrictEqual(
        named.filter((name) => !(name in manifest.scripts)),
        [],
      );
    });
  }

  it('keep the guide for contributors short', () => {
    ok(read('CONTRIBUTING.md').split('\n').length <= 150);
  });
});
