/** The packages of a project that only an oracle needs, installed once into `.cache/peers` from exact versions. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { skipCurrent } from '../../support/currentRunnable.ts';

const peers = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));

/** The folder `node_modules`. Without a network the tests that want it are skipped, and fail under `CI=true`. */
export function npmProject(name: string, dependencies: Readonly<Record<string, string>>): string {
  const sum = createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 12);
  const folder = join(peers, `${name}@${sum}`);
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  mkdirSync(peers, { recursive: true });
  const staging = mkdtempSync(join(peers, 'install-'));
  try {
    writeFileSync(join(staging, 'package.json'), JSON.stringify({ name, private: true, dependencies }));
    const args = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
    const { status, stderr } = spawnSync('npm', args, {
      cwd: staging,
      encoding: 'utf8',
      timeout: 400_000,
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      const reason = `npm cannot install the packages of ${name}`;
      if (process.env['CI'] === 'true') throw new Error(`${reason}: ${stderr}`);
      skipCurrent(reason);
    }
    if (!existsSync(modules)) renameSync(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return modules;
}
