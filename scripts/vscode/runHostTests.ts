/** Runs the suites of test/host inside the extension host of a stage, scene by scene, and shows and counts their results. */

import { type SceneName } from '../../test/host/sceneNames.ts';
import { addTallies, oneFailed, type Tally } from '../steps/tally.ts';
import { buildHostTests } from './buildHostTests.ts';
import { type FlakyTests, type WindowAttempt } from './flakyTests.ts';
import { NotReady, runScene } from './runScene.ts';
import { type VsCodeStage } from './vscodeStage.ts';

/** How often a scene is opened until VS Code is ready. */
const attempts = 3;

export async function runHostTests(stage: VsCodeStage, scenes: readonly SceneName[], flaky: FlakyTests): Promise<Tally> {
  const module = await buildHostTests();
  const tallies: Tally[] = [];
  for (const name of scenes) {
    console.log(`  ${name}`);
    tallies.push(await flaky.run(name, async () => await tryScene(stage, name, module)));
  }
  return addTallies(tallies);
}

async function tryScene(stage: VsCodeStage, name: SceneName, module: string): Promise<WindowAttempt> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runScene(stage, name, module);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (error instanceof NotReady && attempt < attempts) {
        console.log(`    VS Code was not ready, and is opened anew: ${text}`);
        continue;
      }
      console.log(`    ✗ ${text}`);
      return { tally: oneFailed, failures: [name] };
    }
  }
}
