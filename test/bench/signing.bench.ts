/** Signing and verifying 100 MB, against one pass of SHA-256 over the same bytes and against apksigner. */

import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSigningIdentity } from '../../src/core/assets/keystore/openSigningIdentity.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { signApk } from '../../src/core/signing/android/signApk.ts';
import { verifyApk } from '../../src/core/signing/android/verifyApk.ts';
import { type SigningIdentity } from '../../src/core/signing/signingIdentity.ts';
import { NodeContentDigester } from '../../src/node/contentDigester/nodeContentDigester.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { NodeOpenFile } from '../../src/node/nodeOpenFile.ts';
import { findJudge } from '../oracle/support/findJudge.ts';
import { ratioDemand, speedupDemand, type BenchCase, type BenchResult } from './support/benchCase.ts';
import { benchApk, benchFolder, benchKey, type BenchKey } from './support/benchFolder.ts';
import { compare, type Contestant, type Measurement } from './support/measure.ts';
import { runMdist, runToEnd } from './support/processes.ts';

const files = new NodeFileSystem();

export const bench: BenchCase = {
  title: 'Sign (v2 + v3) and verify an APK of 100 MB',
  run: async () => {
    const unsigned = await benchApk(100);
    const key = await benchKey();
    const identity = await openIdentity(key);
    const folder = mkdtempSync(join(benchFolder, 'signing-'));
    const workerUrl = new URL('../../dist/digestWorker.mjs', import.meta.url);
    const digester = new NodeContentDigester({ workerUrl });
    try {
      const signed = join(folder, 'signed.apk');
      await sign(unsigned, signed, identity, digester);
      return await measure({ unsigned, signed, out: join(folder, 'out.apk'), key, identity, digester });
    } finally {
      await digester.dispose();
      rmSync(folder, { recursive: true });
    }
  },
};

interface Setup {
  readonly unsigned: string;
  readonly signed: string;
  readonly out: string;
  readonly key: BenchKey;
  readonly identity: SigningIdentity;
  readonly digester: NodeContentDigester;
}

async function measure(setup: Setup): Promise<BenchResult> {
  const { unsigned, signed, out, key, identity, digester } = setup;
  const skipped: string[] = [];
  const prepare = (): void => rmSync(out, { force: true });
  const contestants: Contestant[] = [
    { name: 'SHA-256 pass over the file, in this process', run: () => hashFile(unsigned) },
    { name: 'sign, in this process', prepare, run: () => sign(unsigned, out, identity, digester) },
    { name: 'verify, in this process', run: () => verify(signed, digester) },
    { name: 'mdist package sign (which verifies too)', prepare, run: () => signByCommand(unsigned, out, key) },
    { name: 'mdist package verify', run: () => runMdist(['package', 'verify', signed]) },
  ];
  const openssl = findJudge('openssl');
  if (openssl === undefined) skipped.push('openssl dgst: not installed');
  else contestants.push({ name: 'openssl dgst -sha256', run: () => runToEnd(openssl, ['dgst', '-sha256', unsigned]) });
  const apksigner = findJudge('apksigner');
  if (apksigner === undefined) skipped.push('apksigner: not installed');
  else {
    contestants.push(
      { name: 'apksigner sign', prepare, run: () => signByApksigner(apksigner, unsigned, out, key) },
      { name: 'apksigner verify', run: () => runToEnd(apksigner, ['verify', signed]) },
    );
  }
  const measurements = await compare(contestants);
  const find = (name: string): Measurement | undefined => measurements.find((row) => row.name === name);
  const [pass, signing, verifying, mdistSign, mdistVerify] = measurements;
  if (!pass || !signing || !verifying || !mdistSign || !mdistVerify) throw new Error('nothing was measured');
  const demands = [
    ratioDemand('Signing over one SHA-256 pass', signing, pass, 2),
    ratioDemand('Verifying over one SHA-256 pass', verifying, pass, 1.6),
  ];
  const [theirSign, theirVerify] = [find('apksigner sign'), find('apksigner verify')];
  if (theirSign) demands.push(speedupDemand('mdist package sign against apksigner sign, whole processes', mdistSign, theirSign, 4));
  if (theirVerify)
    demands.push(speedupDemand('mdist package verify against apksigner verify, whole processes', mdistVerify, theirVerify, 1));
  return { measurements, demands, skipped };
}

/** As `openssl dgst` reads: one buffer, in order. */
function hashFile(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  const file = openSync(path, 'r');
  try {
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) hash.update(buffer.subarray(0, count));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

async function openIdentity({ path, alias, password }: BenchKey): Promise<SigningIdentity> {
  const { identity } = await openSigningIdentity(new Uint8Array(readFileSync(path)), { alias, password: new Secret(password) });
  if (!identity) throw new Error('the key of the bench does not open');
  return identity;
}

async function sign(from: string, to: string, identity: SigningIdentity, digester: NodeContentDigester): Promise<void> {
  const source = await NodeOpenFile.open(from);
  const output = await files.createFile(to);
  try {
    await signApk({ source, output, identities: [identity], schemes: { v1: false, v2: true, v3: true }, digester });
    await output.commit();
  } finally {
    await output.discard();
    await source.close();
  }
}

async function verify(path: string, digester: NodeContentDigester): Promise<void> {
  const source = await NodeOpenFile.open(path);
  try {
    const { verified } = await verifyApk(source, { digester });
    if (!verified) throw new Error('the signed package does not verify');
  } finally {
    await source.close();
  }
}

async function signByCommand(from: string, to: string, key: BenchKey): Promise<void> {
  const args = ['package', 'sign', from, '--keystore', key.path, '--alias', key.alias, '--keystore-password', 'env:BENCH_PASSWORD'];
  await runMdist([...args, '--out', to], { BENCH_PASSWORD: key.password });
}

async function signByApksigner(apksigner: string, from: string, to: string, key: BenchKey): Promise<void> {
  const schemes = [
    '--v1-signing-enabled',
    'false',
    '--v2-signing-enabled',
    'true',
    '--v3-signing-enabled',
    'true',
    '--v4-signing-enabled',
    'false',
  ];
  const store = ['--ks', key.path, '--ks-key-alias', key.alias, '--ks-pass', 'env:BENCH_PASSWORD'];
  await runToEnd(apksigner, ['sign', ...schemes, ...store, '--out', to, from], { BENCH_PASSWORD: key.password });
}
