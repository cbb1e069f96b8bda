/** Builds: one that failed, the tools that they are made with, and the way onto a device. */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdbStandIn } from '../../test/support/adbStandIn.ts';
import { failingBuild } from '../../test/support/failingBuild.ts';
import { until } from '../../test/support/until.ts';
import { packageRecord } from '../../test/support/packageRecords.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { type VsCodeStage } from '../vscode/vscodeStage.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { sampleApp } from './pictureApps.ts';
import { createPackage, dismissNotifications, product, showNotifications, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

const devices = [
  { serial: 'R58M123ABC', model: 'Pixel_8' },
  { serial: 'emulator-5554', model: 'Android_SDK_built_for_x86' },
];

function withFailingBuild(folder: string): string {
  sampleApp(folder);
  failingBuild(folder);
  return folder;
}

/** The sample, and two JDKs that VS Code's settings and PATH lead to. */
function withTools(folder: string): string {
  sampleApp(folder);
  const jdk = join(folder, 'tools', 'jdk-17');
  mkdirSync(join(jdk, 'bin'), { recursive: true });
  writeFileSync(join(jdk, 'release'), 'JAVA_VERSION="17.0.15"\n');
  for (const name of ['java', 'javac', 'javac.exe']) writeFileSync(join(jdk, 'bin', name), '', { mode: 0o755 });
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'mobileDistribution.toolchains.jdk': jdk }));
  return folder;
}

/** The Gradle sample with its flavors, and packages of two of its variants. */
function withVariants(folder: string): string {
  const isMade = /[\\/](?:build|\.gradle|\.mobile-distribution)$/;
  cpSync(join(projectRoot, 'samples', 'gradle-app'), folder, { recursive: true, filter: (path) => !isMade.test(path) });
  writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify({ name: 'Shop', android: { buildType: 'debug' } }));
  const packages = join(folder, '.mobile-distribution', 'packages');
  mkdirSync(packages, { recursive: true });
  const records = [
    { variant: 'freeDebug', buildType: 'debug', versionCode: 7 },
    { variant: 'freeDebug', buildType: 'debug', versionCode: 8 },
    { variant: 'paidRelease', buildType: 'release', versionCode: 8 },
  ].map(({ variant, buildType, versionCode }, at) => {
    const path = `.mobile-distribution/packages/shop-${variant}-${versionCode}.apk`;
    writeFileSync(join(folder, path), new Uint8Array(4711));
    const createdAt = new Date(Date.now() - (at + 1) * 3_600_000).toISOString();
    return packageRecord({
      id: String(at).padStart(16, '0'),
      name: 'Shop',
      version: '1.2.0',
      variant,
      buildType,
      versionCode,
      path,
      createdAt,
    });
  });
  const ledger = join(folder, '.mobile-distribution', 'packages.jsonl');
  writeFileSync(ledger, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return folder;
}

/** An Expo app whose config computes values, with tools that print them. */
function withComputedValues(folder: string): string {
  const bin = join(folder, 'node_modules', 'expo', 'bin');
  mkdirSync(bin, { recursive: true });
  const config = { name: 'Phone', version: '2.0.0', android: { package: 'com.acme.phone', versionCode: 42 } };
  writeFileSync(join(bin, 'cli.cjs'), `console.log(${JSON.stringify(JSON.stringify(config))});\n`);
  writeFileSync(join(folder, 'node_modules', 'expo', 'package.json'), '{ "version": "57.0.0", "bin": { "expo": "bin/cli.cjs" } }');
  writeFileSync(join(folder, 'app.config.ts'), 'export default { name: process.env.NAME, android: { package: process.env.APP_ID } };\n');
  writeFileSync(join(folder, 'mobile-distribution.json'), '{ "android": {} }\n');
  writeFileSync(join(folder, 'package.json'), '{ "name": "phone", "dependencies": { "expo": "57.0.0" } }');
  return folder;
}

/** A build that waits, with what the last one took. */
function timeLeftScene(): PictureScene {
  return {
    name: 'time-left',
    about: 'A build in the tree, in the status bar and in its terminal, with the time that is left',
    size: { width: 1000, height: 560 },
    prepare: (folder) => {
      sampleApp(folder);
      const settings = join(folder, 'mobile-distribution.json');
      const waiting = '"build": { "before": [["node", "wait.cjs"]] }, "engine": "web"';
      writeFileSync(settings, readFileSync(settings, 'utf8').replace('"engine": "web"', waiting));
      writeFileSync(join(folder, 'wait.cjs'), "console.log('Generating the catalog');\nsetTimeout(() => undefined, 300_000);\n");
      return folder;
    },
    show: async (window: VsCodeWindow, folder: string) => {
      await window.treeOfApps();
      await createPackage(window);
      await dismissNotifications(window);
      const ledger = join(folder, '.mobile-distribution', 'packages.jsonl');
      const partsMs = { checking: 2000, building: 190_000, signing: 20_000, verifying: 20_000 };
      const timed = readFileSync(ledger, 'utf8').replace(/"partsMs":\{[^}]*\}/, `"partsMs":${JSON.stringify(partsMs)}`);
      writeFileSync(ledger, timed);
      await window.runCommand(`${product}: Run Build and Create Package…`);
      await window.pressInDialog(/^Run Build and Create Package$/);
      await window.treeRow(/~\d+ min/).waitFor();
    },
    end: async () => undefined,
  };
}

function installScene(): PictureScene {
  const adb = new AdbStandIn(devices);
  return {
    name: 'install-on-device',
    about: 'The question onto which device a package goes',
    size: { width: 1000, height: 560 },
    prepare: sampleApp,
    show: async (window: VsCodeWindow, _folder: string, stage: VsCodeStage) => {
      await adb.start(stage.address.adbPort);
      await window.treeOfApps();
      await createPackage(window);
      await dismissNotifications(window);
      await window.runCommand(`${product}: Install on Device…`);
      await showQuestion(window, 'Install on Device');
    },
    end: async () => await adb.stop(),
  };
}

/** Two devices that can be used, and the log of the app on one. */
function devicesScene(): PictureScene {
  const log = [
    '11-30 10:04:11.202 I/Hello   ( 4711): Signed in as ada@example.com',
    '11-30 10:04:11.350 D/Hello   ( 4711): GET https://example.com/catalog 200 in 118 ms',
    '11-30 10:04:11.361 W/Hello   ( 4711): 3 pictures of the catalog have no size',
    '11-30 10:04:12.020 E/Hello   ( 4711): java.lang.IllegalStateException: The cart is closed',
    '11-30 10:04:12.020 E/Hello   ( 4711):     at com.example.hello.Cart.add(Cart.kt:41)',
  ];
  const app = 'dev.mobiledistribution.hello';
  const commands = { [`pidof ${app}`]: '4711', 'logcat -d': log.join('\n') };
  const [pixel, emulator] = devices;
  const adb = new AdbStandIn([
    ...(pixel ? [{ ...pixel, commands, follows: { 'logcat -v time -T': '' } }] : []),
    ...(emulator ? [emulator] : []),
    { serial: 'RZ8N70', model: 'Galaxy_A15', state: 'unauthorized' },
  ]);
  return {
    name: 'devices',
    about: 'The devices at this machine, above the log of the app on one of them',
    size: { width: 1000, height: 640 },
    prepare: sampleApp,
    show: async (window: VsCodeWindow, _folder: string, stage: VsCodeStage) => {
      await adb.start(stage.address.adbPort);
      await window.treeOfApps();
      await window.runCommand(`${product}: Show Log on Device…`);
      await window.answer('Pixel', 'Show Log on Device');
      await until('the log is followed', () => adb.followers > 0 || undefined);
      await window.runCommand(`${product}: Show Devices…`);
      await showQuestion(window, 'Devices');
    },
    end: async () => await adb.stop(),
  };
}

export const buildScenes: readonly PictureScene[] = [
  {
    name: 'variants',
    about: 'The variants of a Gradle project in the tree of apps, each with its packages',
    size: { width: 1000, height: 560 },
    prepare: withVariants,
    show: async (window) => {
      await window.treeOfApps();
      await window
        .treeRow(/paidRelease/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'evaluated-form',
    about: 'The form with values that the project computes, as its own tools said them',
    prepare: withComputedValues,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Configure Package Settings`);
      const form = await window.webview('the build computes it');
      await form.getByRole('button', { name: 'Evaluate Project Values…' }).first().click();
      await window.pressInDialog(/^Run Project Tools$/);
      await form.getByText('evaluated by expo config').first().waitFor();
      await dismissNotifications(window);
    },
  },
  {
    name: 'failed-build',
    about: 'Why a build failed, with what fixes it as a button and the log beside it',
    prepare: withFailingBuild,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Run Build and Create Package…`);
      await window.pressInDialog(/^Run Build and Create Package$/);
      await window.notification('The Android SDK was not found').waitFor();
      await window.page.locator('.panel .terminal-wrapper.active').waitFor();
      await showNotifications(window);
    },
  },
  {
    name: 'choose-toolchain',
    about: 'The tools of this machine that builds use',
    size: { width: 1000, height: 560 },
    prepare: withTools,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Choose Toolchain…`);
      await showQuestion(window, 'Which tool?');
    },
  },
  timeLeftScene(),
  installScene(),
  devicesScene(),
];
