/** Remembers what the last build read, by path, size and time of change, so that the next one can say that nothing is new. */

import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';

const stampPath = join(projectRoot, 'dist', '.build-stamp.json');
/** What every output depends on besides the sources that esbuild names. */
const alwaysRead = ['package-lock.json', 'package.json', 'tsconfig.json', ...globSync('scripts/build/*.ts', { cwd: projectRoot })];

export function isFresh(outputs: readonly string[]): boolean {
  if (!outputs.every((path) => existsSync(join(projectRoot, path)))) return false;
  const stamp = readStamp();
  return stamp !== undefined && Object.entries(stamp).every(([path, state]) => stateOf(path) === state);
}

export function writeStamp(inputs: readonly string[]): void {
  const paths = [...new Set([...inputs, ...alwaysRead])].toSorted();
  writeFileSync(stampPath, JSON.stringify(Object.fromEntries(paths.map((path) => [path, stateOf(path)])), undefined, 1));
}

function readStamp(): Readonly<Record<string, unknown>> | undefined {
  try {
    const stamp: unknown = JSON.parse(readFileSync(stampPath, 'utf8'));
    return typeof stamp === 'object' && stamp !== null ? { ...stamp } : undefined;
  } catch {
    return undefined;
  }
}

function stateOf(path: string): string {
  const stat = statSync(join(projectRoot, path), { throwIfNoEntry: false });
  return stat ? `${stat.size} bytes, ${stat.mtimeMs}` : 'absent';
}
