/**
 * `npm run test:vscode`: all that is tried in a real VS Code, inside the extension host and through the window. Names of scenes and files
 * of stories choose some of it: `npm run test:vscode -- making-assets test/ui/passwords.ui.ts`.
 */

import { runSteps } from '../steps/steps.ts';
import { closeVsCode, vscodeSteps } from '../steps/vscodeSteps.ts';

try {
  await runSteps(vscodeSteps(process.argv.slice(2)));
} finally {
  await closeVsCode();
}
