/**
 * `npm run demo`: the main job on a small web app, with the commands a user has. Builds the product when it changed, makes a
 * throw-away keystore, creates a release APK and an app bundle, and with a throw-away authority an ad-hoc package for iOS, verifies all of
 * them, and releases the APK to a group of a release server on the local network, whose install page it opens once itself. `--keep` leaves the
 * server up until Ctrl+C. Everything it writes is in `out/demo`, next to a copy of the sample, so that the sample stays as git has it.
 */

import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { mediaTypeOf } from '../../src/releases/dialects/mediaTypes.ts';
import { renderQrTerminal } from '../../src/releases/pages/qrCode.ts';
import { lanAddresses } from '../../src/node/lanAddresses.ts';
import { buildProduct } from '../build/buildProduct.ts';
import { canSetColors, facts, heading, line, step, strong } from '../demo/demoScreen.ts';
import { startReleaseServer } from '../demo/releaseServer.ts';
import { runMdist, type CreatedDocument, type ReleasedDocument, type VerifiedDocument } from '../demo/runMdist.ts';
import { addIosSettings, createIosPackage, makeIosAssets, verifyIosPackage } from '../demo/iosPackage.ts';
import { tryDownload } from '../demo/tryDownload.ts';
import { projectRoot } from '../steps/projectRoot.ts';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });

const output = join(projectRoot, 'out', 'demo');
const app = join(output, 'hello-web');

try {
  await demo();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function demo(): Promise<void> {
  heading('From a web app to signed packages for Android and iOS');
  await step('Build the product', buildProduct, ({ wasFresh }) => (wasFresh ? 'nothing changed' : 'dist'));
  await step('Copy samples/hello-web', copySample, () => relative(projectRoot, app));

  const secretFolder = mkdtempSync(join(tmpdir(), 'mobile-distribution-demo-'));
  try {
    const keystore = join(secretFolder, 'throw-away.p12');
    const secrets = { DEMO_PASSWORD: randomBytes(18).toString('base64url') };
    await step('Make a throw-away keystore', () =>
      runMdist(['keystore', 'create', keystore, '--alias', 'demo', '--password', 'env:DEMO_PASSWORD'], secrets),
    );
    const create = (buildType: string, ...more: readonly string[]): Promise<CreatedDocument> => {
      const key = ['--keystore', keystore, '--alias', 'demo', '--keystore-password', 'env:DEMO_PASSWORD'];
      const what = ['--app', app, '--platform', 'android', '--build-type', buildType, '--output', output, ...more];
      return runMdist(['package', 'create', ...what, ...key], secrets);
    };
    const apk = await step(
      'Create the release APK',
      () => create('release'),
      ({ path }) => basename(path),
    );
    const bundle = await step(
      'Create the app bundle',
      () => create('app-bundle', '--version-code', String(apk.versionCode + 1)),
      ({ path }) => basename(path),
    );
    const verified = await step('Verify the APK', () => verify(apk.path), schemesOf);
    await step(
      'Verify the app bundle',
      () => verify(bundle.path),
      () => 'JAR signature',
    );
    const assets = await step('Make a throw-away authority for iOS', () => makeIosAssets(secretFolder));
    const ipa = await step(
      'Create the iOS package (ad hoc)',
      () => createIosPackage(app, output, assets),
      ({ path }) => basename(path),
    );
    const sealed = await step(
      'Verify the iOS package',
      () => verifyIosPackage(ipa.path, assets),
      () => 'seals, chain and profile',
    );
    showSummary([apk, bundle, ipa], [...verified.signers, ...sealed.signers]);
    await release(apk);
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
}

/** New each time: an old ledger would want higher version codes with every run. */
function copySample(): void {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const sample = join(projectRoot, 'samples', 'hello-web');
  cpSync(sample, app, { recursive: true, filter: (path) => basename(path) !== '.mobile-distribution' });
  addIosSettings(app);
}

async function verify(path: string): Promise<VerifiedDocument> {
  const report = await runMdist<VerifiedDocument>(['package', 'verify', path]);
  if (!report.verified) throw new Error(`${path} does not verify`);
  return report;
}

function schemesOf({ schemes = {} }: VerifiedDocument): string {
  const names = Object.keys(schemes).filter((name) => schemes[name]);
  return names.map((name) => (name === 'v31' ? 'v3.1' : name)).join(' + ');
}

function showSummary(packages: readonly CreatedDocument[], signers: VerifiedDocument['signers']): void {
  for (const made of packages) {
    heading(`${made.name} ${made.version} (${made.versionCode}), ${made.buildType}`);
    facts([
      ['Package', relative(process.cwd(), made.path)],
      ['Size', `${formatByteSize(made.sizeBytes)} (${made.sizeBytes} bytes)`],
      ['App identifier', made.appIdentifier],
      ['Engine', `${made.engine} ${made.engineVersion}`],
      ['Created', `${made.createdAt} by ${made.createdBy}`],
      ['SHA-256', made.sha256],
      ['Signer', `${signers.find(({ sha256 }) => sha256 === made.signerSha256)?.subject ?? ''} ${made.signerSha256 ?? ''}`.trim()],
    ]);
    for (const { severity, code, message } of made.issues) line(`${severity} ${code}: ${message}`);
  }
}

async function release(made: CreatedDocument): Promise<void> {
  const host = lanAddresses().find(({ family }) => family === 'IPv4')?.address ?? '127.0.0.1';
  const data = join(output, 'server');
  const server = await step(
    'Start a release server',
    () => startReleaseServer(data, host),
    ({ url }) => url,
  );
  try {
    const inApp = ['--data', data, '--server-app', 'demo/hello-web'];
    const released = await step(
      'Release the APK to the group Collaborators',
      () => runMdist<ReleasedDocument>(['release', 'create', ...inApp, '--file', made.path, '--group', 'Collaborators', '--no-notify']),
      ({ id, version, shortVersion }) => `release ${id}, ${shortVersion} (${version})`,
    );
    heading('Install it: scan with a phone on the same network');
    process.stdout.write(`\n${renderQrTerminal(released.installUrl, { colors: canSetColors })}\n\n`);
    line(strong(released.installUrl));
    line();
    await step(
      'Open the install page and download the package',
      () => openOnce(released.installUrl, made),
      (tried) => `page ${formatByteSize(tried.pageBytes)}, package ${formatByteSize(tried.packageBytes)}, same SHA-256`,
    );
    if (values.keep) {
      line('The server stays up until Ctrl+C');
      await once(process, 'SIGINT');
    } else line('The server stops again; npm run demo -- --keep leaves it up');
  } finally {
    await server.stop();
  }
}

async function openOnce(address: string, made: CreatedDocument): ReturnType<typeof tryDownload> {
  const tried = await tryDownload(address);
  if (tried.sha256 !== made.sha256) throw new Error(`The download has the SHA-256 ${tried.sha256}, not ${made.sha256}`);
  if (tried.mediaType !== mediaTypeOf('apk')) throw new Error(`The download has the type ${tried.mediaType}`);
  return tried;
}
