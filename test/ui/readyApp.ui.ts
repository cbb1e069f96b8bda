import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample, writeLargeApp } from '../host/scenes.ts';
import { isWritingIn, ledgerOf, leftoversOf, packageFilesOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('an app that is set up', () => {
  isOneStory();
  let folder = '';
  let large = '';
  let window: VsCodeWindow;

  // How long it takes depends on what else the machine does, so the times are printed and not judged here.
  it("activates the extension, and VS Code counts the extension's own time", async () => {
    folder = (await theStage()).workspace('ready-app');
    large = join(folder, 'large');
    copySample(folder);
    writeLargeApp(large, 192);
    const settings = join(folder, 'mobile-distribution.json');
    const ios = '"ios": { "appIdentifier": "dev.mobiledistribution.hello", "buildType": "ad-hoc" },\n  "android"';
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('"android"', ios));
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.treeRow('Hello Web').waitFor();
    await window.runCommand('Developer: Startup Performance');
    const text = await window.editorText('Extension Activation Stats');
    const row = text.split('\n').find((line) => line.includes('mobile-distribution.mobile-distribution')) ?? '';
    // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
    const [load = NaN, call = NaN, finish = NaN] = row.split('|').slice(3, 6).map(Number);
    console.log(`    load ${load} ms, call ${call} ms, finish ${finish} ms`);
    ok([load, call, finish].every((time) => Number.isFinite(time)) && /workspaceContains:|onView:/.test(row), row);
  });

  it('says in one sentence what an iOS package lacks, and what to do', async () => {
    await window.runCommand('Mobile Distribution: Create iOS Package');
    await window.answer('Hello Web');
    const notification = window.notification(/certificate/i);
    await notification.waitFor();
    const text = (await notification.locator('.notification-list-item-message').innerText()).trim();
    console.log(`    ${text}`);
    ok(text.length < 240, text);
    // What is wrong and what to do: two sentences at most.
    const sentences = text.replace(/ \(\d+ more in Problems\)$/, '').split(/[.!?](?:\s|$)/);
    ok(sentences.filter((part) => part.trim() !== '').length <= 2, text);
    strictEqual(await notification.getByText('Configure', { exact: true }).count(), 1);
    await notification.getByText('Show Log', { exact: true }).click();
    // The log of this run, and not that of the extension.
    await window.page.locator('.panel .terminal-wrapper.active').waitFor();
  });

  it('keeps no half file, no lock and no record of a window that is closed in the middle', async () => {
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.answer('Large');
    await until('the package is being written', () => isWritingIn(large) || undefined);
    await window.leave();
    await until('everything is tidied up', () => leftoversOf(large).length === 0 || undefined);
    deepStrictEqual(packageFilesOf(large), []);
    deepStrictEqual(ledgerOf(large), []);
  });
});
