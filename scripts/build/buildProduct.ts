/** Builds the product into dist with esbuild, or finds that nothing changed since the last time, which takes milliseconds. */

import { chmodSync, copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { writeManifest } from '../manifest/manifestFile.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { bundles, copies, type Bundle } from './bundles.ts';
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
  const paths = [...bundles.map(({ outfile }) => outfile), ...copies.map(({ to }) => to)];
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
  const results = await Promise.all(bundles.map((bundle) => build(esbuildOptions(bundle))));
  for (const { from, to, isExecutable } of copies) {
    mkdirSync(dirname(join(projectRoot, to)), { recursive: true });
    copyFileSync(join(projectRoot, from), join(projectRoot, to));
    if (isExecutable) chmodSync(join(projectRoot, to), 0o755);
  }
  writeStamp([...results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {})), ...copies.map(({ from }) => from)]);
}

/** Builds what the packed extension holds, minified, into `folder`: beside dist, so that neither disturbs the other. */
export async function buildPackedBundles(folder: string): Promise<void> {
  const packed = bundles.filter(({ isPacked }) => isPacked !== false);
  await Promise.all(packed.map((bundle) => build({ ...esbuildOptions(bundle), minify: true, outfile: join(folder, bundle.outfile) })));
}

function esbuildOptions(bundle: Bundle): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: [bundle.entry],
    outfile: bundle.outfile,
    format: bundle.format,
    bundle: true,
    ...(bundle.platform === 'browser' ? browserOptions : { platform: 'node', target: 'node22.13' }),
    external: [...(bundle.external ?? [])],
    // The ES module of a package before its CommonJS one: some of the latter load their parts in ways no bundler sees.
    mainFields: ['module', 'main'],
    // CommonJS has no import.meta; the files beside a bundle are found through it.
    ...(bundle.format === 'cjs' && { define: { 'import.meta.url': 'importMetaUrl' }, banner: { js: cjsBanner } }),
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

/** The oldest VS Code that package.json allows brings this Chromium. Pages are sent to it each time they open, so they are small. */
const browserOptions: BuildOptions = { platform: 'browser', target: 'chrome138', minify: true, loader: { '.svg': 'text' } };

const cjsBanner = `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`;
