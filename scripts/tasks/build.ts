/** `npm run build`: the product into dist. `--force` builds even when nothing changed. */

import { parseArgs } from 'node:util';
import { buildProduct } from '../build/buildProduct.ts';

const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });
try {
  const { wasFresh, milliseconds, outputs } = await buildProduct(values);
  for (const { path, sizeBytes } of outputs) console.log(`  ${path.padEnd(24)} ${(sizeBytes / 1024).toFixed(1).padStart(8)} KB`);
  console.log(wasFresh ? `dist is up to date (${milliseconds.toFixed(0)} ms)` : `Built dist in ${milliseconds.toFixed(0)} ms`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
