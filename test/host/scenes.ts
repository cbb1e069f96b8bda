/** Writes the workspace of each scene, from the samples. Runs outside VS Code, before its window opens. */

import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { passwords } from '../fixtures/keystores/keystoreRows.ts';
import { readyTask, type SceneName } from './sceneNames.ts';

/** Fills the empty folder, and says what VS Code should open. */
type Scene = (folder: string) => string;

export const scenes: Readonly<Record<SceneName, Scene>> = {
  'one-app': (folder) => {
    copySample(folder);
    writeTasks(folder, packageTasks);
    writeLargeApp(join(folder, 'large'), 48);
    return folder;
  },
  'several-apps': (folder) => {
    copySample(join(folder, 'first'));
    copySample(join(folder, 'second'));
    for (const name of ['first', 'second']) writeTasks(join(folder, name));
    const second = join(folder, 'second', 'mobile-distribution.json');
    writeFileSync(
      second,
      readFileSync(second, 'utf8').replaceAll('dev.mobiledistribution.hello', 'com.example.second').replace('Hello Web', 'Second'),
    );
    const file = join(folder, 'several-apps.code-workspace');
    writeFileSync(file, JSON.stringify({ folders: [{ path: 'first' }, { path: 'second' }] }));
    return file;
  },
  'signing-assets': (folder) => {
    copySample(folder);
    writeTasks(folder);
    return folder;
  },
  'making-assets': (folder) => {
    copySample(folder);
    writeTasks(folder);
    // As a Flutter project leaves them: the keystore, and its passwords in a file that git tracks.
    mkdirSync(join(folder, 'android', 'app'), { recursive: true });
    cpSync(join(projectRoot, 'test', 'fixtures', 'keystores', 'pkcs12-rsa.p12'), join(folder, 'android', 'app', 'old.p12'));
    writeFileSync(
      join(folder, 'android', 'key.properties'),
      `storeFile=old.p12\nkeyAlias=up\nstorePassword=${passwords.store}\nkeyPassword=${passwords.store}\nAPI_TOKEN=of-another-service\n`,
    );
    const git = (...args: readonly string[]): void => void spawnSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
    git('init', '-q');
    git('add', 'android');
    return folder;
  },
};

export function copySample(folder: string): void {
  const sample = join(projectRoot, 'samples', 'hello-web');
  cpSync(sample, folder, { recursive: true, filter: (path) => basename(path) !== '.mobile-distribution' });
}

function packageTask(label: string, more: object): object {
  return { type: 'mobile-distribution', app: '${workspaceFolder}', platform: 'android', label, problemMatcher: [], ...more };
}

/** Tasks as people write them: one that depends on another, with a variable in it. */
const packageTasks: readonly object[] = [
  packageTask('first package', { buildType: 'debug' }),
  // Without a build type: VS Code takes tasks of one definition for the same, and would not run the first.
  packageTask('second package', { dependsOn: 'first package' }),
  packageTask('for iOS', { platform: 'ios' }),
  packageTask('no such app', { app: 'nowhere' }),
];

function writeTasks(folder: string, more: readonly object[] = []): void {
  const tasks = [{ type: 'process', command: 'node', args: ['--version'], label: readyTask, problemMatcher: [] }, ...more];
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks }, undefined, 2));
}

/** An app whose signing takes a while: files that do not compress. */
export function writeLargeApp(folder: string, megabytes: number): void {
  mkdirSync(join(folder, 'www'), { recursive: true });
  writeFileSync(join(folder, 'www', 'index.html'), '<!doctype html><title>Large</title>');
  for (let index = 0; index < megabytes; index += 1) {
    writeFileSync(join(folder, 'www', `noise-${index}.bin`), randomBytes(1024 * 1024));
  }
  const settings = {
    name: 'Large',
    version: '1.0.0',
    engine: 'web',
    web: { webDir: 'www' },
    android: { appIdentifier: 'com.example.large' },
  };
  writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify(settings, undefined, 2));
}
