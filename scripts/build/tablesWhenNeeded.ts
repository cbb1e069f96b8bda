/**
 * Keeps the table of failures out of what bundles in chunks load at their start. A failure is made synchronously, so its row cannot wait
 * for an `import()`: the table is a program next to the bundle (`bundles.ts`), which the first failure requires.
 */

import { type Plugin } from 'esbuild';

const reader = /[\\/]src[\\/]core[\\/]base[\\/]failureRow\.ts$/;
const program = './failureTable.cjs';

/** `inputs` gets the source that is replaced: the bundle itself does not name it. */
export function tablesWhenNeeded(inputs: Set<string>): Plugin {
  return {
    name: 'tables when needed',
    setup: (bundler) => {
      bundler.onResolve({ filter: /^\.\/failureTable\.cjs$/ }, () => ({ path: program, external: true }));
      bundler.onLoad({ filter: reader }, () => {
        inputs.add('src/core/base/failureRow.ts');
        return { contents: `export const failureRow = (code) => require('${program}').failureTable[code];`, loader: 'js' };
      });
    },
  };
}
