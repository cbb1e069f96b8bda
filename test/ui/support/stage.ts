/** The VS Code that the tests of this process look at: the one `npm test` opened, or one of their own. */

import { join } from 'node:path';
import { packExtension } from '../../../scripts/package/packExtension.ts';
import { projectRoot } from '../../../scripts/steps/projectRoot.ts';
import { failurePicture } from '../../../scripts/vscode/failurePictures.ts';
import { stageVariable, VsCodeStage } from '../../../scripts/vscode/vscodeStage.ts';
import { type VsCodeWindow, type WindowOptions } from '../../../scripts/vscode/vscodeWindow.ts';

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

/** Opens a window on a folder. `closeWindows` closes it. */
export async function openWindow(folder: string | undefined, more: Partial<WindowOptions> = {}): Promise<VsCodeWindow> {
  const stage = await theStage();
  const window = await stage.openWindow({ ...(folder !== undefined && { folder }), ...more });
  windows.push(window);
  return window;
}

export async function closeWindows(): Promise<void> {
  for (const window of windows.splice(0)) await window.close();
}

/** What the last window shows, to look at after a failure. */
async function photograph(title: string): Promise<void> {
  const path = failurePicture(title);
  const taken = windows.at(-1)?.screenshot(path);
  await taken?.then(
    () => console.log(`  see ${path}`),
    (error: unknown) => console.log(`  no picture of the window: ${String(error)}`),
  );
}

afterEach(async function () {
  if (this.currentTest?.state === 'failed') await photograph(this.currentTest.fullTitle());
});

after(async () => {
  await closeWindows();
  await (await opened)?.close();
});
