/** Installs the tools of others that tests use: judges, Wine, VS Code's server and a browser. `.ci/run` does it while the source is checked. */

import { installJudges } from '../judges/installJudges.ts';
import { runSteps, type Step } from '../steps/steps.ts';
import { oneFailed, onePassed } from '../steps/tally.ts';
import { ensureChromium, ensureVsCode } from '../vscode/vscodeInstallation.ts';
import { vscodeCache } from '../vscode/vscodeStage.ts';
import { openWineNode } from '../windows/wineNode.ts';

function log(line: string): void {
  console.log(`  ${line}`);
}

const steps: readonly Step[] = [
  {
    name: 'judges',
    about: 'other people’s tools that judge packages and signatures',
    run: async () => {
      await installJudges(log);
      return { tally: onePassed };
    },
  },
  {
    name: 'wine',
    about: 'the Windows build of Node',
    run: async () => {
      const node = await openWineNode(log);
      await node?.stop();
      return { tally: node ? onePassed : oneFailed };
    },
  },
  {
    name: 'vscode',
    about: 'VS Code’s server and a browser',
    run: async () => {
      ensureVsCode(vscodeCache, log);
      ensureChromium(log);
      return { tally: onePassed };
    },
  },
];

await runSteps(steps);
