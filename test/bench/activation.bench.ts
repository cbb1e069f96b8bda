/**
 * What VS Code waits for when the extension starts: loading the packed code and activating it, each time in a fresh Node, with
 * an editor that takes everything and does nothing. Starting Node is not measured. test/ui/activation.ui.ts prints VS Code's own times.
 */

import { fileURLToPath } from 'node:url';
import { packExtension, packedFolder } from '../../scripts/package/packExtension.ts';
import { ownTimeDemand, timeDemand, type BenchCase } from './support/benchCase.ts';
import { measuredBy } from './support/measure.ts';
import { outputOf } from './support/processes.ts';

const runner = fileURLToPath(new URL('support/activateExtension.cjs', import.meta.url));

export const bench: BenchCase = {
  title: 'Activate the extension',
  run: async () => {
    await packExtension();
    const times = { load: [] as number[], activate: [] as number[], both: [] as number[] };
    for (let round = -1; round < 9; round++) {
      const { load, activate }: { readonly load: number; readonly activate: number } = JSON.parse(
        await outputOf(process.execPath, [runner, packedFolder]),
      );
      if (round < 0) continue;
      times.load.push(load);
      times.activate.push(activate);
      times.both.push(load + activate);
    }
    const both = measuredBy('both', times.both);
    return {
      measurements: [measuredBy('load its code', times.load), measuredBy('call activate', times.activate), both],
      demands: [
        ownTimeDemand('Activation itself, in the fastest of nine fresh processes', both, 20),
        timeDemand('Activation in a fresh process', both, 50),
      ],
    };
  },
};
