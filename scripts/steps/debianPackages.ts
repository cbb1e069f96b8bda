/** Installs Debian's packages where that may be done: as root, or when sudo asks for nothing. */

import { existsSync } from 'node:fs';
import { lastLines, runProgram } from './program.ts';

/** Another apt may be at work; it is waited for. */
const lockSeconds = 900;

/** Whether they were installed; else `log` has the reason. */
export async function installDebianPackages(packages: readonly string[], log: (line: string) => void): Promise<boolean> {
  if (packages.length === 0) return true;
  const asRoot = await rootCommand();
  if (!asRoot) {
    log(`Not installed, because apt-get or the right to use it is missing: ${packages.join(' ')}`);
    return false;
  }
  log(`Installing Debian's ${packages.join(' ')} …`);
  const [command, ...before] = asRoot;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (...args: readonly string[]) =>
    runProgram(command, [...before, 'apt-get', '-o', `DPkg::Lock::Timeout=${lockSeconds}`, ...args], { quiet: true, env });
  const update = await apt('update', '-q');
  if (update.exitCode !== 0) log(`apt-get update failed:\n${lastLines(update.output)}`);
  const install = await apt('install', '-q', '-y', '--no-install-recommends', ...packages);
  if (install.exitCode === 0) return true;
  if (packages.length === 1) {
    log(`apt-get install ${packages.join(' ')} failed:\n${lastLines(install.output)}`);
    return false;
  }
  // One package that this release of Debian lacks must not keep the others away.
  log('apt-get cannot install all of them at once; one by one …');
  let isComplete = true;
  for (const name of packages) {
    const { exitCode, output } = await apt('install', '-q', '-y', '--no-install-recommends', name);
    if (exitCode === 0) continue;
    isComplete = false;
    log(`apt-get install ${name} failed:\n${lastLines(output)}`);
  }
  return isComplete;
}

/** What to put in front of `apt-get`, as a command with its arguments; `undefined` when it may not be used. */
async function rootCommand(): Promise<readonly [string, ...string[]] | undefined> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['env'];
  if (!existsSync('/usr/bin/sudo')) return undefined;
  const { exitCode } = await runProgram('sudo', ['-n', 'true'], { quiet: true });
  return exitCode === 0 ? ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}
