/** Makes projects with the real generators of Capacitor and React Native, which run from their packages alone. */

import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { lastLines, runProgram } from '../steps/program.ts';
import { engineCache } from './prepareGradle.ts';

const packages = [
  '@capacitor/core@8.5.2',
  '@capacitor/cli@8.5.2',
  '@capacitor/android@8.5.2',
  '@capacitor/ios@8.5.2',
  '@react-native-community/cli@20.2.0',
  '@react-native-community/template@0.87.2',
] as const;

/** Named after what is in it, so that another version makes it again. */
export const generatedProjects = join(engineCache, 'generated-capacitor-8.5.2-react-native-0.87.2');

/** Whether they are there; else `log` has the reason. */
export async function prepareGenerators(log: (line: string) => void): Promise<boolean> {
  if (existsSync(generatedProjects)) return true;
  log('Making projects with the generators of Capacitor and React Native …');
  const staging = join(engineCache, `generators-${process.pid}`);
  const projects = join(staging, 'projects');
  try {
    mkdirSync(join(projects, 'capacitor', 'www'), { recursive: true });
    writeFileSync(join(staging, 'package.json'), '{ "private": true }\n');
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], staging);
    const tool = (name: string): string => join(staging, 'node_modules', '.bin', name);
    await makeCapacitor(join(projects, 'capacitor'), staging, tool('cap'));
    const template = `file:${join(staging, 'node_modules', '@react-native-community', 'template')}`;
    const place = ['--directory', join(projects, 'react-native'), '--skip-install', '--skip-git-init'];
    await run(tool('rnc-cli'), ['init', 'Demo', ...place, '--package-name', 'com.acme.demo', '--template', template], staging);
    renameSync(projects, generatedProjects);
    return true;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function makeCapacitor(app: string, staging: string, cap: string): Promise<void> {
  const versions = Object.fromEntries(packages.slice(0, 4).map((name) => [name.slice(0, name.lastIndexOf('@')), '8.5.2']));
  writeFileSync(join(app, 'package.json'), `${JSON.stringify({ name: 'demo', version: '1.4.2', dependencies: versions }, undefined, 2)}\n`);
  writeFileSync(join(app, 'www', 'index.html'), '<!doctype html><title>Demo</title>\n');
  symlinkSync(join(staging, 'node_modules'), join(app, 'node_modules'));
  await run(cap, ['init', 'Cap Demo', 'com.acme.capdemo', '--web-dir', 'www'], app);
  await run(cap, ['add', 'android'], app);
  await run(cap, ['add', 'ios'], app);
  rmSync(join(app, 'node_modules'));
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  // The tools start the `node` of PATH, which may be too old for them; the project's own is not.
  const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const { exitCode, output } = await runProgram(command, args, { quiet: true, cwd, env: { CI: 'true', NODE_NO_WARNINGS: '1', PATH } });
  if (exitCode !== 0) throw new Error(`${command} did not finish:\n${lastLines(output)}`);
}
