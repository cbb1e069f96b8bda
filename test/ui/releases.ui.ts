import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { parseRunningServer } from '../../src/releases/client/runningServerFile.ts';
import { removeServerOfFile } from '../support/filledServer.ts';
import { signBytes } from '../support/signedPackages.ts';
import { smallApkEntries, smallArchive } from '../support/smallPackages.ts';
import { until } from '../support/until.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

const product = 'Mobile Distribution';

// What the server answers, which each test looks into.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

describe('releases in the window', () => {
  let file = '';
  after(async () => {
    await closeWindows();
    if (file !== '') await removeServerOfFile(file);
  });

  it('start a server, bring a package to a group, and show it in the view', async () => {
    const stage = await theStage();
    const folder = stage.workspace('releases');
    mkdirSync(join(folder, '.vscode'), { recursive: true });
    writeFileSync(join(folder, '.vscode', 'settings.json'), '{ "mobileDistribution.server.port": 0 }');
    const apk = await signBytes(await smallArchive(smallApkEntries()));
    writeFileSync(join(folder, 'hello.apk'), apk);
    const window = await openWindow(folder);

    await window.runCommand(`${product}: Start Release Server…`);
    await window.answer('This Computer Only', 'Who can reach');
    await window.notification(/release server is running at/).waitFor();
    file = join(stage.address.folder, 'config', 'mobile-distribution', 'server', 'server.json');
    const running = parseRunningServer(readFileSync(file, 'utf8'));
    ok(running);
    const ask = async (path: string): Promise<Body> => {
      const answer = await fetch(`${running.url}/api/v1${path}`, { headers: { 'x-api-token': running.ownerToken } });
      return await answer.json();
    };

    await window.openFile('hello.apk');
    await window.webview('Signatures valid');
    await window.runCommand(`${product}: Release Package…`);
    await window.confirm('Name that testers see');
    await chooseAll(window, 'Release hello.apk (1/2)');
    await window.answer('Write Notes', 'Release hello.apk (2/3)');
    await window.answer('New **icons** <b>', 'Release hello.apk (3/4)');
    await chooseAll(window, 'Release hello.apk (4/4)');
    await window.pressInDialog(/^Release$/);
    await window.notification(/Release 1 is available to Collaborators/).waitFor();
    const [app]: Body = (await ask('/apps')).apps;
    const path = `/apps/${app.owner}/${app.name}/releases/1`;
    const release = await ask(path);
    deepStrictEqual([release.notes, release.isEnabled, release.destinations[0].isMandatory], ['New **icons** <b>', true, true]);
    const bytes = new Uint8Array(await (await fetch(release.downloadUrl)).arrayBuffer());
    strictEqual(createHash('sha256').update(bytes).digest('hex'), createHash('sha256').update(apk).digest('hex'));

    await window.runCommand('Mobile Distribution: Focus on Releases View');
    await window.treeRow(/this computer/).waitFor();

    await window.runCommand(`${product}: Stop Release Server`);
    await until('the server has stopped', async () => (await ask('/apps').catch(() => 'stopped')) === 'stopped' || undefined);
  });
});

/** Marks all that a list of several offers, and takes it. */
async function chooseAll(window: VsCodeWindow, about: string): Promise<void> {
  const box = window.question.filter({ hasText: about });
  const all = box.locator('.quick-input-header').locator('.monaco-custom-toggle, input[type="checkbox"]').first();
  await all.waitFor();
  await box.locator('.monaco-list-row').first().waitFor();
  await all.click();
  await window.page.keyboard.press('Enter');
}
