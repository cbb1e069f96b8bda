/**
 * Builds one bundle with esbuild. It splits ES modules only, so what is wanted as CommonJS in chunks is split first and each
 * chunk turned into CommonJS after: VS Code loads extensions as CommonJS, and Node starts faster with it.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { projectRoot } from '../steps/projectRoot.ts';
import { type Bundle } from './bundles.ts';
import { commonJsOf } from './commonJs.ts';
import { joinChunks } from './joinChunks.ts';
import { tablesAsJson } from './tablesAsJson.ts';
import { tablesWhenNeeded } from './tablesWhenNeeded.ts';

export interface BuildBundleOptions {
  /** Where `outfile` is below; default: the project. */
  readonly folder?: string;
  readonly minify?: boolean;
}

export interface BuiltBundle {
  /** Every source it was made of. */
  readonly inputs: readonly string[];
  /** Of chunks: what is loaded before anything is called for. */
  readonly start?: BundleStart;
}

export interface BundleStart {
  readonly modules: readonly string[];
  readonly sizeBytes: number;
}

export async function buildBundle(bundle: Bundle, { folder = projectRoot, minify = false }: BuildBundleOptions = {}): Promise<BuiltBundle> {
  const outfile = join(folder, bundle.outfile);
  const tables = new Set<string>();
  const options: BuildOptions = {
    absWorkingDir: projectRoot,
    bundle: true,
    format: 'esm',
    ...(bundle.platform === 'browser' ? browserOptions : { platform: 'node', target, minify }),
    external: [...(bundle.external ?? [])],
    // An import of types alone would load its module all the same: the sources keep such imports for Node, which only strips types.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
    // The ES module of a package before its CommonJS one: some of the latter load their parts in ways no bundler sees.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [tablesAsJson(tables)],
  };
  if (bundle.format === 'esm') {
    const { metafile } = await build({ ...options, entryPoints: [bundle.entry], outfile, metafile: true });
    return { inputs: inputsOf(metafile, tables) };
  }
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: [bundle, ...(bundle.furtherEntries ?? [])].map((each) => ({ in: each.entry, out: basename(each.outfile, '.cjs') })),
    outdir: dirname(outfile),
    outExtension: { '.js': '.cjs' },
    splitting: true,
    // An archive contains each name twice, and there are several hundred.
    chunkNames: minify ? '[hash]' : '[name]-[hash]',
    plugins: [tablesAsJson(tables), tablesWhenNeeded(tables)],
    metafile: true,
    write: false,
  });
  mkdirSync(dirname(outfile), { recursive: true });
  const { chunks, ...start } = startOf(metafile, bundle.entry);
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), commonJsOf(basename(path), text)]));
  for (const [name, text] of joinChunks(texts, bundle.joinsStart === true ? chunks : [])) writeFileSync(join(dirname(outfile), name), text);
  return { inputs: inputsOf(metafile, tables), start };
}

function inputsOf(metafile: Metafile, tables: ReadonlySet<string>): readonly string[] {
  return [...new Set([...Object.keys(metafile.inputs), ...tables])];
}

/** What the Node of the oldest VS Code that package.json allows runs, and the oldest Node of the command line. */
const target = 'node22.21';

/** The oldest VS Code that package.json allows brings this Chromium. Pages are sent to it each time they open, so they are small. */
const browserOptions: BuildOptions = { platform: 'browser', target: 'chrome138', minify: true, loader: { '.svg': 'text' } };

/** The entry with all chunks that it imports statically, directly or not; `chunks` are their files without the entry's. */
function startOf({ outputs }: Metafile, entry: string): BundleStart & { readonly chunks: readonly string[] } {
  const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
  const reached = new Set(first === undefined ? [] : [first]);
  for (const path of reached)
    for (const { path: next, kind, external } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) reached.add(next);
  const loaded = [...reached].flatMap((path) => outputs[path] ?? []);
  return {
    chunks: [...reached].filter((path) => path !== first).map((path) => basename(path)),
    modules: loaded.flatMap(({ inputs }) => Object.keys(inputs)).toSorted(),
    sizeBytes: loaded.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
