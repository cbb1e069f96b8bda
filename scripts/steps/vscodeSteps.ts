/** The steps of `npm test` that try the packed extension in a real VS Code. Each lane has its own server and browser. */

import { globSync } from 'node:fs';
import { join } from 'node:path';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { isSceneName, sceneNames, type SceneName } from '../../test/host/sceneNames.ts';
import { packExtension } from '../package/packExtension.ts';
import { forgetFailurePictures, takenPicture } from '../vscode/failurePictures.ts';
import { FlakyTests } from '../vscode/flakyTests.ts';
import { runHostTests } from '../vscode/runHostTests.ts';
import { runWindowTests } from '../vscode/runWindowTests.ts';
import { longestFirst } from '../vscode/storyOrder.ts';
import { stageVariable, VsCodeStage } from '../vscode/vscodeStage.ts';
import { projectRoot } from './projectRoot.ts';
import { type Step } from './steps.ts';
import { onePassed } from './tally.ts';
import { runMocha } from './toolStep.ts';

/** Half a minute on a quiet machine; more than this is a browser or a server that hangs. */
const storyLimitMs = 10 * 60_000;

/** Two cores are what two windows need, and more windows would only wait for them. */
const mostLanes = 2;

const stages: VsCodeStage[] = [];
const flaky = new FlakyTests(takenPicture);

function theStages(): readonly VsCodeStage[] {
  if (stages.length === 0) throw new Error('VS Code did not start; the step vscode says why');
  return stages;
}

/** `lanes` is how many windows may be open at the same time. */
function openStep(lanes: number): Step {
  return {
    name: 'vscode',
    about: 'the packed extension in a real VS Code, and a browser',
    run: async () => {
      forgetFailurePictures();
      const packed = await packExtension();
      for (let lane = 1; lane <= lanes; lane += 1) {
        const folder = join(projectRoot, 'out', 'vscode-tests', String(lane));
        stages.push(await VsCodeStage.open(folder, packed, (line) => console.log(`  ${line}`)));
      }
      return { tally: onePassed, note: formatByteSize(packed.sizeBytes) };
    },
  };
}

function hostStep(scenes: readonly SceneName[]): Step {
  return {
    name: 'extension-host',
    about: 'mocha inside the extension host (test/host)',
    run: async () => await runHostTests(theStages(), scenes, flaky),
  };
}

function windowStep(stories: readonly string[]): Step {
  return {
    name: 'window',
    about: 'what a person sees and does (test/ui)',
    run: async () =>
      await runWindowTests({
        lanes: theStages(),
        jobs: longestFirst(stories),
        flaky,
        // A process for each, so that a new attempt begins with nothing of the first.
        attempt: async (story, stage, log) =>
          await runMocha([story], { env: { [stageVariable]: JSON.stringify(stage.address) }, limitMs: storyLimitMs, log }),
      }),
  };
}

const everyStory = globSync('test/ui/**/*.ui.ts', { cwd: projectRoot }).toSorted();
/** It looks at again what the other stories go through, and takes as long as half of them. */
const pseudoLanguage = /pseudoLanguage\.ui\.ts$/;

/** Part of `npm test`. */
export const testedSteps: readonly Step[] = [
  openStep(mostLanes),
  hostStep(sceneNames),
  windowStep(everyStory.filter((story) => !pseudoLanguage.test(story))),
];

/** All of them; or only the scenes and stories that are `wanted`. */
export function vscodeSteps(wanted: readonly string[]): readonly Step[] {
  if (wanted.length === 0) return [openStep(mostLanes), hostStep(sceneNames), windowStep(everyStory)];
  const scenes = wanted.filter(isSceneName);
  const stories = wanted.filter((name) => !isSceneName(name));
  const unknown = stories.filter((name) => !name.endsWith('.ui.ts'));
  if (unknown.length > 0) throw new Error(`Neither a scene (${sceneNames.join(', ')}) nor a *.ui.ts file: ${unknown.join(', ')}`);
  const lanes = Math.min(mostLanes, Math.max(scenes.length, stories.length));
  return [openStep(lanes), ...(scenes.length > 0 ? [hostStep(scenes)] : []), ...(stories.length > 0 ? [windowStep(stories)] : [])];
}

export async function closeVsCode(): Promise<void> {
  for (const stage of stages.splice(0)) await stage.close();
}
