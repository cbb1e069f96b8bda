/** The steps of `npm run check`: what must be true of every commit. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStringBundleCurrent, stringBundle, stringBundlePath } from '../l10n/stringBundle.ts';
import { checkLayers } from '../layers/checkLayers.ts';
import { readTree } from '../layers/readTree.ts';
import { projectRoot } from './projectRoot.ts';
import { type Step } from './steps.ts';
import { oneFailed, onePassed } from './tally.ts';
import { testsStep } from './testsStep.ts';
import { toolStep } from './toolStep.ts';

const layersStep: Step = {
  name: 'layers',
  about: 'who imports whom (scripts/layers/layerRules.ts)',
  run: async () => {
    const files = readTree();
    const violations = checkLayers(files);
    return {
      tally: violations.length === 0 ? onePassed : oneFailed,
      output: violations.map(({ path, line, message }) => `${path}:${line} ${message}`).join('\n'),
      note: `${files.size} modules`,
    };
  },
};

const docsStep: Step = {
  name: 'docs',
  about: 'are the pages and the schema what the tables say',
  run: async () => {
    // Loaded here, since it loads the product's own tables: sources that are broken must not keep the other steps away.
    const { madePages } = await import('../docs/madePages.ts');
    const stale = madePages().filter(({ path, text }) => readFileSync(join(projectRoot, path), 'utf8') !== text);
    const output = `Out of date: ${stale.map(({ path }) => path).join(', ')}. Run npm run docs`;
    return { tally: stale.length === 0 ? onePassed : oneFailed, output };
  },
};

const l10nStep: Step = {
  name: 'l10n',
  about: 'does l10n/bundle.l10n.json hold every string of the extension',
  run: async () => {
    const { problems } = stringBundle();
    const isCurrent = isStringBundleCurrent();
    const stale = isCurrent ? [] : [`${stringBundlePath} is out of date; npm run l10n writes it anew`];
    return { tally: problems.length === 0 && isCurrent ? onePassed : oneFailed, output: [...problems, ...stale].join('\n') };
  },
};

export const checkSteps: readonly Step[] = [
  toolStep('types', 'TypeScript at its strictest', 'tsc', ['-p', '.']),
  toolStep('page-types', 'the same for the pages of webviews, which live in a browser', 'tsc', ['-p', 'webview-ui']),
  toolStep('lint', 'oxlint with type-aware rules', 'oxlint', ['--deny-warnings']),
  toolStep('format', 'oxfmt', 'oxfmt', ['--check']),
  toolStep('dead-code', 'knip: files, exports and packages that nothing uses', 'knip', ['--no-progress']),
  layersStep,
  docsStep,
  l10nStep,
  testsStep(),
];
