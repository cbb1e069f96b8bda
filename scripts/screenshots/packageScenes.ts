/** What can be done with packages and builds besides creating them: sign, plan, logs, filter, several at once, a folder of the explorer. */

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallApkEntries, smallArchive } from '../../test/support/smallPackages.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { picturePassword, releaseApp, sampleApp } from './pictureApps.ts';
import { createPackage, dismissNotifications, previewForPhones, product, showNotifications, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

/** A Flutter project that was built with Flutter, and a keystore. */
async function builtElsewhere(folder: string): Promise<string> {
  await releaseApp(folder);
  for (const name of ['mobile-distribution.json', 'www', '.git', '.gitignore']) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'pubspec.yaml'), 'name: hello\ndependencies:\n  flutter:\n    sdk: flutter\n');
  writeFileSync(join(folder, 'signing', 'hello-unsigned.apk'), await smallArchive(smallApkEntries()));
  return folder;
}

function appWithLog(folder: string): string {
  sampleApp(folder);
  mkdirSync(join(folder, 'logs'));
  cpSync(join(projectRoot, 'test', 'fixtures', 'build-logs', 'gradle-dependency-offline.txt'), join(folder, 'logs', 'build.log'));
  return folder;
}

async function openFileToSign(window: VsCodeWindow): Promise<void> {
  await window.treeOfApps();
  await window.openFile('hello-unsigned.apk');
  await (await window.webview('Sign…')).locator('vscode-button', { hasText: 'Sign…' }).click();
}

async function twoPackages(window: VsCodeWindow): Promise<void> {
  await window.treeOfApps();
  for (const code of [1, 2]) {
    await createPackage(window);
    await dismissNotifications(window);
    await packageRow(window, code).waitFor();
  }
}

function packageRow(window: VsCodeWindow, code: number) {
  return window.treeRow(new RegExp(`1\\.0\\.0 \\(${code}\\)\\s*debug · .* · `));
}

export const packageScenes: readonly PictureScene[] = [
  {
    name: 'welcome-not-built',
    about: 'The view of an app that no engine builds yet, with what works',
    size: { width: 900, height: 500 },
    prepare: builtElsewhere,
    show: async (window) => {
      await window.treeOfApps();
      await window.page.locator('.welcome-view-content').getByText('Sign Package…', { exact: true }).waitFor();
    },
  },
  {
    name: 'sign-package',
    about: 'The question which key signs a package that another tool built',
    size: { width: 1000, height: 600 },
    prepare: builtElsewhere,
    show: async (window) => {
      await openFileToSign(window);
      await showQuestion(window, 'Sign Package');
    },
  },
  {
    name: 'signed-package',
    about: 'The signed package in its viewer, with the signatures verified',
    size: { width: 1200, height: 900 },
    prepare: builtElsewhere,
    show: async (window) => {
      await openFileToSign(window);
      await window.confirm('Sign Package');
      await window.answer(picturePassword, 'Keystore password');
      await window.confirm('Path of the signed package');
      await window.notification('is signed and verified').waitFor();
      await window.webview('Signatures valid');
      // Where it stays: popped up, it would be gone before the last picture.
      await showNotifications(window);
    },
  },
  {
    name: 'build-plan',
    about: 'The steps of a build before anything runs',
    size: { width: 1000, height: 560 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Show Build Plan`);
      await window.page.locator('.monaco-editor .view-line').first().waitFor();
    },
  },
  {
    name: 'package-log',
    about: 'The log of a package that was created',
    size: { width: 1000, height: 600 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await createPackage(window);
      await dismissNotifications(window);
      await window.runCommand(`${product}: Show Package Log`);
      await window.page.locator('.tab', { hasText: '.log' }).waitFor();
    },
  },
  {
    name: 'explain-log',
    about: 'The cause of a failed build, at its line of the log of another tool',
    size: { width: 1200, height: 750 },
    prepare: appWithLog,
    show: async (window, folder) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Explain Build Log…`);
      await window.chooseFile(join(folder, 'logs', 'build.log'), 'Explain Build Log');
      await window.notification('was not found').getByText('Show Problems', { exact: true }).click();
      await window.page.locator('.markers-panel .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'filter',
    about: 'The packages that the words of a filter are found in',
    size: { width: 900, height: 500 },
    prepare: sampleApp,
    show: async (window) => {
      await twoPackages(window);
      await window.runCommand(`${product}: Filter Packages…`);
      await window.answer('debug ada', 'Filter Packages');
      await window.page.locator('.sidebar').getByText('Packages with “debug ada”').first().waitFor();
    },
  },
  {
    name: 'several-packages',
    about: 'What can be done with several packages at once',
    size: { width: 1000, height: 600 },
    prepare: sampleApp,
    show: async (window) => {
      await twoPackages(window);
      await window.runCommand('View: Close All Editors');
      await packageRow(window, 1).click();
      await packageRow(window, 2).click({ modifiers: ['ControlOrMeta'] });
    },
    again: async (window) => {
      // Without a menu, Escape would end the selection.
      if (await window.page.locator('.monaco-menu').last().isVisible()) await window.page.keyboard.press('Escape');
      await packageRow(window, 2).click({ button: 'right' });
      await window.page.locator('.monaco-menu').last().waitFor();
    },
  },
  {
    name: 'package-folder',
    about: 'Package This Folder… in the menu of a folder in the explorer',
    size: { width: 1000, height: 800 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand('View: Show Explorer');
      await window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'www' }).first().waitFor();
    },
    again: async (window) => {
      await window.page.keyboard.press('Escape');
      await window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'www' }).first().click({ button: 'right' });
      await window.page.locator('.monaco-menu .action-label').getByText('Package This Folder…', { exact: true }).hover();
    },
  },
  {
    name: 'preview',
    about: 'The address of the web files in the same network, for the camera of a phone',
    size: { width: 1000, height: 700 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Preview in Browser…`);
      await previewForPhones(window);
    },
  },
];
