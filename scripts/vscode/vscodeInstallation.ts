/**
 * Brings a real VS Code for tests, screenshots and `npm start` on a machine without a desktop: the npm package
 * `code-server` carries VS Code's own server, which serves the same workbench and extension host to a browser. Kept in the
 * git-ignored `.vscode-test`. On a developer's desktop `@vscode/test-electron` would download VS Code instead; that needs
 * an address outside the package registries.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const codeServerVersion = '4.139.1';
const nodeMajor = '24';

export interface VsCodeInstallation {
  /** Node that VS Code's server runs on. */
  readonly node: string;
  /** Folder of VS Code's server: `out/server-main.js` is in it. */
  readonly serverFolder: string;
}

/** Installs what is missing, about 20 s and 800 MB the first time. Throws with npm's own words when it cannot. */
export function ensureVsCode(cache: string, log: (line: string) => void): VsCodeInstallation {
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const serverFolder = join(cache, 'node_modules', 'code-server', 'lib', 'vscode');
  const node = join(cache, 'node_modules', nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const done = join(cache, `installed-${codeServerVersion}`);
  if (!existsSync(done)) {
    log(`Installing VS Code's server (code-server ${codeServerVersion}) …`);
    mkdirSync(cache, { recursive: true });
    npmInstall(cache, ['--prefix', cache, '--ignore-scripts', `code-server@${codeServerVersion}`, `${nodePackage}@${nodeMajor}`]);
    npmInstall(serverFolder, ['--omit=dev', '--ignore-scripts']);
    writeFileSync(done, '');
  }
  return { node, serverFolder };
}

function npmInstall(folder: string, args: readonly string[]): void {
  const result = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...args], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm install did not finish in ${folder}:\n${result.stderr}`);
}

const chromiumNames = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

function findChromium(): string | undefined {
  return chromiumNames.find((path) => existsSync(path));
}

/** The browser that shows the workbench: `CHROMIUM_PATH`, an installed one, or Debian's, which is installed when that is allowed. */
export function ensureChromium(log: (line: string) => void): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const present = findChromium();
  if (present) return present;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('Installing Debian’s chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { env });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  }
  const installed = findChromium();
  if (!installed) throw new Error('No Chromium was found. Install it (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.');
  return installed;
}
