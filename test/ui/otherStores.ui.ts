/** Firebase App Distribution, AppGallery Connect and Microsoft Intune in the window, from the key to what testers get, against their stand-ins. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { dismissNotifications, product } from '../../scripts/screenshots/pictureGestures.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { packageName, versionCode } from '../support/playPublishing.ts';
import { firebaseAppId, galleryAppId, OtherStoresOfWindow } from '../support/otherStoresOfWindow.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('more stores in the window', () => {
  isOneStory();
  let window: VsCodeWindow;
  const stores = new OtherStoresOfWindow();
  after(async () => await stores.stop());

  const clear = async (): Promise<void> => await dismissNotifications(window);
  const publishTo = async (account: string): Promise<void> => {
    await window.runCommand(`${product}: Publish to Store…`);
    await window.answer(account, 'Which store account?');
  };
  /** Of the last question. */
  const agree = async (expected: RegExp): Promise<void> => {
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    match(await dialog.innerText(), expected);
    await window.pressInDialog(/^Publish$/);
  };

  it('are connected with a key file or a client secret', async () => {
    const stage = await theStage();
    await stores.start(stage.dataFolder);
    const folder = stage.workspace('other-stores');
    await stores.writeFiles(folder);
    window = await openWindow(folder);
    await window.openFile('app.apk');
    await window.webview(packageName);
    await stores.connectFirebase(window, folder);
    await stores.connectGallery(window);
    await stores.connectIntune(window);
  });

  it('take a package for groups and testers on Firebase', async () => {
    await publishTo('firebase');
    await window.answer('quality, ada@acme.test', 'Groups and mail addresses');
    await window.answer('Faster', 'Release notes');
    await agree(/firebase[\s\S]*Version code: 7[\s\S]*For: quality, ada@acme\.test[\s\S]*Faster/);
    await window.notification('The package is published on Firebase App Distribution.').waitFor();
    const [release] = stores.firebase.app(firebaseAppId).releases;
    deepStrictEqual(
      [[...(release?.groups ?? [])], [...(release?.testers ?? [])], release?.notes],
      [['quality'], ['ada@acme.test'], 'Faster'],
    );
    await clear();
  });

  it('say why a package is refused, and take it at the next try with the answers that were given', async () => {
    stores.gallery.refuseNext('app-submit', 204_144_660, '[cds]submit failed, additional msg is [The release notes are too short]');
    await publishTo('appgallery');
    await window.answer('Faster', 'Release notes');
    await agree(/AppGallery Connect[\s\S]*Submitted for review/);
    await window.notification('The release notes are too short').getByText('Try Again', { exact: true }).click();
    await window.answer('Faster than ever', 'Release notes');
    await agree(/Faster than ever/);
    await window.notification('waits for its review').waitFor();
    strictEqual(stores.gallery.app(galleryAppId).submissions.length, 1);
    await clear();
  });

  it('name what Intune cannot take before the upload, then upload and assign the app', async () => {
    await publishTo('intune');
    const audience = window.question.filter({ hasText: 'all-users, all-devices' });
    await audience.locator('input').first().fill('Testers');
    await audience.filter({ hasText: 'Testers is not all-users' }).waitFor();
    await window.answer('all-users', 'all-users, all-devices');
    await window.answer('Acme', 'Publisher');
    await agree(/For: all-users/);
    await window.notification('The package is published on Microsoft Intune.').waitFor();
    strictEqual(stores.intune.apps.length, 1);
    await clear();
  });

  it('show what is there', async () => {
    await window.runCommand(`${product}: Show Store Status…`);
    await window.answer('firebase', 'Which store account?');
    const list = window.question.filter({ hasText: `${firebaseAppId} at Firebase App Distribution` });
    await list
      .locator('.monaco-list-row')
      .filter({ hasText: String(versionCode) })
      .first()
      .waitFor();
    ok(!(await list.innerText()).includes('Choose a release'));
    await window.page.keyboard.press('Escape');
    deepStrictEqual(stores.violations, []);
  });
});
