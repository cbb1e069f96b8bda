import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bundles } from '../../scripts/build/bundles.ts';

describe('package.json', () => {
  // A library that is bundled and is a dependency too would be installed by every user, and never be loaded.
  it('names what the product is built of as devDependencies, and the bundles contain all of it', () => {
    const { dependencies }: { readonly dependencies?: unknown } = JSON.parse(readFileSync('package.json', 'utf8'));
    const leftOut = bundles.flatMap(({ external = [] }) => external).filter((name) => name !== 'vscode');
    deepStrictEqual({ dependencies, leftOut }, { dependencies: undefined, leftOut: [] });
  });
});
