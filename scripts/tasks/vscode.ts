/** `npm run test:vscode`: all that is tried in a real VS Code, inside the extension host and through the window. */

import { runSteps } from '../steps/steps.ts';
import { closeVsCode, vscodeSteps } from '../steps/vscodeSteps.ts';

try {
  const { failed } = await runSteps(vscodeSteps);
  if (failed > 0) process.exitCode = 1;
} finally {
  await closeVsCode();
}
