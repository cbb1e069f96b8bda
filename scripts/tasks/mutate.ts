/**
 * `npm run mutate -- ROOM`: changes the source in small ways, runs the tests for each change, and reports the changes that no test noticed.
 * ROOM is a name of `scripts/mutation/mutationRooms.ts`, or a folder or file inside such a room. Not part of CI. `--minutes N` limits the
 * run (60); the next run continues where it stopped, and tries again only what changed. `--force` tries everything again. `--jobs N` (2).
 * `--sample N` tries about one line in N, spread over all files, in one go: a figure for a room that takes hours as a whole. The same lines each
 * time; `--seed TEXT` chooses others, so that tests which were written for one sample can be judged by the next. A sample is
 * tried as a whole each time, as a new test is not always seen by what is remembered.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { installStryker, mutationCache } from '../mutation/installStryker.ts';
import { chooseParts, sampleOf } from '../mutation/mutationParts.ts';
import { mutationReport, scoreOf, type PartResult } from '../mutation/mutationReport.ts';
import { mutationRooms } from '../mutation/mutationRooms.ts';
import { runPart } from '../mutation/runPart.ts';
import { projectRoot } from '../steps/projectRoot.ts';

const demandedPercent = 85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    force: { type: 'boolean', default: false },
    sample: { type: 'string', default: '1' },
    seed: { type: 'string', default: '' },
  },
});
const [wanted] = positionals;
const chosen = wanted === undefined || positionals.length !== 1 ? undefined : chooseParts(wanted);
if (wanted === undefined || !chosen) {
  console.error(`Name one room, or a folder or file in it: ${mutationRooms.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  const oneIn = Number(values.sample);
  const title = `${wanted}, one line in ${oneIn}${values.seed === '' ? '' : `, seed ${values.seed}`}`;
  const files = chosen.parts.flatMap((part) => part.files);
  if (oneIn > 1) await mutate(title, { room: chosen.room, parts: [{ name: title, files: sampleOf(files, { oneIn, seed: values.seed }) }] });
  else await mutate(wanted, chosen);
}

async function mutate(title: string, { room, parts }: NonNullable<typeof chosen>): Promise<void> {
  await installStryker(console.log);
  const deadline = performance.now() + Number(values.minutes) * 60_000;
  const results: PartResult[] = [];
  for (const part of parts) {
    const started = performance.now();
    const limitMs = Math.floor(deadline - started);
    const options = { limitMs, concurrency: Number(values.jobs), isForced: values.force || values.sample !== '1' };
    const mutants = limitMs > 0 ? await runPart(room, part, options) : undefined;
    const result = { name: part.name, ...(mutants && { mutants }), seconds: (performance.now() - started) / 1000 };
    results.push(result);
    const score = mutants ? `${scoreOf(mutants).percent.toFixed(1)} %` : 'not finished';
    console.log(`${part.name}: ${score}, ${result.seconds.toFixed(0)} s`);
  }
  const report = mutationReport(title, results, demandedPercent);
  mkdirSync(mutationCache, { recursive: true });
  const path = join(mutationCache, `${title.replaceAll(/[^\w.-]+/g, '-')}.txt`);
  writeFileSync(path, report);
  console.log(`\n${report}\nThe report is in ${relative(projectRoot, path)}`);
  const isFinished = results.every(({ mutants }) => mutants !== undefined);
  if (!isFinished || scoreOf(results.flatMap(({ mutants }) => mutants ?? [])).percent < demandedPercent) process.exitCode = 1;
}
