/** What sharing leaves when its window is killed: nothing that others can reach, and nothing on the disk. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleApp } from '../../scripts/screenshots/pictureApps.ts';
import { createPackage, dismissNotifications, product } from '../../scripts/screenshots/pictureGestures.ts';
import { isAlive } from '../../src/node/isAlive.ts';
import { parseRunningServer } from '../../src/releases/client/runningServerFile.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('a window that shares', () => {
  isOneStory();

  it('ends its sharing server when its extension host is killed', async () => {
    const stage = await theStage();
    const sharing = join(stage.address.folder, 'config', 'mobile-distribution', 'sharing');
    const folders = (): readonly string[] => (existsSync(sharing) ? readdirSync(sharing) : []);
    const before = folders();
    const window = await openWindow(sampleApp(stage.workspace('sharing')));
    await window.treeOfApps();
    await createPackage(window);
    await dismissNotifications(window);
    await window.runCommand(`${product}: Show Install QR Code`);
    await window.pressInDialog(/^Share$/);
    const panel = await window.webview('Stop Sharing');
    const address = await panel.locator('.address').first().innerText();
    strictEqual((await fetch(address)).status, 200);

    const name = folders().find((each) => !before.includes(each)) ?? '';
    const server = parseRunningServer(readFileSync(join(sharing, name, 'server.json'), 'utf8'));
    const host = parentOf(server?.pid ?? 0);
    process.kill(host, 'SIGKILL');
    await until('the extension host has ended', () => !isAlive(host) || undefined);
    await until('the sharing server has ended', () => !isAlive(server?.pid ?? 0) || undefined);
    await until('nothing is shared', async () => ((await fetch(address).catch(() => undefined))?.ok === true ? undefined : true));
    deepStrictEqual(folders(), before);
  });
});

function parentOf(pid: number): number {
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (parent === undefined) throw new Error(`Process ${pid} has no parent`);
  return Number(parent);
}
