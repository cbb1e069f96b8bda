import { ok } from 'node:assert/strict';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

/** Of `activate` itself. How long the bundle takes to load depends on the machine's load and is printed, not judged. */
const limitMs = 50;

describe('activation in a window', () => {
  after(closeWindows);

  it(`calls activate in less than ${limitMs} ms by VS Code's own count`, async () => {
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
    ok(call + finish < limitMs, row);
  });
});
