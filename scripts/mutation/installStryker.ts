/**
 * Installs Stryker, as pinned in `scripts/mutation/package-lock.json`, into `.cache/mutation`. It brings some 200 packages that no
 * other task uses, so it is not among the packages of the project.
 */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../steps/projectRoot.ts';
import { runProgram } from '../steps/program.ts';

export const mutationCache = join(projectRoot, '.cache', 'mutation');
export const strykerScript = join(mutationCache, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

/** npm writes it last, so it is absent after an installation that was broken off. */
const installedMark = join(mutationCache, 'node_modules', '.package-lock.json');
const manifests = ['package.json', 'package-lock.json'] as const;

export async function installStryker(log: (line: string) => void): Promise<void> {
  const isCurrent = readText(installedMark) !== undefined && manifests.every((name) => readText(sourceOf(name)) === readText(copyOf(name)));
  if (isCurrent) return;
  log('Installing Stryker into .cache/mutation …');
  mkdirSync(mutationCache, { recursive: true });
  for (const name of manifests) copyFileSync(sourceOf(name), copyOf(name));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { exitCode, output } = await runProgram(npm, args, { quiet: true, cwd: mutationCache });
  if (exitCode !== 0) throw new Error(`npm ci did not finish:\n${output}`);
}

const sourceOf = (name: string) => join(projectRoot, 'scripts', 'mutation', name);
const copyOf = (name: string) => join(mutationCache, name);

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
