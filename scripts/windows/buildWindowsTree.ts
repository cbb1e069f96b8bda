/**
 * Copies sources and tests to out/windows, each file as the JavaScript of Node 20 under its old name. Node 20 strips no types; with the
 * names kept, everything finds its files as it does in the project: imports, workers and started programs.
 */

import { copyFileSync, cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { buildProduct } from '../build/buildProduct.ts';
import { projectRoot } from '../steps/projectRoot.ts';

export const windowsTree = join(projectRoot, 'out', 'windows');

const sources = [
  'src/{cli,core,node,releases}/**/*.ts',
  'test/{stand-ins,support,unit,windows}/**/*.ts',
  'scripts/{windows,steps}/**/*.ts',
];
const copies = ['src/cli/mdist.cjs', 'package.json', ...globSync('test/stand-ins/**/*.json', { cwd: projectRoot })];
/** The product as it is built, and what it reads next to itself. */
const copiedFolders = ['dist/cli', 'media/android-shell', 'media/ios-shell', 'schemas', 'test/fixtures', 'samples/hello-web'];
/** Node needs it to read the files above; it cannot be one of them. */
const hooksFile = 'moduleHooks.mjs';
export const registerFile = 'registerHooks.mjs';
export const newerNodeFile = 'newerNode.cjs';

export async function buildWindowsTree(): Promise<void> {
  rmSync(windowsTree, { recursive: true, force: true });
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: globSync(sources, { cwd: projectRoot }),
    outdir: windowsTree,
    outbase: projectRoot,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    write: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) write(path.replace(/\.js$/, '.ts'), contents);
  for (const path of copies) {
    mkdirSync(dirname(join(windowsTree, path)), { recursive: true });
    copyFileSync(join(projectRoot, path), join(windowsTree, path));
  }
  await buildProduct();
  for (const path of [...copiedFolders, 'dist/digestWorker.mjs'])
    cpSync(join(projectRoot, path), join(windowsTree, path), { recursive: true });
  write(join(windowsTree, newerNodeFile), newerNode);
  write(join(windowsTree, hooksFile), hooks);
  write(join(windowsTree, registerFile), `import { register } from 'node:module';\nregister('./${hooksFile}', import.meta.url);\n`);
}

/** `getCACertificates` came with Node 22.15; an import of a name that is not there would keep the file from being loaded. */
const hooks = `const tls = "export * from 'node:tls'; export { default } from 'node:tls'; export const getCACertificates = () => [];";
export async function resolve(specifier, context, next) {
  if (specifier !== 'node:tls' || !context.parentURL?.endsWith('.ts')) return next(specifier, context);
  return { url: 'data:text/javascript,' + encodeURIComponent(tls), shortCircuit: true };
}
import { readFile } from 'node:fs/promises';
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: await readFile(new URL(url)), shortCircuit: true };
}
`;

/** What sources and libraries use of the language that Node 20 lacks. */
const newerNode = `'use strict';
const methods = {
  union(other) { return new Set([...this, ...other.keys()]); },
  intersection(other) { return new Set([...this].filter((value) => other.has(value))); },
  difference(other) { return new Set([...this].filter((value) => !other.has(value))); },
  isSubsetOf(other) { return [...this].every((value) => other.has(value)); },
  isSupersetOf(other) { return [...other.keys()].every((value) => this.has(value)); },
  isDisjointFrom(other) { return ![...this].some((value) => other.has(value)); },
};
for (const [name, value] of Object.entries(methods))
  if (!(name in Set.prototype)) Object.defineProperty(Set.prototype, name, { value, writable: true, configurable: true });
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};
Map.groupBy ??= function (items, keyOf) {
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
`;

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
