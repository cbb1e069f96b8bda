/** Finds the fuzzers: the files test/fuzz/*.fuzz.ts. Each is loaded by the worker that runs it. */

import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FuzzTarget } from '../../test/fuzz/fuzzTarget.ts';
import { projectRoot } from '../steps/projectRoot.ts';

export interface FuzzFile {
  readonly name: string;
  readonly path: string;
}

export async function fuzzTargets(wanted: readonly string[] = []): Promise<readonly FuzzFile[]> {
  const files = globSync('test/fuzz/*.fuzz.ts', { cwd: projectRoot })
    .toSorted()
    .map((path) => ({ name: basename(path, '.fuzz.ts'), path: join(projectRoot, path) }));
  const unknown = wanted.filter((name) => !files.some((file) => file.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no fuzz target ${unknown.join(', ')}; there are ${files.map(({ name }) => name).join(', ')}`);
  return wanted.length === 0 ? files : files.filter(({ name }) => wanted.includes(name));
}

export async function loadTarget({ name, path }: FuzzFile): Promise<FuzzTarget> {
  const module: { readonly target?: FuzzTarget } = await import(pathToFileURL(path).href);
  if (!module.target) throw new Error(`${path} exports no target`);
  if (module.target.name !== name) throw new Error(`${path} names its target ${module.target.name}; it must be ${name}`);
  return module.target;
}
