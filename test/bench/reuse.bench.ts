/**
 * A package of 50 MB made again with other web files, as a whole process. The peer, @expo/repack-app, does less here: it unpacks the same
 * package, builds its resources again and signs it, without making or replacing a bundle.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bytes, utf8 } from '../../src/core/base/bytes.ts';
import { findJudge } from '../oracle/support/findJudge.ts';
import { frameworkFile } from '../oracle/support/frameworkFile.ts';
import { linkPackage, shapeIdentifier } from '../oracle/support/linkedPackage.ts';
import { npmPeer } from '../oracle/support/npmPeer.ts';
import { speedupDemand, timeDemand, type BenchCase, type BenchResult } from './support/benchCase.ts';
import { benchFolder, benchKey } from './support/benchFolder.ts';
import { benchmark, compare, type Contestant } from './support/measure.ts';
import { runMdist, runToEnd } from './support/processes.ts';
import { pseudoRandomBytes } from './support/pseudoRandom.ts';

const pictureBytes = 100 * 1024;
const pictures = 500;
const scripts = 30;
const buildTools = '/usr/lib/android-sdk/build-tools/debian';

/** Scripts that pack to a third, and pictures that do not. */
function webFiles(): Readonly<Record<string, Bytes>> {
  const files: Record<string, Bytes> = { 'index.html': utf8('<!doctype html><title>Bench</title>') };
  for (let index = 0; index < scripts; index++)
    files[`assets/chunk-${index}.js`] = utf8(
      `export const value${index} = ${JSON.stringify([...pseudoRandomBytes(20_000, index + 1)])};\n`,
    );
  for (let index = 0; index < pictures; index++) files[`assets/picture-${index}.webp`] = pseudoRandomBytes(pictureBytes, index + 1000);
  return files;
}

export const bench: BenchCase = {
  title: 'Engine reuse: a package of 50 MB with other web files',
  run: async () => {
    if (findJudge('aapt2') === undefined || !existsSync(frameworkFile))
      return { measurements: [], demands: [], skipped: ['aapt2: not installed'] };
    const base = await baseOf();
    const out = mkdtempSync(join(benchFolder, 'reuse-'));
    try {
      return await measure(base, await appOf(), out);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
};

async function baseOf(): Promise<string> {
  const path = join(benchFolder, 'reuse-50.apk');
  if (existsSync(path)) return path;
  const assets = Object.entries(webFiles()).map(([name, bytes]) => [`assets/public/${name}`, bytes] as const);
  const config = ['assets/capacitor.config.json', utf8('{}')] as const;
  renameSync(await linkPackage(benchFolder, 'reuse-base', false, Object.fromEntries([config, ...assets])), path);
  return path;
}

/** A project of Capacitor whose scripts are others than those in the package. */
async function appOf(): Promise<string> {
  const app = join(benchFolder, 'reuse-app');
  const key = await benchKey();
  const android = { appIdentifier: shapeIdentifier, keystore: key.path, keyAlias: key.alias };
  const files: Readonly<Record<string, Bytes>> = {
    'mobile-distribution.json': utf8(JSON.stringify({ name: 'Shape', engine: 'capacitor', android })),
    'package.json': utf8('{ "dependencies": { "@capacitor/core": "8.5.2" } }'),
    'capacitor.config.json': utf8(`{ "appId": "${shapeIdentifier}", "appName": "Shape", "webDir": "www" }`),
    ...Object.fromEntries(
      Object.entries(webFiles()).map(([name, bytes]) => [`www/${name}`, name.endsWith('.js') ? changed(bytes) : bytes]),
    ),
  };
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), bytes);
  }
  return app;
}

function changed(script: Bytes): Bytes {
  return new Uint8Array([...utf8('/* new */'), ...script]);
}

async function measure(base: string, app: string, out: string): Promise<BenchResult> {
  const { password } = await benchKey();
  const from = ['--engine', 'reuse', '--from', base, '--accept-unknown-base', '--version-code', '2', '--version', '2.0.0'];
  const args = [
    'package',
    'create',
    '--app',
    app,
    '--build-type',
    'release',
    ...from,
    '--output',
    out,
    '--keystore-password',
    'env:BENCH_PASSWORD',
  ];
  const ours: Contestant = {
    name: 'mdist package create --engine reuse',
    prepare: () => rmSync(join(app, '.mobile-distribution'), { recursive: true, force: true }),
    run: () => runMdist(args, { BENCH_PASSWORD: password }),
  };
  const { contestant, skipped } = peer(base, out);
  if (!contestant) {
    const alone = await benchmark(ours.name, ours.run, { prepare: ours.prepare ?? (() => {}) });
    return { measurements: [alone], demands: [timeDemand('Without Java, SDK or Mac', alone, 2000)], skipped };
  }
  const [mine, theirs] = await compare([ours, contestant], { runs: 3 });
  if (!mine || !theirs) throw new Error('nothing was measured');
  const demands = [timeDemand('Without Java, SDK or Mac', mine, 2000), speedupDemand('Faster than @expo/repack-app', mine, theirs, 4)];
  return { measurements: [mine, theirs], demands };
}

/** It reads the project by Expo's own packages; two small ones say what it asks them. */
function peer(base: string, out: string): { readonly contestant?: Contestant; readonly skipped: readonly string[] } {
  if (findJudge('java') === undefined || !existsSync(buildTools))
    return { skipped: ['@expo/repack-app: Java or the build tools are not installed'] };
  let folder: string;
  try {
    folder = npmPeer('@expo/repack-app', '0.9.0');
  } catch {
    return { skipped: ['@expo/repack-app: npm cannot install it'] };
  }
  const project = join(out, 'project');
  const config = join(project, 'node_modules', '@expo', 'config');
  for (const [path, text] of Object.entries({
    [join(project, 'package.json')]: '{ "name": "bench" }',
    [join(project, 'app.json')]: `{ "expo": { "name": "Shape", "slug": "shape", "android": { "package": "${shapeIdentifier}" } } }`,
    [join(project, 'node_modules', 'expo', 'package.json')]: '{ "name": "expo", "version": "57.0.0" }',
    [join(config, 'package.json')]: '{ "name": "@expo/config", "version": "57.0.0" }',
    [join(config, 'index.js')]: `const { expo } = require('../../../app.json');
exports.getConfig = () => ({ exp: expo, pkg: {} });
exports.getPackageJson = () => ({});\n`,
    [join(out, 'repack.cjs')]: `const { repackAppAndroidAsync } = require(${JSON.stringify(folder)});
const [sourceAppPath, outputPath, workingDirectory, projectRoot, androidBuildToolsDir] = process.argv.slice(2);
const options = { platform: 'android', jsBundleOnly: true, env: {}, sourceAppPath, outputPath, workingDirectory, projectRoot, androidBuildToolsDir };
repackAppAndroidAsync(options).catch((error) => { console.error(error); process.exitCode = 1; });\n`,
  })) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const [repacked, work] = [join(out, 'repacked.apk'), join(out, 'work')];
  const contestant: Contestant = {
    name: '@expo/repack-app, without a bundle',
    prepare: () => {
      for (const left of [repacked, work]) rmSync(left, { recursive: true, force: true });
    },
    run: async () => {
      await runToEnd(process.execPath, [join(out, 'repack.cjs'), base, repacked, work, project, buildTools]);
      if (readFileSync(repacked).length === 0) throw new Error('the peer made nothing');
    },
  };
  return { contestant, skipped: [] };
}
