/**
 * Lets modules of the extension be loaded without VS Code: `fakeEditor.ts` stands for it. Every run of mocha loads this first
 * (`.mocharc.json`): imports are followed before anything runs, those of types too, so a test could not do it for itself.
 */

import { registerHooks } from 'node:module';

const fake = new URL('./fakeEditor.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context)),
});
