import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { bundles } from '../../scripts/build/bundles.ts';
import { pageStates, partElements, restrictedState } from '../ui/support/pageStates.ts';

interface Manifest {
  readonly contributes: {
    readonly customEditors: readonly { readonly viewType: string; readonly selector: readonly { readonly filenamePattern: string }[] }[];
  };
}

/** Editors that show what another row's editor shows: the same viewer, offered next to VS Code's own text editor. */
const sameViewer = new Set(['mobileDistribution.certificateText']);

describe('the pages that axe-core looks at', () => {
  it('are all pages that are built', () => {
    const built = bundles.filter(({ platform }) => platform === 'browser').map(({ entry }) => entry.split('/')[1]);
    deepStrictEqual(new Set<unknown>(pageStates.map(({ page }) => page)), new Set<unknown>(built));
  });

  it('are shown by every editor that package.json contributes', () => {
    const { contributes }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const files = ['mobile-distribution.json', ...pageStates.flatMap(({ file = '' }) => file)];
    const unseen = contributes.customEditors.filter(
      ({ viewType, selector }) =>
        !sameViewer.has(viewType) && !selector.some(({ filenamePattern }) => files.some((file) => matchesGlob(file, filenamePattern))),
    );
    deepStrictEqual(unseen, []);
  });

  it('have every kind of part that the viewer draws', () => {
    const seen = new Set(pageStates.flatMap(({ parts = [] }) => parts));
    deepStrictEqual(
      Object.keys(partElements).filter((kind) => ![...seen].some((each) => each === kind)),
      [],
    );
  });

  it('have their own name for each state', () => {
    const names = [...pageStates, restrictedState].map(({ page, state }) => `${page} ${state}`);
    deepStrictEqual(names.length, new Set(names).size);
  });
});
