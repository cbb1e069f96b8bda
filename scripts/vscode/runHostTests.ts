/** Runs the suites of test/host inside the extension host of a stage, scene by scene, and shows and counts their results. */

import { isSceneName, sceneNames, type SceneName } from '../../test/host/sceneNames.ts';
import { scenes } from '../../test/host/scenes.ts';
import { readHostEvent } from '../../test/host/support/hostEvents.ts';
import { addTallies, oneFailed, type Tally } from '../steps/tally.ts';
import { buildHostTests } from './buildHostTests.ts';
import { type VsCodeStage } from './vscodeStage.ts';
import { VsCodeWindow } from './vscodeWindow.ts';

const sceneLimitMs = 180_000;

export async function runHostTests(stage: VsCodeStage, wanted: readonly string[] = sceneNames): Promise<Tally> {
  const module = await buildHostTests();
  const tallies: Tally[] = [];
  for (const name of wanted.filter(isSceneName)) tallies.push(await runScene(stage, name, module));
  return addTallies(tallies);
}

async function runScene(stage: VsCodeStage, name: SceneName, module: string): Promise<Tally> {
  console.log(`  ${name}`);
  const remote = `vscode-remote://localhost:${stage.address.port}`;
  const ended = Promise.withResolvers<number>();
  let tally: Tally | undefined;
  const otherLines: string[] = [];
  const hear = (line: string): void => {
    const event = readHostEvent(line);
    switch (event?.kind) {
      case 'passed':
        console.log(`    ✓ ${event.title} (${event.milliseconds} ms)`);
        break;
      case 'failed':
        console.log(`    ✗ ${event.title}\n${event.reason.replace(/^/gm, '      ')}`);
        break;
      case 'skipped':
        console.log(`    - ${event.title}: skipped`);
        break;
      case 'measured':
        console.log(`      ${event.what}: ${event.value}`);
        break;
      case 'end':
        tally = event;
        break;
      case undefined:
        otherLines.push(line);
        break;
    }
  };
  const window = await VsCodeWindow.open({
    browser: stage.browser,
    url: stage.address.url,
    folder: scenes[name](stage.workspace(name)),
    payload: [
      ['extensionDevelopmentPath', `${remote}${stage.address.extensionFolder}`],
      ['extensionTestsPath', `${remote}${module}`],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ],
    testDriver: true,
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationLog', (_type: unknown, args: readonly unknown[]) => {
        for (const arg of args) hear(typeof arg === 'string' ? arg : JSON.stringify(arg));
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => ended.resolve(code));
    },
  });
  const timer = setTimeout(() => ended.reject(new Error(`the scene ${name} did not end within ${sceneLimitMs / 1000} s`)), sceneLimitMs);
  try {
    const exitCode = await ended.promise;
    if (!tally) throw new Error([`the extension host ended with ${exitCode} before its tests did`, ...otherLines.slice(-20)].join('\n'));
    return { passed: tally.passed, failed: tally.failed, skipped: tally.skipped };
  } catch (error) {
    console.log(`    ✗ ${error instanceof Error ? error.message : String(error)}`);
    return tally ? addTallies([tally, oneFailed]) : oneFailed;
  } finally {
    clearTimeout(timer);
    await window.close();
  }
}
