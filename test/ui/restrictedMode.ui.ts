import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { copySample } from '../host/scenes.ts';
import { type UserSettings } from '../../scripts/vscode/userSettings.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const changing = [
  'Create Package…',
  'Create Android Package',
  'Create iOS Package',
  'Create Keystore…',
  'Recover Keystore…',
  'Request Apple Certificate…',
  'Create .p12 from Downloaded Certificate…',
  'Make Compatible Copy…',
  'Import Settings…',
  'Remove Passwords from Project Files…',
  'Set Password…',
  'Sign Package…',
  'Start Sharing on Local Network',
];

describe('Restricted Mode', () => {
  let settings: UserSettings | undefined;

  // Before the window is closed, and whatever happened: the other tests trust their workspaces.
  after(() => settings?.restore());
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  it('offers to look, and nothing that builds, signs or shares', async () => {
    const stage = await theStage();
    settings = stage.changeSettings({ 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
    folder = stage.workspace('restricted');
    copySample(folder);
    window = await openWindow(folder);
    await window.page.locator('[id="status.workspaceTrust"]').waitFor();
    await window.treeOfApps();
    await window.treeRow('Hello Web').waitFor();
    const offered = [];
    for (const title of changing) if (await window.offersCommand(`Mobile Distribution: ${title}`)) offered.push(title);
    deepStrictEqual(offered, []);
    ok(await window.offersCommand('Mobile Distribution: Inspect Package…'));
    ok(await window.offersCommand('Mobile Distribution: Validate App'));
  });

  it('shows the form, which says why it creates nothing', async () => {
    await window.runCommand('Mobile Distribution: Configure Package Settings');
    const form = await window.webview('This window is in Restricted Mode.');
    await form.locator('vscode-button[disabled]').filter({ hasText: 'Create Android Package' }).waitFor();
  });

  it('ends when the folder is trusted, without a reload', async () => {
    await window.runCommand('Workspaces: Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor .monaco-button')
      .filter({ hasText: /^Trust$/ })
      .first()
      .click();
    await window.runCommand('Mobile Distribution: Create Android Package');
    await window.notification('is ready').waitFor();
    strictEqual(ledgerOf(folder).length, 1);
  });
});
