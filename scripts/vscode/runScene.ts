/** One scene in one window: opens it with the suites of test/host as its tests, and listens to what they tell. */

import { type SceneName } from '../../test/host/sceneNames.ts';
import { scenes } from '../../test/host/scenes.ts';
import { readHostEvent } from '../../test/host/support/hostEvents.ts';
import { failedLine, type Tally } from '../steps/tally.ts';
import { failurePicture } from './failurePictures.ts';
import { type WindowAttempt } from './flakyTests.ts';
import { type VsCodeStage } from './vscodeStage.ts';
import { type VsCodeWindow } from './vscodeWindow.ts';

const readyLimitMs = 90_000;
const sceneLimitMs = 420_000;

/** VS Code did not come as far as to run the suites. */
export class NotReady extends Error {}

export async function runScene(stage: VsCodeStage, name: SceneName, module: string, log: (line: string) => void): Promise<WindowAttempt> {
  const listener = new SceneListener(log);
  const window = await openScene(stage, name, module, listener);
  try {
    const tally = await listener.ended;
    for (const title of listener.failures) await window.screenshot(failurePicture(title)).catch(() => undefined);
    return { tally, failures: listener.failures };
  } catch (error) {
    if (error instanceof NotReady) throw error;
    const picture = failurePicture(name);
    await window.screenshot(picture).catch(() => undefined);
    const heard = listener.otherLines.slice(-20).map((line) => `      ${line.slice(0, 400)}`);
    throw new Error([error instanceof Error ? error.message : String(error), ...heard, `      picture: ${picture}`].join('\n'), {
      cause: error,
    });
  } finally {
    listener.dispose();
    await window.close();
  }
}

async function openScene(stage: VsCodeStage, name: SceneName, module: string, listener: SceneListener): Promise<VsCodeWindow> {
  const remote = `vscode-remote://localhost:${stage.address.port}`;
  return await stage.openWindow({
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
        for (const arg of args) listener.hear(typeof arg === 'string' ? arg : JSON.stringify(arg));
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => listener.exit(code));
    },
  });
}

/** Says results as they come. */
class SceneListener {
  readonly #log: (line: string) => void;
  readonly #ended = Promise.withResolvers<Tally>();
  /** The counts of all tests; rejects when they did not run to their end. */
  readonly ended = this.#ended.promise;
  /** What else the extension host said, for a scene that breaks off. */
  readonly otherLines: string[] = [];
  /** Titles of the tests that failed. */
  readonly failures: string[] = [];
  #tally: Tally | undefined;
  #timer = setTimeout(() => this.#ended.reject(new NotReady(`nothing was heard within ${readyLimitMs / 1000} s`)), readyLimitMs);

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  hear(line: string): void {
    const event = readHostEvent(line);
    switch (event?.kind) {
      case 'ready':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(
          () => this.#ended.reject(new Error(`the scene did not end within ${sceneLimitMs / 1000} s`)),
          sceneLimitMs,
        );
        break;
      case 'not-ready':
        this.#ended.reject(new NotReady(event.reason));
        break;
      case 'passed':
        this.#log(`    ✓ ${event.title} (${event.milliseconds} ms)`);
        break;
      case 'failed':
        this.failures.push(event.title);
        this.#log(`    ✗ ${event.title}\n${event.reason.replace(/^/gm, '      ')}`);
        this.#log(failedLine(event.title, event.reason.split('\n', 1)[0] ?? ''));
        break;
      case 'skipped':
        this.#log(`    - ${event.title}: skipped`);
        break;
      case 'measured':
        this.#log(`      ${event.what}: ${event.value}`);
        break;
      case 'end':
        this.#tally = { passed: event.passed, failed: event.failed, skipped: event.skipped };
        break;
      case undefined:
        this.otherLines.push(line);
        break;
    }
  }

  exit(code: number): void {
    if (this.#tally) this.#ended.resolve(this.#tally);
    else this.#ended.reject(new Error(`the extension host ended with ${code} before its tests did`));
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
