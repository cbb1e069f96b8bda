/**
 * `npm run fuzz`: a million mutants of all formats' seeds, shared evenly. `--runs N` in total, `--target NAME` (may be
 * repeated), `--seed S` for other mutants, `--input FILE` runs one target on one file, such as a finding.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzzTargets, loadTarget } from '../fuzz/fuzzTargets.ts';
import { runFuzz } from '../fuzz/runFuzz.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    target: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    input: { type: 'string' },
  },
});
const targets = await fuzzTargets(values.target);
const [only] = targets;
if (values.input !== undefined) {
  if (!only || targets.length !== 1) throw new Error('--input needs exactly one --target');
  const started = performance.now();
  const result = await (await loadTarget(only)).run(new Uint8Array(readFileSync(values.input)));
  console.log(result);
  console.log(`${only.name}: returned after ${(performance.now() - started).toFixed(1)} ms`);
} else {
  const runsEach = Math.ceil(Number(values.runs) / Math.max(1, targets.length));
  const seed = Number(values.seed);
  console.log(`Fuzzing ${targets.length} formats, ${runsEach} mutants each, seed ${seed} …`);
  const started = performance.now();
  const findings = await runFuzz(targets, { runsEach, seed });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${runsEach * targets.length} runs in ${seconds.toFixed(0)} s, ${findings.length} findings`);
  if (findings.length > 0) process.exitCode = 1;
}
