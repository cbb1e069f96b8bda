/** Projects that the real generators made a moment ago, read by the built product: each value, and the file and line it is from. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cordovaProject } from '../../scripts/engines/prepareCordova.ts';
import { generatedProjects } from '../../scripts/engines/prepareGenerators.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { GradleWorkspace } from './gradleProject.ts';

interface Source {
  readonly file: string;
  readonly line: number;
}

interface Platform {
  readonly platform: string;
  readonly appIdentifier: string;
  readonly version: string;
  readonly versionCode?: number;
  readonly minimumOs?: string;
  readonly targetSdk?: number;
  readonly icon?: string;
  readonly variants: readonly { readonly name: string }[];
  readonly sources: Readonly<Record<string, Source>>;
}

/** One line a platform, and the file of each value. */
const expected: Readonly<
  Record<string, { readonly path: string; readonly engine: string; readonly name: string; readonly platforms: readonly string[] }>
> = {
  'Cordova 8 with cordova-android 6.4': {
    path: cordovaProject,
    engine: 'cordova',
    name: 'Hello Cordova',
    platforms: ['android com.example.hello 1.0.0 10000 config.xml:2'],
  },
  'Capacitor 8': {
    path: join(generatedProjects, 'capacitor'),
    engine: 'capacitor',
    name: 'Cap Demo',
    platforms: [
      'android com.acme.capdemo 1.0 1 24 36 @mipmap/ic_launcher debug,release android/app/build.gradle:7',
      'ios com.acme.capdemo 1.0 1 15.0 AppIcon App ios/App/App.xcodeproj/project.pbxproj:333',
    ],
  },
  'React Native 0.87': {
    path: join(generatedProjects, 'react-native'),
    engine: 'react-native',
    name: 'Demo',
    platforms: [
      'android com.acme.demo 1.0 1 24 36 @mipmap/ic_launcher debug,release android/app/build.gradle:82',
      'ios com.acme.demo 1.0 1 15.1 AppIcon Demo ios/Demo.xcodeproj/project.pbxproj:303',
    ],
  },
};

describe('projects of real generators', () => {
  const workspace = new GradleWorkspace();
  after(() => workspace.remove());

  for (const [what, { path, engine, name, platforms }] of Object.entries(expected)) {
    it(`are read as ${what} wrote them`, async () => {
      if (!existsSync(path)) skipCurrent('the generator is not installed');
      const { exitCode, document } = await workspace.run('project', 'inspect', path);
      strictEqual(exitCode, 0);
      const apps = document['apps'] as readonly {
        readonly engine: string;
        readonly name: string;
        readonly platforms: readonly Platform[];
      }[];
      deepStrictEqual(
        apps.map((app) => [app.engine, app.name]),
        [[engine, name]],
      );
      const found = apps[0]?.platforms.map(
        ({ platform, appIdentifier, version, versionCode, minimumOs, targetSdk, icon, variants, sources }) => {
          const { file, line } = sources['appIdentifier'] ?? { file: '', line: 0 };
          const names = variants.map((variant) => variant.name).join(',');
          return [platform, appIdentifier, version, versionCode, minimumOs, targetSdk, icon, names, `${file}:${line}`]
            .filter((part) => part !== undefined && part !== null && part !== '')
            .join(' ');
        },
      );
      deepStrictEqual(found, platforms);
    });
  }
});
