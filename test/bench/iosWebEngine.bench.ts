/** From 5 MB of web files to a signed, verified and recorded package for iOS. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { type BenchCase } from './support/benchCase.ts';
import { benchCreation } from './support/benchCreation.ts';
import { benchFolder } from './support/benchFolder.ts';

export const bench: BenchCase = {
  title: 'Web engine: 5 MB of web files to a signed .ipa',
  run: async () => {
    const assets = mkdtempSync(join(benchFolder, 'assets-ios-'));
    const [certificate, provisioningProfile] = [join(assets, 'bench.p12'), join(assets, 'bench.mobileprovision')];
    const pki = new ApplePki('rsa-2048', 'bench');
    const leaf = pki.leaf();
    writeFileSync(certificate, await p12Of([leaf]), { mode: 0o600 });
    writeFileSync(provisioningProfile, pki.profile({ certificates: [leaf], identifier: 'org.acme.bench' }));
    const signing = ['--certificate', certificate, '--certificate-password', 'env:BENCH_PASSWORD', '--profile', provisioningProfile];
    try {
      return await benchCreation({
        platform: 'ios',
        overrides: { buildType: 'ad-hoc', certificate, provisioningProfile },
        password: p12Password,
        options: ['--build-type', 'ad-hoc', ...signing],
        limits: { warm: 250, whole: 800 },
      });
    } finally {
      rmSync(assets, { recursive: true, force: true });
    }
  },
};
