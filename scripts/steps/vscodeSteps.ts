/** The steps of `npm test` that try the packed extension in a real VS Code. They share one server and one browser. */

import { globSync } from 'node:fs';
import { join } from 'node:path';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { isSceneName, sceneNames, type SceneName } from '../../test/host/sceneNames.ts';
import { packExtension } from '../package/packExtension.ts';
import { forgetFailurePictures, takenPicture } from '../vscode/failurePictures.ts';
import { flakyNote, FlakyTests } from '../vscode/flakyTests.ts';
import { runHostTests } from '../vscode/runHostTests.ts';
import { stageVariable, VsCodeStage } from '../vscode/vscodeStage.ts';
import { projectRoot } from './projectRoot.ts';
import { type Step } from './steps.ts';
import { addTallies, closingLine, onePassed, type Tally } from './tally.ts';
import { runMocha } from './toolStep.ts';

/** Half a minute on a quiet machine; more than this is a browser or a server that hangs. */
const storyLimitMs = 10 * 60_000;

let stage: VsCodeStage | undefined;
const flaky = new FlakyTests(takenPicture);

function theStage(): VsCodeStage {
  if (!stage) throw new Error('VS Code did not start; the step vscode says why');
  return stage;
}

const openStep: Step = {
  name: 'vscode',
  about: 'the packed extension in a real VS Code, and a browser',
  run: async () => {
    forgetFailurePictures();
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
      const tally = await runHostTests(theStage(), scenes, flaky);
      return { tally, note: `${closingLine(tally)}${flakyNote(flaky)}` };
    },
  };
}

function windowStep(stories: readonly string[]): Step {
  return {
    name: 'window',
    about: 'what a person sees and does (test/ui)',
    run: async () => {
      const env = { [stageVariable]: JSON.stringify(theStage().address) };
      const tallies: Tally[] = [];
      // A process for each, so that a new attempt begins with nothing of the first.
      for (const story of stories) {
        console.log(`  ${story}`);
        const attempt = async () => await runMocha([story], { env, limitMs: storyLimitMs });
        tallies.push(await flaky.run(story, attempt));
      }
      const tally = addTallies(tallies);
      return { tally, note: `${closingLine(tally)}${flakyNote(flaky)}` };
    },
  };
}

const everyStory = globSync('test/ui/**/*.ui.ts', { cwd: projectRoot }).toSorted();
/** It looks at again what the other stories go through, and takes as long as half of them. */
const pseudoLanguage = /pseudoLanguage\.ui\.ts$/;

/** Part of `npm test`. */
export const testedSteps: readonly Step[] = [
  openStep,
  hostStep(sceneNames),
  windowStep(everyStory.filter((story) => !pseudoLanguage.test(story))),
];

/** All of them; or only the scenes and stories that are `wanted`. */
export function vscodeSteps(wanted: readonly string[]): readonly Step[] {
  if (wanted.length === 0) return [openStep, hostStep(sceneNames), windowStep(everyStory)];
  const scenes = wanted.filter(isSceneName);
  const stories = wanted.filter((name) => !isSceneName(name));
  const unknown = stories.filter((name) => !name.endsWith('.ui.ts'));
  if (unknown.length > 0) throw new Error(`Neither a scene (${sceneNames.join(', ')}) nor a *.ui.ts file: ${unknown.join(', ')}`);
  return [openStep, ...(scenes.length > 0 ? [hostStep(scenes)] : []), ...(stories.length > 0 ? [windowStep(stories)] : [])];
}

export async function closeVsCode(): Promise<void> {
  await stage?.close();
  stage = undefined;
}
