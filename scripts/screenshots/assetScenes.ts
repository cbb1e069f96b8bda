/** Signing assets: the tree with their states, their viewers, and the wizards that make and import them. */

import { p12Password } from '../../test/support/applePki.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { importApp, picturePassword, releaseApp, sampleApp, signingApp } from './pictureApps.ts';
import { product, showNotifications, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

export const assetScenes: readonly PictureScene[] = [
  {
    name: 'assets',
    about: 'The tree of both platforms: until when keystore, certificate and profile are valid, and what is missing',
    size: { width: 1000, height: 500 },
    prepare: signingApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.treeRow(/Profile.*expires/s).waitFor();
      await setPassword(window, 'distribution.p12', p12Password);
      await window.treeRow(/Certificate.*valid until/s).waitFor();
    },
  },
  {
    name: 'keystore',
    about: 'A keystore in its viewer: dates, fingerprints, and the statement for a web site',
    size: { width: 1200, height: 1700 },
    prepare: releaseApp,
    show: async (window) => {
      await window.treeOfApps();
      await setPassword(window, '', picturePassword);
      await openAsset(window, '');
      await window.webview('assetlinks.json');
      await window.webview('Used by');
    },
  },
  {
    name: 'certificate',
    about: 'A certificate in its viewer, with what macOS would refuse and the button that fixes it',
    size: { width: 1200, height: 1500 },
    prepare: signingApp,
    show: async (window) => {
      await window.treeOfApps();
      await setPassword(window, 'distribution.p12', p12Password);
      await openAsset(window, 'distribution.p12');
      await window.webview('Make Compatible Copy…');
    },
  },
  {
    name: 'locked',
    about: 'A certificate file whose password is not stored: what can be known without it',
    size: { width: 1200, height: 700 },
    prepare: signingApp,
    show: async (window) => {
      await window.treeOfApps();
      await openAsset(window, 'distribution.p12');
      await window.webview('Enter Password…');
      await window.webview('Used by');
    },
  },
  {
    name: 'profile',
    about: 'A provisioning profile in its viewer: what it allows, until when, and on which devices',
    size: { width: 1200, height: 2100 },
    prepare: signingApp,
    show: async (window) => {
      await window.treeOfApps();
      await openAsset(window, 'adhoc.mobileprovision');
      await window.webview('Is my device included?');
      await window.webview('Used by');
    },
  },
  {
    name: 'create-keystore',
    about: 'A question of the wizard that makes a keystore, with the way back',
    size: { width: 900, height: 500 },
    prepare: sampleApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Create Keystore…`);
      await window.answer('Choose Each Value…', 'Create Keystore');
      await window.confirm('Create Keystore (1/7)');
      await window.confirm('Create Keystore (2/7)');
      await showQuestion(window, 'Create Keystore (3/7)');
    },
  },
  {
    name: 'import-question',
    about: 'What is asked where files of other tools contradict each other',
    size: { width: 900, height: 500 },
    prepare: importApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Import Settings…`);
      await showQuestion(window, 'app.config.ts');
    },
  },
  {
    name: 'import',
    about: 'The difference that settings of other tools would make, before anything is written',
    prepare: importApp,
    show: async (window) => {
      await window.treeOfApps();
      await window.runCommand(`${product}: Import Settings…`);
      await window.confirm('app.config.ts');
      await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
      await window.notification('Apply').waitFor();
      await showNotifications(window);
    },
  },
];

/** `name` is what is answered where several assets could be meant. */
async function setPassword(window: VsCodeWindow, name: string, password: string): Promise<void> {
  await window.runCommand(`${product}: Set Password…`);
  if (name !== '') await window.answer(name, 'Set the password of which signing asset?');
  await window.answer(password, name.endsWith('.p12') ? 'Certificate password' : 'Keystore password');
}

async function openAsset(window: VsCodeWindow, name: string): Promise<void> {
  await window.runCommand(`${product}: Open Signing Asset`);
  if (name !== '') await window.answer(name, 'Open which signing asset?');
}
