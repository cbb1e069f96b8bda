/** What a person sets for a workspace, and what the explorer and the tree do with several things at once. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const product = 'Mobile Distribution';

describe('an app in the explorer, in the tree and in the settings of VS Code', () => {
  isOneStory();
  let folder = '';
  let app = '';
  let window: VsCodeWindow;

  const inExplorer = (name: string): Locator =>
    window.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first();
  const packageThisFolder = async (name: string): Promise<void> => {
    await window.runCommand('View: Show Explorer');
    await window.chooseInMenuOf(inExplorer(name), 'Package This Folder…');
  };
  const settings = (place: string): string => readFileSync(join(place, 'mobile-distribution.json'), 'utf8');
  const recorded = async (count: number): Promise<void> =>
    void (await until(`${count} packages are recorded`, () => ledgerOf(app).length === count || undefined));
  const packageRow = (code: number): Locator => window.treeRow(new RegExp(`1\\.0\\.0 \\(${code}\\)\\s*debug · .* · `));

  it('is not searched for where mobileDistribution.exclude says so', async () => {
    folder = (await theStage()).workspace('own-ways');
    app = join(folder, 'app');
    copySample(app);
    writeFileSync(join(app, 'mobile-distribution.json'), settings(app).replace('"android": {', '"android": { "buildType": "debug",'));
    copySample(join(folder, 'excluded'));
    mkdirSync(join(folder, 'fresh'));
    writeFileSync(join(folder, 'fresh', 'index.html'), '<!doctype html><html lang="en"><title>Fresh</title></html>');
    cpSync(join(app, 'www'), join(app, 'other'), { recursive: true });
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(
      join(folder, '.vscode', 'settings.json'),
      JSON.stringify({
        'mobileDistribution.exclude': ['excluded'],
        'mobileDistribution.packages.outputFolder': 'artifacts',
        'mobileDistribution.defaultBuildType': 'app-bundle',
        'explorer.compactFolders': false,
      }),
    );
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.treeRow(/Hello Web\s*app/).waitFor();
    strictEqual(await window.treeRow(/Hello Web\s*excluded/).count(), 0);
  });

  it('is set up from the menu of its folder, with the build type of mobileDistribution.defaultBuildType', async () => {
    await packageThisFolder('fresh');
    await until('the settings are there', () => existsSync(join(folder, 'fresh', 'mobile-distribution.json')) || undefined);
    match(settings(join(folder, 'fresh')), /"buildType": "app-bundle"/);
    await window.webview('App identifier');
  });

  it('is packaged from the menu of its folder, into mobileDistribution.packages.outputFolder', async () => {
    await packageThisFolder('app');
    await recorded(1);
    match(ledgerOf(app)[0]?.path ?? '', /^artifacts\//);
    ok(existsSync(join(app, ledgerOf(app)[0]?.path ?? '')));
  });

  it('takes another folder of web files when the person agrees, and leaves the settings alone otherwise', async () => {
    const before = settings(app);
    await window.runCommand('View: Show Explorer');
    await inExplorer('app').click();
    await inExplorer('other').waitFor();
    await packageThisFolder('other');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText('Package other as the web folder of Hello Web?').waitFor();
    await window.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    strictEqual(settings(app), before);
    await packageThisFolder('other');
    await window.pressInDialog(/^Use This Folder$/);
    await recorded(2);
    match(settings(app), /"webDir": "other"/);
  });

  it('shows the packages that the words of a filter are found in, and says so', async () => {
    await window.treeOfApps();
    await packageRow(1).waitFor();
    await packageRow(2).waitFor();
    await window.runCommand(`${product}: Filter Packages…`);
    await window.answer('1.0.0 DEBUG', 'Filter Packages');
    await packageRow(1).waitFor();
    await window.runCommand(`${product}: Filter Packages…`);
    await window.answer('release', 'Filter Packages');
    await packageRow(1).waitFor({ state: 'hidden' });
    await packageRow(2).waitFor({ state: 'hidden' });
    await window.page.locator('.sidebar').getByText('Packages with “release”').first().waitFor();
    await window.treeRow('0 of 2 · “release”').waitFor();
    await window.runCommand(`${product}: Clear Package Filter`);
    await packageRow(1).waitFor();
  });

  it('opens all packages that are selected, and offers for several only what is done with several', async () => {
    await window.runCommand('View: Close All Editors');
    await packageRow(1).click();
    // A viewer that opens takes the focus, and closes a menu that is open.
    await window.webview('Signatures valid');
    await packageRow(2).click({ modifiers: ['ControlOrMeta'] });
    await packageRow(2).click({ button: 'right' });
    await window.page.locator('.monaco-menu .action-label').getByText('Delete Package', { exact: true }).waitFor();
    strictEqual(await window.page.locator('.monaco-menu .action-label').getByText('Show Install QR Code', { exact: true }).count(), 0);
    await window.page.keyboard.press('Escape');
    await window.chooseInMenuOf(packageRow(2), 'Inspect Package…');
    await until('both are open', async () => (await window.page.locator('.tab', { hasText: '.apk' }).count()) === 2 || undefined);
  });

  it('deletes the packages that are selected, and asks once', async () => {
    await packageRow(1).click();
    await packageRow(2).click({ modifiers: ['ControlOrMeta'] });
    await window.chooseInMenuOf(packageRow(2), 'Delete Package');
    await window.page.locator('.monaco-dialog-box').getByText('Delete 2 packages?').waitFor();
    await window.pressInDialog(/^Move to Trash$/);
    // The server of VS Code has no trash, and says so once for both.
    await window.pressInDialog(/^Delete Permanently$/);
    const present = () => ledgerOf(app).filter(({ path }) => existsSync(join(app, path)));
    await until('both files are gone', () => present().length === 0 || undefined);
    deepStrictEqual(ledgerOf(app).length, 2);
  });
});
