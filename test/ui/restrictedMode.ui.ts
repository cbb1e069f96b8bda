import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

const changing = [
  'Create Package…',
  'Create Android Package',
  'Create iOS Package',
  'Create Keystore…',
  'Recover Keystore…',
  'Request Apple Certificate…',
  'Combine with Downloaded Certificate…',
  'Make Compatible Copy…',
  'Import Settings…',
  'Set Password…',
  'Start Sharing on Local Network',
];

describe('Restricted Mode', () => {
  let settingsPath = '';
  let settings = '';

  before(async () => {
    settingsPath = join((await theStage()).dataFolder, 'data', 'User', 'settings.json');
    settings = readFileSync(settingsPath, 'utf8');
    const trust = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
    writeFileSync(settingsPath, JSON.stringify({ ...JSON.parse(settings), ...trust }));
  });

  after(async () => {
    await closeWindows();
    writeFileSync(settingsPath, settings);
  });

  it('offers to look, and nothing that builds, signs or shares', async () => {
    const folder = (await theStage()).workspace('restricted');
    copySample(folder);
    const window = await openWindow(folder);
    await window.page.locator('[id="status.workspaceTrust"], .statusbar-item:has-text("Restricted Mode")').first().waitFor();
    await window.treeOfApps();
    await window.treeRow('Hello Web').waitFor();
    const offered = [];
    for (const title of changing) if (await window.offersCommand(`Mobile Distribution: ${title}`)) offered.push(title);
    deepStrictEqual(offered, []);
    ok(await window.offersCommand('Mobile Distribution: Inspect Package…'));
    ok(await window.offersCommand('Mobile Distribution: Validate App'));
  });
});
