/**
 * An engine counts as built when it has four things: a project that is taken for its own, plans for three systems as golden texts, a run against real tools
 * or stand-ins, and failing logs that are explained. Each engine that is offered has them, for each of its platforms.
 */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { createEngines } from '../../../../src/core/engines/engineRegistry.ts';
import { explainLog } from '../../../../src/core/engines/log/explainLog.ts';
import { Toolchains } from '../../../../src/core/engines/toolchains/toolchains.ts';
import { detectApp } from '../../../../src/core/projects/detectApp.ts';
import { engineOn } from '../../../../src/core/projects/projectFacts.ts';
import { type Platform } from '../../../../src/core/settings/platform.ts';
import { type EngineId } from '../../../../src/core/settings/settingsModel.ts';
import { projectRoot } from '../../../../scripts/steps/projectRoot.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { frameworkProjects, nativeIosProjects, type ProjectTexts } from '../../../support/frameworkProjects.ts';
import { machineOf } from '../../../support/machines.ts';
import { checkGolden, goldenPlans } from '../../../support/planMachines.ts';
import { templateProjects } from '../../../support/templateProjects.ts';
import { logSamples } from './log/samples/logSamples.ts';

interface Proof {
  readonly project: ProjectTexts;
  /** Golden texts, from the folder of the tests. */
  readonly plans: readonly string[];
  /** Tests with runs, and the name that the engine has in them. */
  readonly runs: Readonly<Partial<Record<Platform, readonly [file: string, name: string]>>>;
  /** Recorded logs, or codes of hand-written samples. */
  readonly logs: readonly string[];
}

const webProject: ProjectTexts = {
  'package.json': '{ "name": "shop", "version": "1.0.0", "scripts": { "build": "vite build" } }',
  'dist/index.html': '<!doctype html><link rel="manifest" href="m.json"><title>Shop</title>',
  'dist/m.json': '{ "name": "Shop" }',
  'vite.config.js': '',
};

const standIns = (name: string): Proof['runs'] => ({
  android: ['engines/frameworks.test.ts', name],
  ios: ['engines/iosFrameworks.test.ts', name],
});

const inFolder = (id: string): readonly string[] => [`unit/core/engines/framework/plans/${id}.txt`];
/** With the real generator as well. */
const generated = (id: string): readonly string[] => [...inFolder(id), `engines/plans/${id}.txt`];

const project = (id: keyof typeof frameworkProjects): ProjectTexts => ({ ...frameworkProjects[id], ...nativeIosProjects[id] });

const proofs: Readonly<Record<Exclude<EngineId, 'archive' | 'reuse'>, Proof>> = {
  web: {
    project: webProject,
    plans: ['unit/core/engines/web/plans.txt'],
    runs: { android: ['oracle/webEngine.oracle.ts', 'aapt2'], ios: ['oracle/iosWebEngine.oracle.ts', 'iOS'] },
    logs: ['vite-syntax-error.txt', 'npm-script-missing.txt'],
  },
  gradle: {
    project: templateProjects.kotlinMultiplatform,
    plans: inFolder('template-kotlinMultiplatform'),
    runs: { android: ['engines/frameworks.test.ts', 'gradle'] },
    logs: ['gradle-javac-syntax.txt', 'gradle-kotlin-error.txt', 'gradle-disk-full.txt'],
  },
  xcode: {
    project: templateProjects.xcode,
    plans: inFolder('template-xcode'),
    runs: { ios: ['engines/iosFrameworks.test.ts', 'xcode'] },
    logs: ['xcodebuild-absent.txt', 'log-xcode-team'],
  },
  flutter: {
    project: project('flutter'),
    plans: [...inFolder('flutter'), ...inFolder('template-flutter')],
    runs: standIns('flutter'),
    logs: ['flutter-absent.txt'],
  },
  maui: {
    project: project('maui'),
    plans: [...inFolder('maui'), ...inFolder('template-maui')],
    runs: standIns('maui'),
    logs: ['dotnet-absent.txt'],
  },
  expo: {
    project: project('expo'),
    plans: generated('expo'),
    runs: standIns('expo'),
    logs: ['expo-plugin-missing.txt', 'expo-export-syntax-error.txt'],
  },
  nativescript: {
    project: project('nativescript'),
    plans: generated('nativescript'),
    runs: standIns('nativescript'),
    logs: ['nativescript-build-android.txt', 'nativescript-not-a-project.txt'],
  },
  capacitor: {
    project: project('capacitor'),
    plans: generated('capacitor'),
    runs: standIns('capacitor'),
    logs: ['capacitor-sync-no-web-dir.txt', 'capacitor-config-ts-syntax.txt'],
  },
  'react-native': {
    project: project('react-native'),
    plans: generated('react-native'),
    runs: standIns("'react-native'"),
    logs: ['gradle-manifest-merge-attribute.txt', 'hermesc-syntax-error.txt'],
  },
  cordova: {
    project: project('cordova'),
    plans: generated('cordova'),
    runs: standIns('cordova'),
    logs: ['cordova-java-error.txt', 'cordova15-no-android-home.txt'],
  },
  tauri: {
    project: project('tauri'),
    plans: generated('tauri'),
    runs: standIns('tauri'),
    logs: ['tauri-android-no-sdk.txt', 'tauri-config-bad.txt'],
  },
};

/** They take what is there and start no tool that builds: `archive` none at all, `reuse` a bundler. Their tests have packages as projects. */
const withoutBuild: Readonly<Record<string, { readonly tests: string; readonly plans: string }>> = {
  archive: { tests: 'unit/core/workflow/ios/createIosPackage.test.ts', plans: 'unit/core/engines/archive/plans.txt' },
  reuse: { tests: 'unit/core/engines/reuse/bundlePackages.test.ts', plans: 'unit/core/engines/reuse/plans.txt' },
};

const made = machineOf('linux', {});
const engines = createEngines({
  ...made,
  toolchains: new Toolchains(made),
  clock: fixedClock(),
  http: { request: async () => await Promise.reject(new Error('no network')) },
  productFiles: { read: async () => new Uint8Array(0) },
  userFolder: '/u',
  makePrivateFolder: async () => undefined,
});

const test = (path: string): string => join(projectRoot, 'test', path);

describe('every engine that is offered', () => {
  it('is in the table', () => {
    deepStrictEqual(engines.map(({ id }) => id).toSorted(), [...Object.keys(proofs), ...Object.keys(withoutBuild)].toSorted());
  });

  for (const { id, platforms } of engines) {
    const proof = Object.entries<Proof>(proofs).find(([name]) => name === id)?.[1];
    if (!proof) {
      it(`${id} starts no build, and has tests, and plans for three systems`, () => {
        const { tests = '', plans = '' } = withoutBuild[id] ?? {};
        ok(existsSync(test(tests)));
        for (const system of ['linux', 'macos', 'windows']) match(readFileSync(test(plans), 'utf8'), new RegExp(`^# ${system}, `, 'm'));
      });
      continue;
    }

    it(`${id} has a project that is taken for its own`, async () => {
      const { files, paths } = machineOf(
        'linux',
        Object.fromEntries(Object.entries(proof.project).map(([name, text]) => [`/app/${name}`, text])),
      );
      const found = (await detectApp(files, paths, '/app'))?.project;
      ok(found);
      for (const platform of platforms) strictEqual(engineOn(found, platform), id);
    });

    it(`${id} has plans for three systems`, () => {
      for (const path of proof.plans) {
        const titles = [...readFileSync(test(path), 'utf8').matchAll(/^# (.*)$/gm)].map(([, title]) => title ?? '');
        for (const system of ['linux', 'macos', 'windows'])
          for (const platform of platforms)
            ok(
              titles.some((title) => title.startsWith(`${system}, `) && title.includes(', ios ') === (platform === 'ios')),
              `${path} has none for ${platform} on ${system}`,
            );
      }
    });

    it(`${id} is run for each of its platforms`, () => {
      for (const platform of platforms) {
        const [file, name] = proof.runs[platform] ?? [];
        ok(file !== undefined, `no run for ${platform}`);
        const source = readFileSync(test(file), 'utf8');
        // A row of the table of runs, or what a judge is asked for.
        if (file.startsWith('engines/')) match(source, new RegExp(`^  ${name ?? ''}: (?:\\{|gradle\\(|\\{ \\.\\.\\.gradle)`, 'm'));
        else ok(source.includes(name ?? '?'));
      }
    });

    it(`${id} has failing logs that are explained`, async () => {
      for (const log of proof.logs) {
        const texts = log.endsWith('.txt')
          ? [readFileSync(test(`fixtures/build-logs/${log}`), 'utf8')]
          : logSamples.flatMap((sample) => (sample.code === log ? [sample.text] : []));
        ok(texts.length > 0, `no sample of ${log}`);
        for (const text of texts) {
          const { issues } = await explainLog([utf8(text)]);
          ok(issues.length > 0 && issues[0]?.code !== 'log-unexplained', log);
        }
      }
    });
  }
});

describe('the plans of the web engine', () => {
  it('are fixed on three systems', async () => {
    const spec = { runsProjectBuild: true, engineVersion: '1', settings: { web: { webDir: 'dist' } } };
    const plans = await goldenPlans({ texts: webProject, engines: { android: 'web', ios: 'web' }, spec });
    checkGolden(join(import.meta.dirname, 'web', 'plans.txt'), plans);
  });
});
