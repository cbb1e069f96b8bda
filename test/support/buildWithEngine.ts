/** Builds with an engine as the workflow does, for tests of engines that start no program. */

import { type RunContext } from '../../src/core/engines/engine/planRun.ts';
import { runPlan } from '../../src/core/engines/engine/runPlan.ts';
import { type BuildSpec, type Engine } from '../../src/core/engines/engine/engine.ts';
import { type NewFile } from '../../src/core/ports/fileSystem.ts';
import { type ProcessRunner } from '../../src/core/ports/processRunner.ts';
import { fixedClock } from './fixedWorld.ts';
import { MemoryFiles, posixPaths } from './memoryFiles.ts';

/** Fails the test that starts a program. */
export const noPrograms: ProcessRunner = {
  run: async ({ command }) => {
    throw new Error(`The test starts ${command}`);
  },
};

export async function buildWithEngine(
  engine: Engine,
  spec: BuildSpec,
  output: NewFile,
  context: Partial<Omit<RunContext, 'output'>> = {},
): Promise<void> {
  const whole = { report: () => undefined, log: () => undefined, signal: new AbortController().signal, ...context };
  const world = { files: new MemoryFiles(), paths: posixPaths, clock: fixedClock(), programs: noPrograms };
  await runPlan(world, await engine.plan(spec, whole.signal), { ...whole, output });
}
