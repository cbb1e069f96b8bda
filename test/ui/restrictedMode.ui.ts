import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copySample } from '../host/scenes.ts';
import { offeredInPalette } from '../../scripts/vscode/palette.ts';
import { type UserSettings } from '../../scripts/vscode/userSettings.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const product = 'Mobile Distribution: ';

/** All that is offered for an app without a package where the workspace is not trusted. */
const harmless = [
  'Check Environment (Doctor)',
  'Configure Package Settings',
  'Connect Store…',
  'Connect to Server…',
  'Explain Build Log…',
  // VS Code's own, for the views.
  'Focus on Apps View',
  'Focus on Releases View',
  'Forget Passwords',
  'Inspect Package…',
  'Open Signing Asset',
  'Open Walkthrough',
  'Refresh Apps',
  'Select Package Target…',
  'Show Build Plan',
  'Show Package Log',
  'Show Store Status…',
  'Validate App',
];

/** What is offered as well once it is trusted. */
const changing = [
  'Choose Toolchain…',
  'Create .p12 from Downloaded Certificate…',
  'Create Android Package',
  'Create Apple Certificate with Account…',
  'Create Keystore…',
  'Create Package…',
  'Create Provisioning Profile…',
  'Evaluate Project Values…',
  'Generate CI Workflow…',
  'Import Settings…',
  'Preview in Browser…',
  'Publish to Store…',
  'Rebuild Clean',
  'Recover Keystore…',
  'Register Devices and Renew Profile…',
  'Release Package…',
  'Remove Passwords from Project Files…',
  'Request Apple Certificate…',
  'Run Build and Create Package…',
  'Set Password…',
  'Set Up App',
  'Share Over HTTPS…',
  'Sign Package…',
  'Start Release Server…',
  'Start Sharing on Local Network',
];

describe('Restricted Mode', () => {
  let settings: UserSettings | undefined;

  // Before the window is closed, and whatever happened: the other tests trust their workspaces.
  after(() => settings?.restore());
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;

  const offered = async (): Promise<readonly string[]> => {
    const labels = await offeredInPalette(window.page, product);
    // Rows also say the keys of a command, and that it was used recently.
    return labels.filter((label) => label.startsWith(product)).map((label) => label.slice(product.length).replace(/, .*/, ''));
  };

  it('offers what looks at the app, and nothing that builds, signs, shares or changes a file', async () => {
    const stage = await theStage();
    settings = stage.changeSettings({ 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
    folder = stage.workspace('restricted');
    copySample(folder);
    const file = join(folder, 'mobile-distribution.json');
    const hooks = '"build": { "before": [["node", "hook.cjs"]] }, "engine": "web"';
    writeFileSync(file, readFileSync(file, 'utf8').replace('"engine": "web"', hooks));
    writeFileSync(join(folder, 'hook.cjs'), "require('node:fs').writeFileSync('ran.txt', '');\n");
    // So high that the palette shows every command of the product.
    window = await openWindow(folder, { height: 3000 });
    await window.page.locator('[id="status.workspaceTrust"]').waitFor();
    await window.treeOfApps();
    await window.treeRow('Hello Web').waitFor();
    deepStrictEqual((await offered()).toSorted(), harmless);
  });

  it('shows the form, which says why it creates nothing and has no button that would', async () => {
    await window.runCommand(`${product}Configure Package Settings`);
    const form = await window.webview('This window is in Restricted Mode.');
    const creating = form.locator('vscode-button').filter({ hasText: /Create/ });
    await creating.first().waitFor();
    const buttons = await creating.evaluateAll((all) => all.map((each) => `${each.textContent?.trim()} ${each.hasAttribute('disabled')}`));
    for (const button of buttons) match(button, / true$/);
  });

  it('shows commands of the project in the build plan, and runs none', async () => {
    await window.runCommand(`${product}Show Build Plan`);
    match(
      await window.editorText('build.before'),
      /1\. build\.before: node hook\.cjs: skipped, as the build of the project was not allowed/,
    );
    await window.runCommand('View: Close All Editors');
    strictEqual(existsSync(join(folder, 'ran.txt')), false);
  });

  it('ends when the folder is trusted: the same window then offers everything, and creates a package', async () => {
    await window.page.evaluate('globalThis.isSameWindow = true');
    await window.runCommand('Workspaces: Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor .monaco-button')
      .filter({ hasText: /^Trust$/ })
      .first()
      .click();
    // It is shown in front of everything else, and takes the keys of the palette.
    await window.page.locator('.modal-editor-action-container .codicon-close').click();
    await window.page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
    await until('everything is offered', async () => {
      const now = await offered();
      return [...harmless, ...changing].every((title) => now.includes(title)) || undefined;
    });
    await window.runCommand(`${product}Create Android Package`);
    await window.notification('is ready').waitFor();
    strictEqual(ledgerOf(folder).length, 1);
    // Trust is no consent.
    strictEqual(existsSync(join(folder, 'ran.txt')), false);
    strictEqual(await window.page.evaluate('globalThis.isSameWindow'), true);
  });
});
