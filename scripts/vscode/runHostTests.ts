/** Runs the suites of test/host inside the extension host of a stage, scene by scene, and shows and counts their results. */

import { type SceneName } from '../../test/host/sceneNames.ts';
import { type StepResult } from '../steps/steps.ts';
import { oneFailed } from '../steps/tally.ts';
import { buildHostTests } from './buildHostTests.ts';
import { type FlakyTests, type WindowAttempt } from './flakyTests.ts';
import { NotReady, runScene } from './runScene.ts';
import { runWindowTests } from './runWindowTests.ts';
import { type VsCodeStage } from './vscodeStage.ts';

/** How often a scene is opened until VS Code is ready. */
const attempts = 3;

export async function runHostTests(lanes: readonly VsCodeStage[], scenes: readonly SceneName[], flaky: FlakyTests): Promise<StepResult> {
  const module = await buildHostTests();
  return await runWindowTests({
    lanes,
    jobs: scenes,
    flaky,
    attempt: async (name, stage, log) => await tryScene(stage, name, module, log),
  });
}

async function tryScene(stage: VsCodeStage, name: SceneName, module: string, log: (line: string) => void): Promise<WindowAttempt> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runScene(stage, name, module, log);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (error instanceof NotReady && attempt < attempts) {
        log(`    VS Code was not ready, and is opened anew: ${text}`);
        continue;
      }
      log(`    ✗ ${text}`);
      return { tally: oneFailed, failures: [name] };
    }
  }
}
