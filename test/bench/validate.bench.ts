/**
 * Validating the Android side of an app on this machine's disk and git: all build types in a row, with the keystore opened. Warm, as in
 * the editor while someone types: the key derivation of the keystore is remembered for the session.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SessionCache } from '../../src/core/assets/sessionCache.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { androidBuildTypes } from '../../src/core/settings/platform.ts';
import { openApp } from '../../src/core/workflow/openApp.ts';
import { validateApp } from '../../src/core/workflow/validateApp.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder, benchKey, type BenchKey } from './support/benchFolder.ts';
import { benchWorld } from './support/benchWorld.ts';
import { compare } from './support/measure.ts';

/** What was changed just now is looked at again each time. */
const settledMs = 3000;

export const bench: BenchCase = {
  title: 'Validate an app for Android, all build types',
  run: async () => {
    const key = await benchKey();
    const folder = mkdtempSync(join(benchFolder, 'validate-'));
    try {
      makeApp(folder, key);
      await wait(settledMs);
      const warm = benchWorld(folder, new SessionCache());
      const measurements = await compare(
        [
          { name: 'warm: the keystore was opened before', run: () => validateAll(warm, folder, key) },
          { name: 'the keystore is opened anew', run: () => validateAll(benchWorld(folder, new SessionCache()), folder, key) },
        ],
        { warmups: 3 },
      );
      const [first] = measurements;
      if (!first) throw new Error('nothing was measured');
      return { measurements, demands: [timeDemand('The whole Android matrix in a warm process', first, 200)] };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function makeApp(folder: string, { path, alias }: BenchKey): void {
  cpSync('samples/hello-web', folder, { recursive: true });
  const android = { appIdentifier: 'com.acme.hello', keystore: path, keyAlias: alias, versionCode: 3 };
  writeFileSync(
    join(folder, 'mobile-distribution.json'),
    JSON.stringify({ name: 'Hello', version: '1.0.0', web: { webDir: 'www' }, android }),
  );
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args]);
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'An app');
  git('branch', 'other');
}

async function validateAll(world: WorkflowWorld, folder: string, { password }: BenchKey): Promise<void> {
  const app = await openApp(world, folder);
  const passwords = { ask: async () => new Secret(password) };
  const { signal } = new AbortController();
  for (const buildType of androidBuildTypes) {
    const { issues, signing } = await validateApp(world, app, { platform: 'android', overrides: { buildType }, passwords, signal });
    if (issues.some(({ severity }) => severity === 'error')) throw new Error(`the app of the bench is wrong: ${issues[0]?.message ?? ''}`);
    if (buildType !== 'debug' && (signing?.platform !== 'android' || !signing.identity))
      throw new Error('the key of the bench does not open');
  }
}
