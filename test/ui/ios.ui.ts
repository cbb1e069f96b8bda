import { ok, strictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

describe('an iOS package', () => {
  after(closeWindows);

  it('is refused in one sentence, with what can be done', async () => {
    const folder = (await theStage()).workspace('ios');
    copySample(folder);
    const settings = join(folder, 'mobile-distribution.json');
    const ios = '"ios": { "appIdentifier": "dev.mobiledistribution.hello", "buildType": "ad-hoc" },\n  "android"';
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('"android"', ios));
    const window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand('Mobile Distribution: Create iOS Package');
    const notification = window.notification(/iOS/);
    await notification.waitFor();
    const text = (await notification.locator('.notification-list-item-message').innerText()).trim();
    console.log(`    ${text}`);
    ok(text.length < 240, text);
    // What is wrong and what to do: two sentences at most.
    ok(text.split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '').length <= 2, text);
    strictEqual(await notification.getByText('Create Android Package', { exact: true }).count(), 1);
    strictEqual(await notification.getByText('Show Log', { exact: true }).count(), 1);
  });
});
