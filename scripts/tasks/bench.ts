/** `npm run bench`: every test/bench/*.bench.ts, one after the other, with the machine and the tools. Names run these alone. */

import { globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BenchCase, type BenchResult } from '../../test/bench/support/benchCase.ts';
import { benchFolder } from '../../test/bench/support/benchFolder.ts';
import { describeMachine } from '../../test/bench/support/machine.ts';
import { formatTable } from '../../test/bench/support/table.ts';
import { judgeVersion } from '../../test/oracle/support/judgeVersion.ts';
import { buildProduct } from '../build/buildProduct.ts';
import { projectRoot } from '../steps/projectRoot.ts';

const wanted = process.argv.slice(2);

await buildProduct();
for (const line of describeMachine()) console.log(line);
for (const name of ['openssl', 'apksigner', 'java'] as const) console.log(`${name}: ${judgeVersion(name) ?? 'not installed'}`);

mkdirSync(benchFolder, { recursive: true });
let broken = 0;
for (const path of globSync('test/bench/*.bench.ts', { cwd: projectRoot }).toSorted()) {
  if (!isWanted(basename(path, '.bench.ts'))) continue;
  const module: { readonly bench?: BenchCase } = await import(pathToFileURL(join(projectRoot, path)).href);
  if (!module.bench) throw new Error(`${path} exports no bench`);
  console.log(`\n${module.bench.title}`);
  broken += show(await module.bench.run());
}
console.log(broken === 0 ? '\nEvery demand is met' : `\n${broken} demands are not met`);
if (broken > 0) process.exitCode = 1;

/** Alone or with others that begin with the same word: `ios` is `ios` and `iosWebEngine`. */
function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.some((word) => name === word || (name.startsWith(word) && /[A-Z]/.test(name.charAt(word.length))));
}

function show({ measurements, demands, skipped }: BenchResult): number {
  const rows = measurements.map(({ name, medianMs, fastestMs, slowestMs, runs }) => [
    name,
    ...[medianMs, fastestMs, slowestMs].map((milliseconds) => milliseconds.toFixed(1)),
    String(runs),
  ]);
  console.log(formatTable(['', 'median ms', 'fastest', 'slowest', 'runs'], rows));
  for (const { text, measured, allowed, isMet } of demands) console.log(`${isMet ? '✓' : '✗'} ${text}: ${measured} (${allowed})`);
  for (const line of skipped ?? []) console.log(`  skipped ${line}`);
  return demands.filter(({ isMet }) => !isMet).length;
}
