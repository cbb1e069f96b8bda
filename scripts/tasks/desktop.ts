/**
 * `npm run test:desktop`: the suites of test/host in the VS Code of a developer's desktop, which @vscode/test-electron
 * downloads into `.vscode-test`. Needs a display (on Linux without one: `xvfb-run -a npm run test:desktop`) and access to
 * VS Code's download site. `npm test` runs the same suites without either.
 */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { sceneNames } from '../../test/host/sceneNames.ts';
import { scenes } from '../../test/host/scenes.ts';
import { packExtension, packedFolder } from '../package/packExtension.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { runSteps, type Step } from '../steps/steps.ts';
import { closingLine, oneFailed, readTally } from '../steps/tally.ts';
import { buildHostTests } from '../vscode/buildHostTests.ts';

const folder = join(projectRoot, 'out', 'desktop-tests');
rmSync(folder, { recursive: true, force: true });
await packExtension();
const extensionTestsPath = await buildHostTests();

const steps = sceneNames.map((name): Step => {
  return {
    name,
    about: 'in the extension host of VS Code’s desktop',
    run: async () => {
      const workspace = join(folder, name);
      mkdirSync(workspace, { recursive: true });
      const tallyFile = join(folder, `${name}.json`);
      const launchArgs = [scenes[name](workspace), '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'];
      const extensionTestsEnv = { TALLY_FILE: tallyFile, XDG_CONFIG_HOME: join(folder, 'config') };
      const options = { extensionDevelopmentPath: packedFolder, extensionTestsPath, extensionTestsEnv, launchArgs };
      const reason = await runTests(options).then(
        () => undefined,
        (error: unknown) => String(error),
      );
      const tally = readTally(tallyFile);
      // Failed tests are in the counts; anything else that ended VS Code is a separate failure.
      if (!tally) return { tally: oneFailed, output: reason ?? 'VS Code ended before its tests did' };
      return { tally, note: closingLine(tally) };
    },
  };
});

await runSteps(steps);
