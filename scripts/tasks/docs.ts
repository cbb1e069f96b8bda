/** `npm run docs`: writes the pages that are made from tables in the code. `npm run check` fails when they are out of date. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issuesPage, issuesPagePath } from '../docs/issuesPage.ts';
import { projectRoot } from '../steps/projectRoot.ts';

writeFileSync(join(projectRoot, issuesPagePath), issuesPage());
console.log(`Wrote ${issuesPagePath}`);
