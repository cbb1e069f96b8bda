/** The steps of `npm test` that try the packed extension in a real VS Code. They share one server and one browser. */

import { join } from 'node:path';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { sceneNames, type SceneName } from '../../test/host/sceneNames.ts';
import { packExtension } from '../package/packExtension.ts';
import { runHostTests } from '../vscode/runHostTests.ts';
import { stageVariable, VsCodeStage } from '../vscode/vscodeStage.ts';
import { projectRoot } from './projectRoot.ts';
import { type Step } from './steps.ts';
import { closingLine, onePassed } from './tally.ts';
import { runMocha } from './toolStep.ts';

/** A hundred seconds on a quiet machine; more than this is a browser or a server that hangs. */
const windowLimitMs = 20 * 60_000;

let stage: VsCodeStage | undefined;

function theStage(): VsCodeStage {
  if (!stage) throw new Error('VS Code did not start; the step vscode says why');
  return stage;
}

const openStep: Step = {
  name: 'vscode',
  about: 'the packed extension in a real VS Code, and a browser',
  run: async () => {
    const packed = await packExtension();
    stage = await VsCodeStage.open(join(projectRoot, 'out', 'vscode-tests'), packed, (line) => console.log(`  ${line}`));
    return { tally: onePassed, note: formatByteSize(packed.sizeBytes) };
  },
};

function hostStep(scenes: readonly SceneName[]): Step {
  return {
    name: 'extension-host',
    about: 'mocha inside the extension host (test/host)',
    run: async () => {
      const tally = await runHostTests(theStage(), scenes);
      return { tally, note: closingLine(tally) };
    },
  };
}

/** The wizards' questions in the host are not answered reliably yet: their scene is for `npm run test:vscode` alone. */
const heldScenes = sceneNames.filter((name) => name !== 'making-assets');

const windowStep: Step = {
  name: 'window',
  about: 'what a person sees and does (test/ui/**/*.ui.ts)',
  run: async () => {
    const env = { [stageVariable]: JSON.stringify(theStage().address) };
    return await runMocha(['--timeout', '300000', 'test/ui/**/*.ui.ts'], { env, limitMs: windowLimitMs });
  },
};

/** Part of `npm test`. */
export const hostSteps: readonly Step[] = [openStep, hostStep(heldScenes)];

/** With what goes through the window, which takes minutes on a busy machine. */
export const vscodeSteps: readonly Step[] = [openStep, hostStep(sceneNames), windowStep];

export async function closeVsCode(): Promise<void> {
  await stage?.close();
  stage = undefined;
}
