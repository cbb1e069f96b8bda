/** `npm run format`: oxfmt over everything, in place; then the fixes that oxlint can make by itself. */

import { runTool } from '../steps/program.ts';

const lint = await runTool('oxlint', ['--fix', '--quiet', ...process.argv.slice(2)]);
const format = await runTool('oxfmt', process.argv.slice(2));
// What lint cannot fix is the business of `npm run check`.
if (lint.exitCode > 1 || format.exitCode !== 0) process.exitCode = 1;
