/** The VS Code that the tests of this process look at: the one `npm test` opened, or one of their own. */

import { join } from 'node:path';
import { packExtension } from '../../../scripts/package/packExtension.ts';
import { projectRoot } from '../../../scripts/steps/projectRoot.ts';
import { stageVariable, VsCodeStage } from '../../../scripts/vscode/vscodeStage.ts';
import { VsCodeWindow, type WindowOptions } from '../../../scripts/vscode/vscodeWindow.ts';

let opened: Promise<VsCodeStage> | undefined;
const windows: VsCodeWindow[] = [];

export async function theStage(): Promise<VsCodeStage> {
  opened ??= open();
  return await opened;
}

async function open(): Promise<VsCodeStage> {
  const address = process.env[stageVariable];
  if (address !== undefined) return await VsCodeStage.join(address);
  return await VsCodeStage.open(join(projectRoot, 'out', 'vscode-window'), await packExtension(), console.log);
}

/** Opens a window on a folder. It is closed after the test at the latest. */
export async function openWindow(folder: string | undefined, more: Partial<WindowOptions> = {}): Promise<VsCodeWindow> {
  const stage = await theStage();
  const window = await VsCodeWindow.open({
    browser: stage.browser,
    url: stage.address.url,
    ...(folder !== undefined && { folder }),
    ...more,
  });
  windows.push(window);
  return window;
}

/** What the last window showed when a test failed, to look at. */
afterEach(async function () {
  const title = this.currentTest?.fullTitle().replace(/[^a-z0-9]+/gi, '-') ?? '';
  if (this.currentTest?.state === 'failed') {
    const path = join(projectRoot, 'out', 'window-failures', `${title}.png`);
    await windows
      .at(-1)
      ?.screenshot(path)
      .then(
        () => console.log(`  see ${path}`),
        () => undefined,
      );
  }
});

export async function closeWindows(): Promise<void> {
  for (const window of windows.splice(0)) await window.close();
}

after(async () => {
  await closeWindows();
  await (await opened)?.close();
});
