/** Stores, as a window shows them that is connected to the stand-ins of Google Play and App Store Connect. */

import { join } from 'node:path';
import { renewProfileInWindow, StoresOfWindow } from '../../test/support/storesOfWindow.ts';
import { packageName } from '../../test/support/playPublishing.ts';
import { galleryAppId, OtherStoresOfWindow } from '../../test/support/otherStoresOfWindow.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';
import { dismissNotifications, product, showNotifications, showQuestion } from './pictureGestures.ts';
import { type PictureScene } from './pictureScene.ts';

const size = { width: 1000, height: 600 } as const;

interface ShownStores {
  start(dataFolder: string): Promise<void>;
  writeFiles(folder: string): Promise<void>;
  stop(): Promise<void>;
}

/** A workspace with packages, keys and a profile, and a window that reaches the stores. */
function storeScene(name: string, about: string, show: (window: VsCodeWindow, folder: string) => Promise<void>): PictureScene {
  return sceneWith(new StoresOfWindow(), 'app.aab', { name, about, show });
}

/** The same for the stores of `OtherStoresOfWindow`. */
function otherStoreScene(
  name: string,
  about: string,
  show: (window: VsCodeWindow, stores: OtherStoresOfWindow, folder: string) => Promise<void>,
): PictureScene {
  const stores = new OtherStoresOfWindow();
  return sceneWith(stores, 'app.apk', { name, about, show: async (window, folder) => await show(window, stores, folder) });
}

function sceneWith(
  stores: ShownStores,
  packageFile: string,
  { name, about, show }: Pick<PictureScene, 'name' | 'about'> & { readonly show: (window: VsCodeWindow, folder: string) => Promise<void> },
): PictureScene {
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
      await window.openFile(packageFile);
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
  storeScene(
    'store-options',
    'What can be chosen besides the track: draft, priority, countries, files for crash reports',
    async (window, folder) => {
      await connectPlay(window, folder);
      await window.notification('Connected to Google Play').waitFor();
      await dismissNotifications(window);
      await window.runCommand(`${product}: Publish to Store…`);
      await window.answer('internal', 'Publish app.aab (1/');
      await window.answer('New icons', 'Release notes');
      await window.pressInDialog(/^Options…$/);
      await showQuestion(window, 'Publish app.aab');
    },
  ),
  storeScene('store-testers', 'The Google Groups that test a closed track, and the link to join', async (window, folder) => {
    await connectPlay(window, folder);
    await window.notification('Connected to Google Play').waitFor();
    await dismissNotifications(window);
    await window.runCommand(`${product}: Show Store Status…`);
    await window.confirm('App identifier at the store');
    await window.answer('alpha', 'Choose a release to change it');
    await window.answer('Testers…', 'alpha');
    await window.answer('Add Google Group…', 'Testers of alpha');
    await window.answer('beta-testers@googlegroups.com', 'Add Google Group');
    await window.question.filter({ hasText: 'beta-testers@googlegroups.com' }).waitFor();
    await showQuestion(window, 'Testers of alpha');
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
  otherStoreScene('store-secret', 'The client secret of Microsoft Intune, which is typed and not shown', async (window) => {
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('Intune', 'Connect Store (1/');
    await showQuestion(window, 'Client secret for Microsoft Intune');
  }),
  otherStoreScene('store-rights', 'Which rights a client lacks, and which could not be checked', async (window, stores) => {
    const { id, secret } = stores.gallery.client;
    stores.gallery.refuseNext('upload-url', 205_524_994, 'client token authorization fail');
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('AppGallery', 'Connect Store (1/');
    await window.answer(secret, 'Client secret for AppGallery Connect');
    await window.answer(id, 'Client id');
    await window.confirm('App identifier to check');
    await window.confirm('Name of the account');
    await window.notification('these rights are missing').waitFor();
    await showNotifications(window);
  }),
  otherStoreScene('store-phases', 'What can be done with a release by phases on AppGallery', async (window, stores) => {
    const details = { phasedReleasePercent: '20.00', phasedReleaseEndTime: '2026-12-24T08:00:00+0000' };
    const facts = { identifier: packageName, versionCode: 7, version: '1.1' };
    stores.gallery.app(galleryAppId).phase = { state: 'RELEASE', facts, details };
    await stores.connectGallery(window);
    await window.runCommand(`${product}: Show Store Status…`);
    await window.confirm('App identifier at the store');
    await window.answer('1.1', 'Choose a release to change it');
    await showQuestion(window, 'AppGallery Connect 1.1');
  }),
  otherStoreScene('store-intune', 'Who gets the app, with what Intune cannot take named before the upload', async (window, stores) => {
    await stores.connectIntune(window);
    await window.runCommand(`${product}: Publish to Store…`);
    const audience = window.question.filter({ hasText: 'all-users, all-devices' });
    await audience.locator('input').first().fill('Testers');
    await showQuestion(window, 'Testers is not all-users');
  }),
  otherStoreScene('store-firebase', 'Who gets a package on Firebase, before anything is sent', async (window, stores, folder) => {
    await stores.connectFirebase(window, folder);
    await window.runCommand(`${product}: Publish to Store…`);
    await window.answer('quality, ada@acme.test', 'Groups and mail addresses');
    await window.answer('New icons, and a faster start', 'Release notes');
    await window.page.locator('.monaco-dialog-box').waitFor();
  }),
  otherStoreScene('store-refused', 'Why AppGallery refuses a package, and the way to try again', async (window, stores) => {
    await stores.connectGallery(window);
    stores.gallery.refuseNext('app-submit', 204_144_660, '[cds]submit failed, additional msg is [The release notes are too short]');
    await window.runCommand(`${product}: Publish to Store…`);
    await window.answer('Faster', 'Release notes');
    await window.pressInDialog(/^Publish$/);
    await window.notification('Try Again').waitFor();
    await showNotifications(window);
  }),
];
