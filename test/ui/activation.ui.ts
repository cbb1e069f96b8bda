import { ok } from 'node:assert/strict';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

describe('activation in a window', () => {
  after(closeWindows);

  // How long it takes depends on what else the machine does, so the times are printed and not judged here.
  it("happens by an event of the workspace or of the view, and VS Code counts the extension's own time", async () => {
    const folder = (await theStage()).workspace('activation');
    copySample(folder);
    const window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand('Developer: Startup Performance');
    const text = await window.editorText('Extension Activation Stats');
    const row = text.split('\n').find((line) => line.includes('mobile-distribution.mobile-distribution')) ?? '';
    // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
    const [load = NaN, call = NaN, finish = NaN] = row.split('|').slice(3, 6).map(Number);
    console.log(`    load ${load} ms, call ${call} ms, finish ${finish} ms`);
    ok([load, call, finish].every((time) => Number.isFinite(time)) && /workspaceContains:|onView:/.test(row), row);
  });
});
