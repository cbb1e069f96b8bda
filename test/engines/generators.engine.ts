/** Projects that the real generators made, read by the built product: each value, and the file and line it is from. */

import { strictEqual } from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cordovaProject } from '../../scripts/engines/prepareCordova.ts';
import { generatedProject } from '../../scripts/engines/prepareGenerators.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { type FrameworkId, frameworkProjects, type ProjectTexts } from '../support/frameworkProjects.ts';
import { checkInspected, type ExpectedProject } from '../support/inspectedProjects.ts';
import { checkGolden, goldenPlans } from '../support/planMachines.ts';
import { GradleWorkspace } from './gradleProject.ts';

const expected: Readonly<Record<string, ExpectedProject & { readonly path: string }>> = {
  'Cordova 8 with cordova-android 6.4': {
    path: cordovaProject,
    engine: 'cordova',
    name: 'Hello Cordova',
    platforms: ['android com.example.hello 1.0.0 10000 - - - - config.xml:2 config.xml:2'],
  },
  'Cordova 13 with cordova-android 15.1 and cordova-ios 8.1': {
    path: generatedProject('cordova'),
    engine: 'cordova',
    name: 'Cord Demo',
    platforms: [
      'android com.acme.cordemo 1.0.0 10000 - - - - config.xml:2 config.xml:2',
      'ios com.acme.cordemo 1.0.0 - - - - - config.xml:2 config.xml:2',
    ],
  },
  'Capacitor 8': {
    path: generatedProject('capacitor'),
    engine: 'capacitor',
    name: 'Cap Demo',
    platforms: [
      'android com.acme.capdemo 1.0 1 24 36 @mipmap/ic_launcher debug,release android/app/build.gradle:7 android/app/build.gradle:11',
      'ios com.acme.capdemo 1.0 1 15.0 - AppIcon App ios/App/App.xcodeproj/project.pbxproj:333 ios/App/App.xcodeproj/project.pbxproj:332',
    ],
  },
  'React Native 0.87': {
    path: generatedProject('react-native'),
    engine: 'react-native',
    name: 'Demo',
    platforms: [
      'android com.acme.demo 1.0 1 24 36 @mipmap/ic_launcher debug,release android/app/build.gradle:82 android/app/build.gradle:86',
      'ios com.acme.demo 1.0 1 15.1 - AppIcon Demo ios/Demo.xcodeproj/project.pbxproj:303 ios/Demo.xcodeproj/project.pbxproj:297',
    ],
  },
  'Expo 57 with prebuild': {
    path: generatedProject('expo'),
    engine: 'expo',
    name: 'Expo Demo',
    platforms: [
      'android com.acme.expodemo 1.2.0 3 - - ./assets/icon.png - app.json:11 app.json:5',
      'ios com.acme.expodemo 1.2.0 - - - ./assets/icon.png - app.json:8 app.json:5',
    ],
  },
  'NativeScript 9.1': {
    path: generatedProject('nativescript'),
    engine: 'nativescript',
    name: 'nsdemo',
    platforms: [
      'android com.acme.nsdemo 1.0.0 1 24 36 @mipmap/ic_launcher - nativescript.config.ts:4 App_Resources/Android/app.gradle:17',
      'ios com.acme.nsdemo 1.0.0 - 16.0 - AppIcon - nativescript.config.ts:4 App_Resources/iOS/Info.plist:18',
    ],
  },
  'Tauri 2 with android init': {
    path: generatedProject('tauri'),
    engine: 'tauri',
    name: 'project',
    platforms: [
      'android com.acme.tauridemo 0.1.0 1000 24 37 @mipmap/ic_launcher - src-tauri/tauri.conf.json:5 src-tauri/tauri.conf.json:4',
    ],
  },
};

/** The files of a project, without those that no engine reads as text. */
function textsOf(folder: string): ProjectTexts {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return Object.fromEntries(
    names.flatMap((name) => {
      const stat = statSync(join(folder, name));
      return stat.isFile() && stat.size < largestText ? [[name, readFileSync(join(folder, name), 'utf8')]] : [];
    }),
  );
}

const largestText = 512 * 1024;

/** The packages are not kept with the projects; those that count for a plan have the names and programs of the real ones. */
function packagesOf(id: FrameworkId): ProjectTexts {
  return Object.fromEntries(Object.entries<string>(frameworkProjects[id]).filter(([name]) => name.startsWith('node_modules/')));
}

const planned = {
  capacitor: { appIdentifier: 'com.acme.capdemo' },
  cordova: { appIdentifier: 'com.acme.cordemo' },
  'react-native': { appIdentifier: 'com.acme.demo' },
  expo: { appIdentifier: 'com.acme.expodemo', spec: { runsProjectBuild: true } },
  nativescript: { appIdentifier: 'com.acme.nsdemo' },
  tauri: { appIdentifier: 'com.acme.tauridemo' },
} as const;

describe('the plans for projects of real generators', () => {
  for (const [name, golden] of Object.entries(planned)) {
    const id = name as keyof typeof planned;
    it(`are fixed for ${id} on three systems`, async () => {
      if (!existsSync(generatedProject(id))) skipCurrent('the generator is not installed');
      // What the first installation of the packages makes.
      const texts = { 'package-lock.json': '{}', ...textsOf(generatedProject(id)), ...packagesOf(id) };
      const plans = await goldenPlans({ texts, engines: { android: id, ios: id }, ...golden });
      checkGolden(join(import.meta.dirname, 'plans', `${id}.txt`), plans);
    });
  }
});

describe('projects of real generators', () => {
  const workspace = new GradleWorkspace();
  after(() => workspace.remove());

  for (const [what, { path, ...project }] of Object.entries(expected)) {
    it(`are read as ${what} wrote them`, async () => {
      if (!existsSync(path)) skipCurrent('the generator is not installed');
      const { exitCode, document } = await workspace.run('project', 'inspect', path);
      strictEqual(exitCode, 0);
      checkInspected(document, project);
    });
  }

  it('are read from the native folders of Expo where git keeps them', async () => {
    if (!existsSync(generatedProject('expo'))) skipCurrent('the generator is not installed');
    const app = join(workspace.folder, 'expo');
    cpSync(generatedProject('expo'), app, { recursive: true });
    rmSync(join(app, '.gitignore'));
    const { document } = await workspace.run('project', 'inspect', app);
    checkInspected(document, {
      engine: 'expo',
      name: 'Expo Demo',
      platforms: [
        'android com.acme.expodemo 1.2.0 3 - - @mipmap/ic_launcher debug,release android/app/build.gradle:92 android/app/build.gradle:96',
        'ios com.acme.expodemo 1.2.0 1 16.4 - AppIcon ExpoDemo ios/ExpoDemo.xcodeproj/project.pbxproj:293 ios/ExpoDemo/Info.plist:22',
      ],
    });
  });
});
