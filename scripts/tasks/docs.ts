/** `npm run docs`: writes the pages that are made from tables in the code. `npm run check` fails when they are out of date. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madePages } from '../docs/madePages.ts';
import { projectRoot } from '../steps/projectRoot.ts';

for (const { path, text } of madePages()) {
  writeFileSync(join(projectRoot, path), text);
  console.log(`Wrote ${path}`);
}
