/** Builds the product into dist with esbuild, or finds that nothing changed since the last time, which takes milliseconds. */

import { chmodSync, copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeManifest } from '../manifest/manifestFile.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { buildBundle, type BundleStart } from './buildBundle.ts';
import { bundles, copies, outfilesOf } from './bundles.ts';
import { isFresh, writeStamp } from './buildStamp.ts';

export interface BuildReport {
  readonly wasFresh: boolean;
  readonly milliseconds: number;
  readonly outputs: readonly { readonly path: string; readonly sizeBytes: number }[];
}

/** Throws what esbuild has to say when the sources cannot be built. */
export async function buildProduct(options: { readonly force?: boolean } = {}): Promise<BuildReport> {
  const started = performance.now();
  writeManifest();
  const paths = [...outfilesOf(bundles), ...copies.map(({ to }) => to)];
  const wasFresh = !options.force && isFresh(paths);
  if (!wasFresh) await buildAll();
  return {
    wasFresh,
    milliseconds: performance.now() - started,
    outputs: paths.map((path) => ({ path, sizeBytes: statSync(join(projectRoot, path)).size })),
  };
}

async function buildAll(): Promise<void> {
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true });
  const built = await Promise.all(bundles.map(async (bundle) => await buildBundle(bundle)));
  for (const { from, to, isExecutable } of copies) {
    mkdirSync(dirname(join(projectRoot, to)), { recursive: true });
    copyFileSync(join(projectRoot, from), join(projectRoot, to));
    if (isExecutable) chmodSync(join(projectRoot, to), 0o755);
  }
  writeStamp([...built.flatMap(({ inputs }) => inputs), ...copies.map(({ from }) => from)]);
}

/** Builds what the packed extension holds, minified, into `folder`: next to dist, so that neither disturbs the other. Gives what activation loads. */
export async function buildPackedBundles(folder: string): Promise<BundleStart> {
  const packed = bundles.filter(({ isPacked }) => isPacked !== false);
  const built = await Promise.all(packed.map(async (bundle) => await buildBundle(bundle, { folder, minify: true })));
  const start = built.find((each) => each.start)?.start;
  if (!start) throw new Error('no packed bundle is in chunks');
  return start;
}
