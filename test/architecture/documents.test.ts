import { deepStrictEqual, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layerRules } from '../../scripts/layers/layerRules.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/decisions.md'];

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

  it('give the reason for every package that is used (docs/decisions.md)', () => {
    const text = read('docs/decisions.md');
    const named = new Set(
      Array.from(text.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell.replaceAll('`', '').split(/[\s,()]+/)).flat(),
    );
    const manifest: { readonly devDependencies: object } = JSON.parse(read('package.json'));
    const separate = ['mutation', 'windows'].flatMap((folder) => {
      const { dependencies }: { readonly dependencies: object } = JSON.parse(read(`scripts/${folder}/package.json`));
      return Object.keys(dependencies);
    });
    // Declarations of types follow the package that they describe.
    const used = [...Object.keys(manifest.devDependencies), ...separate].filter((name) => !name.startsWith('@types/'));
    deepStrictEqual(
      used.filter((name) => !named.has(name)),
      [],
    );
  });

  it('keep the guide for contributors short', () => {
    ok(read('CONTRIBUTING.md').split('\n').length <= 150);
  });
});
