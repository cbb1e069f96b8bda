/**
 * Packages of npm that only an oracle wants, with what they depend on: installed once into `.cache/peers`. Without a network the tests that want
 * them are skipped, and fail under `CI=true`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipCurrent } from '../../support/currentRunnable.ts';

const peers = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));

/** The folder of the package. Called in a test or a `before` hook. */
export function npmPeer(name: string, version: string): string {
  const folder = join(peers, `${name.replace('/', '+')}@${version}`);
  const packageFolder = join(folder, 'node_modules', ...name.split('/'));
  if (existsSync(packageFolder)) return packageFolder;
  mkdirSync(peers, { recursive: true });
  const staging = mkdtempSync(join(peers, 'install-'));
  try {
    const spec = `${name}@${version}`;
    const args = ['install', '--prefix', staging, '--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', spec];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 180_000, shell: process.platform === 'win32' });
    if (status !== 0) {
      const reason = `npm cannot install ${spec}`;
      if (process.env['CI'] === 'true') throw new Error(`${reason}: ${stderr}`);
      skipCurrent(reason);
    }
    if (!existsSync(packageFolder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return packageFolder;
}
