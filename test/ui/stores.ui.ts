/** Stores in the window, from the key to what testers get, against the stand-ins of Google Play and App Store Connect. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { product } from '../../scripts/screenshots/pictureGestures.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { inspectProfile } from '../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { connectKey, connectP8 } from '../support/connectPublishing.ts';
import { keyLines, packageName } from '../support/playPublishing.ts';
import {
  appleAppIdentifier,
  knownDevice,
  newDevice,
  profileName,
  renewProfileInWindow,
  StoresOfWindow,
} from '../support/storesOfWindow.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { browserStorage, filesWith } from './support/keptText.ts';
import { isOneStory } from './support/story.ts';

describe('stores in the window', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const stores = new StoresOfWindow();
  const { play, connect } = stores;
  after(async () => await stores.stop());

  const clear = async (): Promise<void> => await window.runCommand('Notifications: Clear All Notifications');

  it('are connected with a key; a file that is none can be exchanged without typing the rest again', async () => {
    const stage = await theStage();
    await stores.start(stage.dataFolder);
    folder = stage.workspace('stores');
    await stores.writeFiles(folder);
    window = await openWindow(folder);
    await window.openFile('app.aab');
    await window.webview(packageName);
    await window.runCommand(`${product}: Connect Store…`);
    await window.answer('Google Play', 'Connect Store (1/');
    await window.chooseFile(join(folder, 'other.json'), 'Key for Google Play');
    // Of the package that is open.
    strictEqual(await window.question.filter({ hasText: 'App identifier to check' }).locator('input').first().inputValue(), packageName);
    await window.confirm('App identifier to check');
    await window.answer('play-of-the-lab', 'Name of the account');
    await window.notification('Try Again').getByText('Try Again', { exact: true }).click();
    await window.confirm('Connect Store (1/');
    await window.chooseFile(join(folder, 'play.json'), 'Key for Google Play');
    await window.confirm('App identifier to check');
    await window.confirm('Name of the account');
    await window.notification('Connected to Google Play as play-of-the-lab').waitFor();
    await clear();
  });

  it('take a package on a track, after a question that says what happens', async () => {
    await window.runCommand(`${product}: Publish to Store…`);
    await window.answer('internal', 'Publish app.aab (1/');
    await window.answer('New icons', 'Release notes');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    match(await dialog.innerText(), /play-of-the-lab[\s\S]*Version code: 7[\s\S]*internal, 100 %[\s\S]*New icons/);
    await window.pressInDialog(/^Options…$/);
    await window.answer('In-App Update Priority', 'Publish app.aab');
    await window.answer('3', 'In-App Update Priority');
    await window.answer('Done', 'Publish app.aab');
    await dialog.waitFor();
    match(await dialog.innerText(), /In-App Update Priority: 3/);
    await window.pressInDialog(/^Publish$/);
    await window.notification('The package is published on Google Play.').waitFor();
    const release = play.tracks['internal']?.find(({ versionCodes }) => versionCodes?.includes('7'));
    deepStrictEqual(
      [release?.status, release?.releaseNotes, release?.inAppUpdatePriority],
      ['completed', [{ language: 'de-DE', text: 'New icons' }], 3],
    );
    deepStrictEqual([play.openEdits, play.violations], [0, []]);
    await clear();
  });

  it('say what is live, and halt a rollout from there', async () => {
    await window.runCommand(`${product}: Show Store Status…`);
    await window.confirm('App identifier at the store');
    const list = window.question.filter({ hasText: 'Choose a release to change it' });
    await list.locator('.monaco-list-row').filter({ hasText: 'beta' }).filter({ hasText: '20 %' }).waitFor();
    await window.answer('beta', 'Choose a release to change it');
    await window.answer('Halt Rollout', 'beta: 1.4');
    await window.pressInDialog(/^Halt Rollout$/);
    await window.notification('Changed on Google Play.').waitFor();
    strictEqual(play.tracks['beta']?.[0]?.status, 'halted');
    deepStrictEqual(play.violations, []);
    await clear();
  });

  it('register a device at Apple and renew the profile with it; the account is connected on the way', async () => {
    const told = await renewProfileInWindow(window, folder);
    await told.getByText('Re-sign for New Devices…', { exact: true }).waitFor();
    const renewed = inspectProfile(new Uint8Array(readFileSync(join(folder, profileName))), { now: new Date() });
    deepStrictEqual(renewed.devices, [knownDevice, newDevice]);
    deepStrictEqual(connect.violations, []);
    await clear();
  });

  it('create a provisioning profile from nothing, for an app and its devices', async () => {
    writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify({ name: 'Small', ios: { appIdentifier: appleAppIdentifier } }));
    await window.treeOfApps();
    await window.treeRow('Small').waitFor();
    await window.runCommand(`${product}: Create Provisioning Profile…`);
    await window.confirm('App identifier; it is registered at Apple if it is new');
    await window.answer('ad-hoc', 'Create Provisioning Profile (2/');
    await window.confirm('Profile file, relative to the app');
    await window.notification(/was saved to signing\/ad-hoc\.mobileprovision\. It allows 2 devices/).waitFor();
    const made = inspectProfile(new Uint8Array(readFileSync(join(folder, 'signing', 'ad-hoc.mobileprovision'))), { now: new Date() });
    deepStrictEqual([made.kind, made.devices], ['ad-hoc', [knownDevice, newDevice]]);
    deepStrictEqual(connect.violations, []);
    await clear();
  });

  it('create a certificate and its key, with a generated password', async () => {
    await window.runCommand(`${product}: Create Apple Certificate with Account…`);
    await window.answer('Distribution', 'Create Apple Certificate (1/');
    await window.confirm('Certificate file, relative to the app');
    await window.answer('Generate a Strong Password', 'Create Apple Certificate (3/');
    await window.notification(/“Apple Distribution: Ada \(TEAM123456\)” was saved to signing\/distribution\.p12/).waitFor();
    for (const name of ['distribution.p12', 'distribution.key']) ok(readFileSync(join(folder, 'signing', name)).length > 500);
    deepStrictEqual(connect.violations, []);
    await clear();
  });

  it('keep their keys nowhere but in the secret storage', async () => {
    const root = (await theStage()).address.folder;
    const stored = await window.page.evaluate<readonly string[]>(browserStorage);
    ok(stored.some((row) => row.includes('mobileDistribution')));
    const pages = await Promise.all(window.page.frames().map(async (frame) => await frame.content()));
    for (const [name, lines] of [
      ['play.json', keyLines],
      [`AuthKey_${connectKey.keyId}.p8`, connectP8.split('\n').slice(1, -2)],
    ] as const)
      for (const line of lines) {
        ok(line.length > 20, line);
        // The file that the person has.
        deepStrictEqual(filesWith(line, root), [join(folder, name)]);
        ok(![...stored, ...pages].some((text) => text.includes(line)));
      }
  });

  it('take a key that was found in the project into the secret storage with a quick fix, and delete its file', async () => {
    mkdirSync(join(folder, 'keys'));
    const key = join(folder, 'keys', 'AuthKey_FOUND12345.p8');
    writeFileSync(key, connectP8, { mode: 0o600 });
    spawnSync('git', ['-C', folder, 'init', '-q']);
    await window.runCommand(`${product}: Refresh Apps`);
    await window.openFile('AuthKey_FOUND12345.p8');
    await window.runCommand('View: Focus Active Editor Group');
    await until('the quick fix is offered', async () => {
      await window.page.keyboard.press('ControlOrMeta+.');
      const offered = window.page.locator('.action-widget').getByText('Move Key to Secret Storage…').first();
      return await offered.click({ timeout: 3000 }).then(
        () => true,
        async () => await window.page.keyboard.press('Escape').then(() => undefined),
      );
    });
    // The store and the key are known from the file.
    await window.answer(connectKey.keyId, 'Key id');
    await window.answer(connectKey.issuer, 'Issuer id');
    await window.confirm('App identifier to check');
    await window.answer('apple-of-the-lab', 'Name of the account');
    const told = window.notification('Connected to App Store Connect as apple-of-the-lab');
    await told.getByText('Delete Key File…', { exact: true }).click();
    await window.pressInDialog(/^Delete Permanently$/);
    await until('the file is gone', async () => (existsSync(key) ? undefined : true));
    deepStrictEqual(connect.violations, []);
    await clear();
  });

  it('are disconnected, and their keys are forgotten', async () => {
    await window.runCommand(`${product}: Disconnect Store…`);
    await window.answer('play-of-the-lab', 'Disconnect which store account?');
    await window.page.locator('.statusbar-item').filter({ hasText: 'Disconnected play-of-the-lab' }).waitFor();
    await window.runCommand(`${product}: Disconnect Store…`);
    const list = window.question.filter({ hasText: 'Disconnect which store account?' });
    await list.locator('.monaco-list-row').first().waitFor();
    ok(!(await list.innerText()).includes('play-of-the-lab'));
  });
});
