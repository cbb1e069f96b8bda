/** From 5 MB of web files to a signed, verified and recorded APK: the main job, as a warm call and as a whole process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composeCommandLine } from '../../src/cli/composition.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { createPackage } from '../../src/core/workflow/createPackage.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder, benchKey, type BenchKey } from './support/benchFolder.ts';
import { benchWebApp } from './support/benchWebApp.ts';
import { benchmark } from './support/measure.ts';
import { runMdist } from './support/processes.ts';

export const bench: BenchCase = {
  title: 'Web engine: 5 MB of web files to a signed APK',
  run: async () => {
    const app = benchWebApp();
    const key = await benchKey();
    const out = mkdtempSync(join(benchFolder, 'web-'));
    const services = composeCommandLine({
      terminal: { isInteractive: false, showsProgress: false, hasColors: false, columns: 80, out: () => {}, err: () => {} },
      signal: new AbortController().signal,
      environment: process.env,
      workingFolder: app,
    }).services(undefined);
    const workflow = await services.loadWorkflow();
    // Every run is the first package of the app: the ledger stays short.
    const prepare = (): void => {
      for (const folder of [join(app, '.mobile-distribution'), out]) rmSync(folder, { recursive: true, force: true });
    };
    try {
      // One after the other, not in turn: a process that waited for another one is warm no longer.
      const warm = await benchmark('create, in this process', () => createHere(workflow, app, out, key), { warmups: 5, prepare });
      const whole = await benchmark('mdist package create', () => createByCommand(app, out, key), { prepare });
      const measurements = [warm, whole];
      return { measurements, demands: [timeDemand('In a warm process', warm, 250), timeDemand('As a whole process', whole, 700)] };
    } finally {
      prepare();
    }
  },
};

async function createHere(workflow: WorkflowWorld, appFolder: string, outputFolder: string, key: BenchKey): Promise<void> {
  await createPackage(workflow, {
    appFolder,
    platform: 'android',
    overrides: { buildType: 'release', keystore: key.path, keyAlias: key.alias },
    outputFolder,
    passwords: { ask: async () => new Secret(key.password) },
    signal: new AbortController().signal,
  });
}

function createByCommand(app: string, out: string, key: BenchKey): void {
  const signing = ['--keystore', key.path, '--alias', key.alias, '--keystore-password', 'env:BENCH_PASSWORD'];
  const args = ['package', 'create', '--app', app, '--platform', 'android', '--build-type', 'release', '--output', out, ...signing];
  runMdist(args, { BENCH_PASSWORD: key.password });
}
