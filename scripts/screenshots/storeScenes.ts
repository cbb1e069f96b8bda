/** Stores, as a window shows them that is connected to the stand-ins of Google Play and App Store Connect. */

import { join } from 'node:path';
import { renewProfileInWindow, StoresOfWindow } from '../../test/support/storesOfWindow.ts';
import { packageName } from '../../test/support/playPublishing.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { dismissNotifications, product, showNotifications, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

const size = { width: 1000, height: 600 } as const;

/** A workspace with packages, keys and a profile, and a window that reaches the stores. */
function storeScene(name: string, about: string, show: (window: VsCodeWindow, folder: string) => Promise<void>): PictureScene {
  const stores = new StoresOfWindow();
  return {
    name,
    about,
    size,
    prepare: async (folder, stage) => {
      await stores.start(stage.dataFolder);
      await stores.writeFiles(folder);
      return folder;
    },
    show: async (window, folder) => {
      await window.openFile('app.aab');
      await window.webview(packageName);
      await show(window, folder);
    },
    end: async () => await stores.stop(),
  };
}

async function connectPlay(window: VsCodeWindow, folder: string, key = 'play.json'): Promise<void> {
  await window.runCommand(`${product}: Connect Store…`);
  await window.answer('Google Play', 'Connect Store (1/');
  await window.chooseFile(join(folder, key), 'Key for Google Play');
  await window.confirm('App identifier to check');
  await window.confirm('Name of the account');
}

export const storeScenes: readonly PictureScene[] = [
  storeScene('store-connect', 'The question which store is connected', async (window) => {
    await window.runCommand(`${product}: Connect Store…`);
    await showQuestion(window, 'Connect Store (1/');
  }),
  storeScene('store-key-wrong', 'A key that is none, and the way to try again', async (window, folder) => {
    await connectPlay(window, folder, 'other.json');
    await window.notification('Try Again').waitFor();
    await showNotifications(window);
  }),
  storeScene('store-publish', 'What is about to be published, before anything is sent', async (window, folder) => {
    await connectPlay(window, folder);
    await window.notification('Connected to Google Play').waitFor();
    await dismissNotifications(window);
    await window.runCommand(`${product}: Publish to Store…`);
    await window.answer('production', 'Publish app.aab (1/');
    await window.answer('20', 'Percent of people');
    await window.answer('New icons, and a faster start', 'Release notes');
    await window.page.locator('.monaco-dialog-box').waitFor();
  }),
  storeScene('store-status', 'What is live at the store, and what can be changed from there', async (window, folder) => {
    await connectPlay(window, folder);
    await window.notification('Connected to Google Play').waitFor();
    await dismissNotifications(window);
    await window.runCommand(`${product}: Show Store Status…`);
    await window.confirm('App identifier at the store');
    await showQuestion(window, 'Choose a release to change it');
  }),
  storeScene('renew-profile', 'A profile that was renewed with a new device, and what comes next', async (window, folder) => {
    await renewProfileInWindow(window, folder);
    await showNotifications(window);
  }),
];
