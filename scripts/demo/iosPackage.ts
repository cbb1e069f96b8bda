/**
 * The iOS part of the demo: a throw-away authority shaped like Apple's issues a certificate and an ad-hoc profile, and the command line makes a
 * package of the same web app with them, on any system. Devices trust Apple's certificates alone, so this package is for looking at.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { ApplePki, p12Of, p12Password } from '../../test/support/applePki.ts';
import { runMdist, type CreatedDocument, type VerifiedDocument } from './runMdist.ts';

const appIdentifier = 'dev.mobiledistribution.hello';

export interface IosAssets {
  readonly certificate: string;
  readonly profile: string;
  /** The root of the authority, as PEM. */
  readonly root: string;
}

export async function makeIosAssets(folder: string): Promise<IosAssets> {
  const pki = new ApplePki('rsa-2048', 'demo');
  const leaf = pki.leaf();
  const assets = {
    certificate: join(folder, 'throw-away-ios.p12'),
    profile: join(folder, 'ad-hoc.mobileprovision'),
    root: join(folder, 'root.pem'),
  };
  writeFileSync(assets.certificate, await p12Of([leaf]), { mode: 0o600 });
  writeFileSync(assets.profile, pki.profile({ certificates: [leaf], identifier: appIdentifier }));
  writeFileSync(assets.root, encodePem('CERTIFICATE', pki.root.der));
  return assets;
}

/** The sample is an Android app until someone gives it an identifier for iOS. */
export function addIosSettings(app: string): void {
  const path = join(app, 'mobile-distribution.json');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('  "android": {', `  "ios": {\n    "appIdentifier": "${appIdentifier}"\n  },\n  "android": {`));
}

export function createIosPackage(app: string, output: string, { certificate, profile }: IosAssets): Promise<CreatedDocument> {
  const signing = ['--certificate', certificate, '--certificate-password', 'env:DEMO_PASSWORD', '--profile', profile];
  const what = ['--app', app, '--platform', 'ios', '--build-type', 'ad-hoc', '--output', output];
  return runMdist(['package', 'create', ...what, ...signing], { DEMO_PASSWORD: p12Password });
}

/** With the root given: verifying refuses an authority that no one named. */
export async function verifyIosPackage(path: string, { root }: IosAssets): Promise<VerifiedDocument> {
  const report = await runMdist<VerifiedDocument>(['package', 'verify', path, '--trusted-root', root]);
  if (!report.verified || report.sealed !== true) throw new Error(`${path} does not verify`);
  return report;
}
