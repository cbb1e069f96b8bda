/**
 * Python packages that only an oracle wants, with what they depend on: installed once into `.cache/peers`. Without Python, pip or a network the
 * tests that want them are skipped, and fail under `CI=true`.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipCurrent } from '../../support/currentRunnable.ts';

const peers = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));

/** The folder for PYTHONPATH. Called in a test or a `before` hook. */
export function pipPeer(name: string, packages: readonly string[]): string {
  const sum = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12);
  const folder = join(peers, `python-${name}@${sum}`);
  if (existsSync(folder)) return folder;
  mkdirSync(peers, { recursive: true });
  const staging = mkdtempSync(join(peers, 'install-'));
  try {
    const options = ['--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '20', '--target', staging];
    const { status, stderr, error } = spawnSync('python3', ['-m', 'pip', 'install', ...options, ...packages], {
      encoding: 'utf8',
      timeout: 280_000,
    });
    if (status !== 0) {
      const reason = `pip cannot install ${packages.join(', ')}`;
      if (process.env['CI'] === 'true') throw new Error(`${reason}: ${error?.message ?? stderr}`);
      skipCurrent(reason);
    }
    if (!existsSync(folder)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}
