/** Measures how long a package of the web engine takes: as a warm call and as a whole process. */

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { composeCommandLine } from '../../../src/cli/composition.ts';
import { Secret } from '../../../src/core/base/secret.ts';
import { createPackage, type CreatePackageRequest } from '../../../src/core/workflow/createPackage.ts';
import { timeDemand, type BenchResult } from './benchCase.ts';
import { benchFolder } from './benchFolder.ts';
import { benchWebApp } from './benchWebApp.ts';
import { benchmark } from './measure.ts';
import { runMdist } from './processes.ts';

export interface BenchedCreation {
  readonly platform: CreatePackageRequest['platform'];
  readonly overrides: NonNullable<CreatePackageRequest['overrides']>;
  readonly password: string;
  /** The same as the overrides, for the command line; the password comes from `BENCH_PASSWORD`. */
  readonly options: readonly string[];
  /** Milliseconds. */
  readonly limits: { readonly warm: number; readonly whole: number };
}

export async function benchCreation({ platform, overrides, password, options, limits }: BenchedCreation): Promise<BenchResult> {
  const app = benchWebApp();
  const out = mkdtempSync(join(benchFolder, `web-${platform}-`));
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
  const createHere = async (): Promise<void> => {
    await createPackage(workflow, {
      appFolder: app,
      platform,
      overrides,
      outputFolder: out,
      passwords: { ask: async () => new Secret(password) },
      signal: new AbortController().signal,
    });
  };
  const args = ['package', 'create', '--app', app, '--platform', platform, '--output', out, ...options];
  try {
    // One after the other, not in turn: a process that waited for another one is warm no longer.
    const warm = await benchmark('create, in this process', createHere, { warmups: 5, prepare });
    const whole = await benchmark('mdist package create', () => runMdist(args, { BENCH_PASSWORD: password }), { prepare });
    const demands = [timeDemand('In a warm process', warm, limits.warm), timeDemand('As a whole process', whole, limits.whole)];
    return { measurements: [warm, whole], demands };
  } finally {
    prepare();
  }
}
