import { ok } from 'node:assert/strict';
import { copySample } from '../host/scenes.ts';
import { closeWindows, openWindow, theStage } from './support/stage.ts';

/** Own time in the extension host: loading the bundle and calling `activate`. */
const limitMs = 50;

describe('activation in a window', () => {
  after(closeWindows);

  it(`takes less than ${limitMs} ms by VS Code's own count`, async () => {
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
    ok(load + call < limitMs, row);
  });
});
