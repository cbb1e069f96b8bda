/**
 * Validating the iOS side of an app on this machine's disk and git: all build types in a row, with the certificate opened and the profiles
 * of an old Xcode looked through for one that would fit. Warm, as in the editor while someone types.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SessionCache } from '../../src/core/assets/sessionCache.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { iosBuildTypes } from '../../src/core/settings/platform.ts';
import { openApp } from '../../src/core/workflow/openApp.ts';
import { validateApp } from '../../src/core/workflow/validateApp.ts';
import { type WorkflowWorld } from '../../src/core/workflow/workflowWorld.ts';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { timeDemand, type BenchCase } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { benchWorld } from './support/benchWorld.ts';
import { compare } from './support/measure.ts';

const oldProfiles = 100;

/** What was changed just now is looked at again each time. */
const settledMs = 3000;

export const bench: BenchCase = {
  title: `Validate an app for iOS, all build types, beside ${oldProfiles} profiles of Xcode`,
  run: async () => {
    const folder = mkdtempSync(join(benchFolder, 'validate-ios-'));
    try {
      const pki = new ApplePki();
      await makeApp(folder, pki);
      await wait(settledMs);
      const world = (): WorkflowWorld => ({
        ...benchWorld(folder, new SessionCache()),
        homeFolder: join(folder, 'home'),
        trustedRoots: [pki.root],
      });
      const warm = world();
      const [first, ...others] = await compare(
        [
          { name: 'warm: everything was opened before', run: async () => validateAll(warm, folder) },
          { name: 'everything is opened anew', run: async () => validateAll(world(), folder) },
        ],
        { warmups: 3 },
      );
      if (!first) throw new Error('nothing was measured');
      return { measurements: [first, ...others], demands: [timeDemand('The whole iOS matrix in a warm process', first, 200)] };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function makeApp(folder: string, pki: ApplePki): Promise<void> {
  const profiles = join(folder, 'home', 'Library', 'MobileDevice', 'Provisioning Profiles');
  const leaf = pki.leaf();
  mkdirSync(profiles, { recursive: true });
  mkdirSync(join(folder, 'www'));
  writeFileSync(join(folder, 'www', 'index.html'), '<title>Hello</title>');
  writeFileSync(join(folder, 'ios.p12'), await p12Of([leaf], 'modern'));
  writeFileSync(join(folder, 'ios.mobileprovision'), pki.profile({ certificates: [leaf], identifier: 'com.acme.other', hasDer: true }));
  for (let index = 0; index < oldProfiles; index++)
    writeFileSync(join(profiles, `${index}.mobileprovision`), pki.profile({ identifier: `com.acme.old${index}`, hasDer: true }));
  const ios = { appIdentifier: 'com.acme.hello', certificate: 'ios.p12', provisioningProfile: 'ios.mobileprovision' };
  writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify({ name: 'Hello', version: '1.0.0', web: { webDir: 'www' }, ios }));
  execFileSync('git', ['-C', folder, 'init', '-q']);
}

async function validateAll(world: WorkflowWorld, folder: string): Promise<void> {
  const app = await openApp(world, folder);
  const passwords = { ask: async () => new Secret(p12Password) };
  const { signal } = new AbortController();
  for (const buildType of iosBuildTypes) {
    const { issues, signing } = await validateApp(world, app, { platform: 'ios', overrides: { buildType }, passwords, signal });
    if (signing?.platform !== 'ios' || !signing.identity || !signing.profile)
      throw new Error('certificate or profile of the bench do not open');
    if (!issues.some(({ code }) => code === 'profile-identifier-differs')) throw new Error('the profile of the bench was not checked');
  }
}
