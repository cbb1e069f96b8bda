/** `npm run test:vscode`: what `npm test` does in a real VS Code, alone. */

import { runSteps } from '../steps/steps.ts';
import { closeVsCode, vscodeSteps } from '../steps/vscodeSteps.ts';

try {
  const { failed } = await runSteps(vscodeSteps);
  if (failed > 0) process.exitCode = 1;
} finally {
  await closeVsCode();
}
