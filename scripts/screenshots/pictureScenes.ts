/** Everything of the product that people see, one row each. `npm run screenshots -- <name>` takes the pictures of some. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenes } from '../../test/host/scenes.ts';
import { openPaletteWith } from '../vscode/palette.ts';
import { quickInput, settledQuickInput } from '../vscode/quickInput.ts';
import { assetScenes } from './assetScenes.ts';
import { buildScenes } from './buildScenes.ts';
import { iosScenes } from './iosScenes.ts';
import { releaseScenes } from './releaseScenes.ts';
import { storeScenes } from './storeScenes.ts';
import { packageScenes } from './packageScenes.ts';
import { bothPlatforms, emptyWorkspace, faultyApp, freshApp, releaseApp, sampleApp } from './pictureApps.ts';
import {
  createPackage,
  dismissNotifications,
  form,
  openAsText,
  openForm,
  product,
  showInstallPanel,
  showNotifications,
  showReleaseApp,
} from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

export const pictureScenes: readonly PictureScene[] = [
  {
    name: 'welcome',
    about: 'The view of an app that is not set up, with the next step',
    size: { width: 900, height: 500 },
    prepare: freshApp,
    show: async (window) => await window.treeOfApps(),
  },
  {
    name: 'welcome-no-folder',
    about: 'The view in a workspace that has no folder',
    size: { width: 900, height: 500 },
    prepare: emptyWorkspace,
    show: async (window) => await window.treeOfApps(),
  },
  {
    name: 'form',
    about: 'The tree of apps with keystore and packages, and the form of the package settings',
    prepare: releaseApp,
    show: async (window) => {
      await showReleaseApp(window);
      await openForm(window);
    },
  },
  {
    name: 'form-problems',
    about: 'The form with problems at the fields, and buttons that fix them',
    size: { width: 1200, height: 900 },
    prepare: faultyApp,
    show: async (window) => {
      await window.treeOfApps();
      await openForm(window);
      const page = await window.webview(form);
      await page.getByLabel('App identifier', { exact: true }).locator('visible=true').scrollIntoViewIfNeeded();
      await page
        .getByRole('button', { name: /^Android/ })
        .first()
        .click();
      await page.getByLabel('Build type', { exact: true }).locator('visible=true').first().waitFor();
    },
  },
  {
    name: 'form-ios',
    about: 'The fields for iOS and Android in one form',
    size: { width: 1200, height: 1500 },
    prepare: bothPlatforms,
    show: async (window) => {
      await window.treeOfApps();
      await openForm(window);
    },
  },
  {
    name: 'password',
    about: 'VS Code’s own prompt, which asks for a password again with the reason',
    size: { width: 900, height: 500 },
    prepare: releaseApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.treeRow(/Keystore/).waitFor();
      await window.runCommand(`${product}: Set Password…`);
      await window.answer('guess', 'Keystore password');
      await window.question.filter({ hasText: /does not open|wrong/i }).waitFor();
    },
  },
  {
    name: 'package',
    about: 'A package that was made, and what to do next',
    prepare: releaseApp,
    show: async (window) => {
      await showReleaseApp(window);
      await createPackage(window);
      await showNotifications(window);
    },
  },
  {
    name: 'last-build',
    about: 'Why no package can be made from the last one, with the full build as a button',
    prepare: sampleApp,
    show: async (window, folder) => {
      await window.treeOfApps();
      await createPackage(window);
      await dismissNotifications(window);
      const settings = join(folder, 'mobile-distribution.json');
      writeFileSync(settings, readFileSync(settings, 'utf8').replace('"webDir": "www"', '"webDir": "www", "permissions": ["camera"]'));
      await window.runCommand(`${product}: Create Package from Last Build`);
      await window.notification('native side has changed').waitFor();
      await showNotifications(window);
    },
  },
  {
    name: 'install',
    about: 'The QR code by which a phone gets the package, and what the package is',
    size: { width: 1200, height: 900 },
    prepare: releaseApp,
    show: showInstallPanel,
  },
  {
    name: 'install-facts',
    about: 'What is known of a package: version, signer, commit, size and digest',
    size: { width: 1200, height: 1700 },
    prepare: releaseApp,
    show: showInstallPanel,
  },
  {
    name: 'consent',
    about: 'The question before anything is shared on the network',
    size: { width: 1200, height: 700 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await createPackage(window);
      await window.runCommand(`${product}: Show Install QR Code`);
      await window.page.locator('.monaco-dialog-box').waitFor();
    },
  },
  {
    name: 'problems',
    about: 'A problem at its line in the settings file, and its fixes',
    prepare: faultyApp,
    show: async (window) => {
      await window.treeOfApps();
      await openAsText(window);
      await window.runCommand(`${product}: Validate App`);
      await window.page.locator('.markers-panel .monaco-list-row').first().waitFor();
      await window.runCommand('View: Focus Active Editor Group');
      await window.runCommand('Go to Next Problem (Error, Warning, Info)');
    },
  },
  {
    name: 'fixes',
    about: 'The menu of quick fixes at a wrong line',
    size: { width: 1000, height: 560 },
    prepare: faultyApp,
    show: async (window) => {
      await window.treeOfApps();
      await openAsText(window);
      await window.page.locator('.squiggly-error').first().waitFor();
    },
    again: async (window) => {
      await window.page.keyboard.press('Escape');
      // The words, since what marks them lies beneath; the cursor of the time before is above them.
      await window.page.locator('.view-line').getByText('"wwww"').last().click({ force: true });
      await window.page.keyboard.press('ControlOrMeta+.');
      await window.page.locator('.action-widget').first().waitFor();
    },
  },
  {
    name: 'settings-file',
    about: 'The settings file with a lens to create the package, and what an identifier is',
    size: { width: 1000, height: 560 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await openAsText(window);
      await window.page.locator('.codelens-decoration').first().waitFor();
    },
    again: async (window) => {
      await window.page.keyboard.press('Escape');
      await window.page.locator('.view-line').filter({ hasText: 'appIdentifier' }).locator('span span').nth(1).click();
      await window.runCommand('Show or Focus Hover');
      await window.page.locator('.monaco-hover:visible').first().waitFor();
    },
  },
  {
    name: 'inspection',
    about: 'What is in a package, and what a store or a phone would refuse',
    size: { width: 1200, height: 1000 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await createPackage(window);
      await dismissNotifications(window);
      await window.runCommand(`${product}: Inspect Package…`);
      if (await quickInput(window.page).isVisible()) await window.answer('');
      await window.page
        .locator('.tab')
        .filter({ hasText: /hello-web/i })
        .waitFor();
    },
  },
  {
    name: 'doctor',
    about: 'What this machine has and lacks',
    size: { width: 1000, height: 700 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Check Environment (Doctor)`);
      await window.question.filter({ hasText: 'Check Environment' }).locator('.monaco-list-row').nth(2).waitFor();
      await settledQuickInput(window.page);
    },
  },
  {
    name: 'ios',
    about: 'What is said where an iOS package lacks its certificate',
    size: { width: 1000, height: 600 },
    prepare: bothPlatforms,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Create iOS Package`);
      await window.notification(/certificate/i).waitFor();
    },
  },
  {
    name: 'several-apps',
    about: 'The apps of a workspace with several folders, and the question which one to use',
    size: { width: 900, height: 500 },
    prepare: (folder) => scenes['several-apps'](folder),
    show: async (window) => {
      await window.treeOfApps();
      await window.treeRow('Second').waitFor();
      await window.runCommand(`${product}: Create Package…`);
      await settledQuickInput(window.page);
    },
  },
  {
    name: 'restricted',
    about: 'Restricted Mode: packages can be looked at, and nothing is built or signed',
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await openForm(window);
    },
  },
  {
    name: 'commands',
    about: 'The commands in the palette',
    size: { width: 900, height: 620 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await openPaletteWith(window.page, `${product}: `);
      await settledQuickInput(window.page);
    },
  },
  {
    name: 'walkthrough',
    about: 'Four steps from the app to a phone',
    prepare: freshApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Open Walkthrough`);
      await window.page.getByText('Set up your app').first().waitFor();
    },
  },
  ...packageScenes,
  ...assetScenes,
  ...iosScenes,
  ...releaseScenes,
  ...buildScenes,
  ...storeScenes,
];
