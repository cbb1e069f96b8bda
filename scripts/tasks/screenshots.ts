/**
 * `npm run screenshots`: pictures of all that people see, in dark, light and high contrast, into docs/images. Git keeps those that documents
 * show. Names of scenes take only theirs; `--list` names all; `--into <folder>` puts them elsewhere. What differs from one time to the next
 * are keys, links and times alone.
 */

import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatByteSize } from '../../src/core/base/byteSize.ts';
import { packExtension } from '../package/packExtension.ts';
import { pictureScenes } from '../screenshots/pictureScenes.ts';
import { takePictures } from '../screenshots/takePictures.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { runSteps } from '../steps/steps.ts';
import { onePassed } from '../steps/tally.ts';
import { VsCodeStage } from '../vscode/vscodeStage.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false }, into: { type: 'string' } },
});
const scenes = pictureScenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (values.list) for (const { name, about } of pictureScenes) console.log(`${name.padEnd(16)} ${about}`);
else await takeAll(values.into === undefined ? join(projectRoot, 'docs', 'images') : resolve(values.into));

async function takeAll(into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  // Paths are in the pictures too, and must not be those of the person who takes them.
  const folder = join(tmpdir(), 'mobile-distribution-pictures');
  // Links lead where a forwarded port would be found, so that no picture contains an address of this machine.
  const stage = await VsCodeStage.open(folder, await packExtension(), console.log, { forwardedPorts: 'https://{{port}}.tunnel.example/' });
  try {
    await runSteps(
      scenes.map((scene) => {
        return {
          name: scene.name,
          about: scene.about,
          run: async () => {
            const pictures = await takePictures(stage, scene, into);
            return { tally: onePassed, note: formatByteSize(pictures.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)) };
          },
        };
      }),
    );
  } finally {
    await stage.close();
  }
}
