/**
 * An iOS package of 2 GB, signed by the built command line: how much memory that takes, that it can be stopped at any time, that it says how far
 * it is, and that nothing half-written stays. It needs 4 GB of disk for a minute.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isCancelled } from '../../src/core/base/cancellation.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { ZipWriter } from '../../src/core/formats/zip/zipWriter.ts';
import { signIpa } from '../../src/core/workflow/ios/signIpa.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { nodePathTools } from '../../src/node/nodePathTools.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { appContent, appRoot } from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';
import { type BenchCase, type BenchResult, type Demand } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { measuredBy, type Measurement } from './support/measure.ts';
import { mdistEntry } from './support/processes.ts';
import { pseudoRandomBytes } from './support/pseudoRandom.ts';

const megabyte = 1024 * 1024;
const [codeMegabytes, fileMegabytes, fileCount] = [256, 64, 28];
const mostMemory = 200e6;
const files = new NodeFileSystem();

export const bench: BenchCase = {
  title: 'Sign an iOS package of 2 GB',
  run: async () => {
    const folder = mkdtempSync(join(benchFolder, 'large-'));
    try {
      return await measure(await prepare(folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

interface Prepared {
  readonly folder: string;
  readonly ipa: string;
  readonly certificate: string;
  readonly profile: string;
  readonly root: string;
}

async function prepare(folder: string): Promise<Prepared> {
  const pki = new ApplePki('rsa-2048', 'large');
  const leaf = pki.leaf();
  const write = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const root = write('root.pem', encodePem('CERTIFICATE', pki.root.der));
  return {
    folder,
    root,
    ipa: await writePackage(join(folder, 'large.ipa')),
    certificate: write('large.p12', await p12Of([leaf])),
    profile: write('large.mobileprovision', pki.profile({ certificates: [leaf], identifier: '*' })),
  };
}

async function writePackage(path: string): Promise<string> {
  const file = await files.createFile(path);
  const zip = new ZipWriter(file);
  for (const [name, bytes] of Object.entries(appContent())) {
    if (typeof bytes === 'string' || name.endsWith('/Core.framework/Core')) continue;
    await zip.addEntry({ name, bytes, method: 'deflated' });
  }
  const code = signableMachO({ filetype: 6, codeBytes: codeMegabytes * megabyte });
  const random = pseudoRandomBytes(fileMegabytes * megabyte, 1);
  for (let at = 8192; at + random.length < code.length; at += random.length) code.set(random, at);
  await zip.addEntry({ name: `${appRoot}/Frameworks/Core.framework/Core`, bytes: code, method: 'stored' });
  for (let index = 0; index < fileCount; index++) {
    random[0] = index;
    await zip.addEntry({ name: `${appRoot}/data/${index}.bin`, bytes: random, method: 'stored' });
  }
  await zip.finish();
  await file.commit();
  return path;
}

async function measure(prepared: Prepared): Promise<BenchResult> {
  const out = join(prepared.folder, 'signed.ipa');
  const before = readdirSync(prepared.folder);
  const sign = ['package', 'sign', prepared.ipa, ...signingOptions(prepared), '--out', out];
  const stopped = await run(sign, { stopWhen: () => bytesOfNewFiles(prepared.folder, before) > 500e6 });
  const leftOver = readdirSync(prepared.folder).filter((name) => !before.includes(name));
  const fractions = await stopInProcess(prepared, out);
  const leftOverHere = readdirSync(prepared.folder).filter((name) => !before.includes(name));
  const signing = await run(sign);
  const verifying = await run(['package', 'verify', out, '--trusted-root', prepared.root]);
  const { size } = statSync(out);
  const peaks = [
    memoryDemand('signs in less than 200 MB of memory', signing),
    memoryDemand('verifies in less than 200 MB of memory', verifying),
  ];
  return {
    measurements: [signing, verifying].map(({ measurement }) => measurement),
    demands: [
      saying('the package has 2 GB', `${(size / 1e9).toFixed(2)} GB`, '≥ 2 GB', size >= 2e9),
      ...peaks.filter((demand) => demand !== undefined),
      saying('stops when it is told to', `code ${stopped.exitCode}`, 'code 130', stopped.exitCode === 130),
      saying(
        'leaves nothing half-written',
        [...leftOver, ...leftOverHere].join(', ') || 'nothing',
        'nothing',
        leftOver.length + leftOverHere.length === 0,
      ),
      saying('says how far it is', `${fractions.length} steps`, '≥ 20 steps, never back', fractions.length >= 20 && isRising(fractions)),
      saying(
        'signs and verifies',
        `codes ${signing.exitCode} and ${verifying.exitCode}`,
        'codes 0 and 0',
        signing.exitCode === 0 && verifying.exitCode === 0,
      ),
    ],
    skipped: peaks[0] ? [] : ['memory: this system does not tell the peak of another process'],
  };
}

function saying(text: string, measured: string, allowed: string, isMet: boolean): Demand {
  return { text, measured, allowed, isMet };
}

function memoryDemand(text: string, { peakBytes }: Ended): Demand | undefined {
  if (peakBytes === undefined) return undefined;
  return saying(text, `${(peakBytes / 1e6).toFixed(0)} MB`, '< 200 MB', peakBytes < mostMemory);
}

function signingOptions({ certificate, profile }: Prepared): readonly string[] {
  return ['--certificate', certificate, '--certificate-password', 'env:BENCH_PASSWORD', '--profile', profile];
}

interface Ended {
  readonly exitCode: number | null;
  /** Of the process; `undefined` where the system does not say it. */
  readonly peakBytes: number | undefined;
  readonly measurement: Measurement;
}

async function run(args: readonly string[], { stopWhen }: { readonly stopWhen?: () => boolean } = {}): Promise<Ended> {
  const started = performance.now();
  const env = { ...process.env, BENCH_PASSWORD: p12Password };
  const child = spawn(process.execPath, [mdistEntry, ...args, '--json'], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  let peakBytes: number | undefined;
  let isStopped = false;
  while (child.exitCode === null && child.signalCode === null) {
    peakBytes = peakMemory(child.pid) ?? peakBytes;
    if (!isStopped && stopWhen?.() === true) isStopped = child.kill('SIGINT');
    await Promise.race([ended, wait(20)]);
  }
  const name = args.slice(0, 2).join(' ');
  return { exitCode: child.exitCode, peakBytes, measurement: measuredBy(`mdist ${name}`, [performance.now() - started]) };
}

function peakMemory(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function bytesOfNewFiles(folder: string, before: readonly string[]): number {
  const sizes = readdirSync(folder).map((name) =>
    before.includes(name) ? 0 : (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Stopped at two thirds; gives what was reported until then. */
async function stopInProcess({ ipa, certificate, profile }: Prepared, out: string): Promise<readonly number[]> {
  const abort = new AbortController();
  const fractions: number[] = [];
  const world = { files, paths: nodePathTools, clock: systemClock };
  const request = {
    path: ipa,
    out,
    certificate,
    profiles: [profile],
    passwords: { ask: async () => new Secret(p12Password) },
    signal: abort.signal,
    report: ({ fraction }: { readonly fraction: number }) => {
      fractions.push(fraction);
      if (fraction > 0.66) abort.abort();
    },
  };
  try {
    await signIpa(world, request);
    throw new Error('signing could not be stopped');
  } catch (error) {
    if (!isCancelled(error)) throw error;
  }
  return fractions;
}

function isRising(fractions: readonly number[]): boolean {
  return fractions.every((fraction, index) => fraction >= (fractions[index - 1] ?? 0));
}
