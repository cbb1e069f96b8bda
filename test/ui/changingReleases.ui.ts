import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { type ReleaseClient } from '../../src/releases/client/releaseClient.ts';
import { clientOfFile, filledApp, fillServer, removeServerOfFile } from '../support/filledServer.ts';
import { startTestServer, type TestServer } from '../support/runningServer.ts';
import { until } from '../support/until.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

const product = 'Mobile Distribution';

describe('changing releases in the view', () => {
  isOneStory();
  let window: VsCodeWindow;
  let client: ReleaseClient;
  let folder = '';
  let serverFile = '';
  let other: TestServer | undefined;

  after(async () => {
    await closeWindows();
    if (serverFile !== '') await removeServerOfFile(serverFile);
    await other?.stop();
  });

  async function open(row: RegExp): Promise<void> {
    const found = window.treeRow(row);
    await found.waitFor();
    if ((await found.getAttribute('aria-expanded')) === 'false') await found.click();
  }

  it('shows what is on the server of this computer', async () => {
    const stage = await theStage();
    folder = stage.workspace('changing-releases');
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "mobileDistribution.server.port": 0 }');
    window = await openWindow(folder);
    await window.runCommand(`${product}: Start Release Server…`);
    await window.answer('This Computer Only', 'Who can reach');
    await window.notification(/release server is running at/).waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    serverFile = join(stage.address.folder, 'config', 'mobile-distribution', 'server', 'server.json');
    client = clientOfFile(serverFile);
    await fillServer(client);
    await window.notification(/A device registered for acme\/Hello.*Ada’s iPhone/).waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('Mobile Distribution: Focus on Releases View');
    await window.page.getByRole('button', { name: 'Apps Section', exact: true }).click();
    await window.runCommand(`${product}: Refresh Releases`);
    await open(/Hello.*Android/s);
    await window.treeRow(/\(7\).*#3/s).waitFor();
    await window.treeRow(/\(7\).*#2.*mandatory/s).waitFor();
    await window.treeRow(/\(7\).*#1.*disabled/s).waitFor();
    await open(/Devices waiting/);
    await window.treeRow(/Ada’s iPhone/).waitFor();
    await open(/Feedback/);
    await window.treeRow(/The list jumps back/).waitFor();
  });

  it('resolves feedback, writes the list of devices for Apple, and lets a device wait no longer', async () => {
    await window.chooseInMenuOf(window.treeRow(/The list jumps back/), 'Mark Feedback as Resolved');
    await until('the feedback is resolved', async () => (await client.listFeedback(filledApp))[0]?.isResolved || undefined);
    const list = join(folder, 'devices.txt');
    await window.runCommand(`${product}: Register Devices…`);
    await window.answer('Save List for Apple…', 'Register devices of Hello');
    await window.chooseFile(list, 'Save List for Apple');
    await window.notification(/List saved/).waitFor();
    deepStrictEqual(readFileSync(list, 'utf8').split('\n')[1], '00008140-000A1D2E3F4C001C\tAda’s iPhone\tios');
    await window.runCommand('Notifications: Clear All Notifications');
    await window.chooseInMenuOf(window.treeRow(/Ada’s iPhone/), 'Dismiss Waiting Device');
    await until('the device no longer waits', async () => (await client.listWaitingDevices()).length === 0 || undefined);
  });

  it('edits release notes as a document that is saved', async () => {
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Edit Release Notes…');
    await window.editorText('New icons');
    await window.page.keyboard.press('ControlOrMeta+A');
    await window.page.keyboard.type('Faster start');
    await window.page.keyboard.press('ControlOrMeta+S');
    await until(
      'the notes are on the server',
      async () => (await client.showRelease(filledApp, '3')).notes === 'Faster start' || undefined,
    );
  });

  it('gives a release to more groups, and takes it back', async () => {
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Re-release…');
    await window.question.filter({ hasText: 'Which groups get the release as well?' }).waitFor();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Space');
    await window.page.keyboard.press('Enter');
    await window.confirm('How is it released?');
    const names = async (): Promise<string> =>
      (await client.showRelease(filledApp, '3')).destinations
        .map(({ name }) => name)
        .toSorted()
        .join();
    await until('QA has the release', async () => (await names()) === 'Beta,Collaborators,QA' || undefined);
    await open(/\(7\).*#3/s);
    const given = window.page.locator('.pane-body .monaco-list-row:visible[aria-level="4"]').filter({ hasText: 'QA' });
    await window.chooseInMenuOf(given.first(), 'Remove Destination…');
    await until('QA no longer has it', async () => (await names()) === 'Beta,Collaborators' || undefined);
  });

  it('creates a link that ends, and withdraws it', async () => {
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Create Limited Link…');
    await window.answer('In 1 day', 'Create Limited Link');
    await window.answer('2', 'Create Limited Link');
    await window.answer('sesame', 'Create Limited Link');
    await window.notification('The link is created').waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    const made = async () => (await client.listLinks(filledApp)).find(({ release }) => release === 3);
    const link = await made();
    deepStrictEqual([link?.installLimit, link?.hasPassword, link?.isRevoked], [2, true, false]);
    ok(Date.parse(link?.expiresAt ?? '') < Date.now() + 25 * 60 * 60 * 1000);
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Withdraw Link…');
    await window.answer('Release 3', 'Which link stops working');
    await until('the link is withdrawn', async () => (await made())?.isRevoked || undefined);
  });

  it('disables and enables a release', async () => {
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Disable Release');
    await window.treeRow(/\(7\).*#3.*disabled/s).waitFor();
    strictEqual((await client.showRelease(filledApp, '3')).isEnabled, false);
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#3/s), 'Enable Release');
    await until('release 3 is enabled', async () => (await client.showRelease(filledApp, '3')).isEnabled || undefined);
    await until('the row says so', async () => (await window.treeRow(/\(7\).*#3.*disabled/s).count()) === 0 || undefined);
  });

  it('makes a group and adds testers to it', async () => {
    await window.chooseInMenuOf(window.treeRow(/^Groups/), 'New Group…');
    await window.answer('Partners', 'New Group');
    await open(/^Groups/);
    await window.chooseInMenuOf(window.treeRow(/^Partners/), 'Add Testers…');
    await window.answer('linus@example.com', 'Mail addresses of new testers');
    await until('the tester is in the group', async () => {
      const testers = await client.listTesters(filledApp, 'Partners').catch(() => []);
      return testers.some(({ email }) => email === 'linus@example.com') || undefined;
    });
  });

  it('deletes a release after a question, and restores it', async () => {
    await window.chooseInMenuOf(window.treeRow(/\(7\).*#2/s), 'Delete Release…');
    await window.pressInDialog(/^Delete$/);
    const notice = window.notification(/Release 2 .*is deleted/);
    await notice.waitFor();
    const numbers = async (): Promise<readonly number[]> => (await client.listReleases(filledApp, 10)).map(({ id }) => id);
    deepStrictEqual(await numbers(), [3, 1]);
    await notice.getByRole('button', { name: 'Undo' }).click();
    await until('release 2 is back', async () => (await numbers()).length === 3 || undefined);
    await window.treeRow(/\(7\).*#2/s).waitFor();
  });

  it('is found by a second window, which stops it', async () => {
    const second = await openWindow(join(folder, '.vscode'));
    await second.runCommand('Mobile Distribution: Focus on Releases View');
    await second.treeRow(/this computer/).waitFor();
    ok(!(await second.offersCommand(`${product}: Start Release Server…`)));
    await second.runCommand(`${product}: Stop Release Server`);
    await until('the server has stopped', async () => (await client.listApps().catch(() => 'stopped')) === 'stopped' || undefined);
    await second.page.getByText('Start Release Server…').first().waitFor();
  });

  it('connects to a server elsewhere with a token, refuses a wrong one, and disconnects', async () => {
    other = await startTestServer();
    await other.ask('/api/v1/apps', { method: 'POST', body: { owner: 'acme', name: 'Remote', displayName: 'Remote', os: 'Android' } });
    await window.runCommand(`${product}: Connect to Server…`);
    await window.answer(other.running.url, 'Connect to Release Server');
    await window.answer('wrong', 'Connect to Release Server');
    await window.notification(/token/i).waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand(`${product}: Connect to Server…`);
    await window.answer(other.running.url, 'Connect to Release Server');
    await window.answer(other.running.ownerToken, 'Connect to Release Server');
    await window.notification(`Connected to ${other.running.url}`).waitFor();
    await window.runCommand('Mobile Distribution: Focus on Releases View');
    await window.treeRow(/Remote.*Android/s).waitFor();
    await window.chooseInMenuOf(window.treeRow(new RegExp(new URL(other.running.url).host)), 'Disconnect from Server');
    await until('the server is gone from the view', async () => (await window.treeRow(/Remote/).count()) === 0 || undefined);
  });
});
