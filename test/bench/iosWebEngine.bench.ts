/** From 5 MB of web files to a signed, verified and recorded package for iOS: as a warm call and as a whole process. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeCommandLine } from '../../src/cli/composition.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { createPackage } from '../../src/core/workflow/createPackage.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { benchWebApp } from './support/benchWebApp.ts';
import { benchmark } from './support/measure.ts';
import { runMdist } from './support/processes.ts';

export const bench: BenchCase = {
  title: 'Web engine: 5 MB of web files to a signed .ipa',
  run: async () => {
    const app = benchWebApp();
    const out = mkdtempSync(join(benchFolder, 'web-ios-'));
    const assets = mkdtempSync(join(benchFolder, 'assets-ios-'));
    const signing = await signingAssets(assets);
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
      const warm = await benchmark('create, in this process', () => createHere(workflow, app, out, signing), { warmups: 5, prepare });
      const whole = await benchmark('mdist package create', () => createByCommand(app, out, signing), { prepare });
      const measurements = [warm, whole];
      return { measurements, demands: [timeDemand('In a warm process', warm, 250), timeDemand('As a whole process', whole, 800)] };
    } finally {
      prepare();
      rmSync(assets, { recursive: true, force: true });
    }
  },
};

interface SigningFiles {
  readonly certificate: string;
  readonly provisioningProfile: string;
}

async function signingAssets(folder: string): Promise<SigningFiles> {
  const pki = new ApplePki('rsa-2048', 'bench');
  const leaf = pki.leaf();
  const [certificate, provisioningProfile] = [join(folder, 'bench.p12'), join(folder, 'bench.mobileprovision')];
  writeFileSync(certificate, await p12Of([leaf]), { mode: 0o600 });
  writeFileSync(provisioningProfile, pki.profile({ certificates: [leaf], identifier: 'org.acme.bench' }));
  return { certificate, provisioningProfile };
}

async function createHere(workflow: WorkflowWorld, appFolder: string, outputFolder: string, signing: SigningFiles): Promise<void> {
  await createPackage(workflow, {
    appFolder,
    platform: 'ios',
    overrides: { buildType: 'ad-hoc', ...signing },
    outputFolder,
    passwords: { ask: async () => new Secret(p12Password) },
    signal: new AbortController().signal,
  });
}

function createByCommand(app: string, out: string, { certificate, provisioningProfile }: SigningFiles): void {
  const signing = ['--certificate', certificate, '--certificate-password', 'env:BENCH_PASSWORD', '--profile', provisioningProfile];
  const args = ['package', 'create', '--app', app, '--platform', 'ios', '--build-type', 'ad-hoc', '--output', out, ...signing];
  runMdist(args, { BENCH_PASSWORD: p12Password });
}
