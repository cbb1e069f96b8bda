/** `release.rules` in the window: packages of a branch go to the groups that the settings name for it, without being asked for. */

import { deepStrictEqual, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ruledApp } from '../../scripts/screenshots/pictureApps.ts';
import { createPackage, dismissNotifications, product } from '../../scripts/screenshots/pictureGestures.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { type ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { clientOfFile, filledApp, removeServerOfFile } from '../support/filledServer.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('release rules in the window', () => {
  isOneStory();
  let window: VsCodeWindow;
  let client: ReleaseClient;
  let folder = '';
  let serverFile = '';
  after(async () => {
    if (serverFile !== '') await removeServerOfFile(serverFile);
  });

  it('choose the groups of the branch', async () => {
    const stage = await theStage();
    folder = ruledApp(stage.workspace('release-rules'));
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand(`${product}: Start Release Server…`);
    await window.answer('This Computer Only', 'Who can reach');
    await window.notification(/release server is running at/).waitFor();
    serverFile = join(stage.address.folder, 'config', 'mobile-distribution', 'server', 'server.json');
    client = clientOfFile(serverFile);
    await client.ensureApp(filledApp, 'hello.apk');
    await client.createGroup(filledApp, 'QA', false);
    await client.createGroup(filledApp, 'Beta', false);
    await createPackage(window);
    await dismissNotifications(window);
    await window.runCommand(`${product}: Release Package…`);
    await window.answer('Hello', 'Which app on the server?');
    match(await chosenGroups(), /^QA/);
    await releaseAs(/Groups: QA\b/);
    deepStrictEqual(await groupsOf('1'), ['QA']);
  });

  it('and not those of the last release, which came from another branch', async () => {
    spawnSync('git', ['checkout', '-q', '-b', 'feature/icons'], { cwd: folder });
    await createPackage(window);
    await dismissNotifications(window);
    await window.runCommand(`${product}: Release Package…`);
    await window.answer('(2)', 'Which package?');
    match(await chosenGroups(), /^Beta/);
    await releaseAs(/Groups: Beta\b/);
    deepStrictEqual(await groupsOf('2'), ['Beta']);
  });

  /** What is marked in the list of groups, with the reason. */
  async function chosenGroups(): Promise<string> {
    const groups = window.question.filter({ hasText: /Release hello-web.* \(1\// });
    const marked = groups.locator('.monaco-list-row[aria-checked="true"], .monaco-list-row:has([aria-checked="true"])');
    await marked.filter({ hasText: 'By the release rules of this branch' }).waitFor();
    return (await marked.allInnerTexts()).join('; ');
  }

  async function releaseAs(expected: RegExp): Promise<void> {
    // The titles, since the questions themselves are placeholders.
    await window.confirm('debug.apk (1/');
    await window.answer('No Notes', 'debug.apk (2/');
    await window.confirm('debug.apk (3/');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    match(await dialog.innerText(), expected);
    await window.pressInDialog(/^Release$/);
    await window.notification(/is available to/).waitFor();
    await dismissNotifications(window);
  }

  async function groupsOf(release: string): Promise<readonly string[]> {
    return (await client.showRelease(filledApp, release)).destinations.map(({ name }) => name);
  }
});
