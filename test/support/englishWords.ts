/**
 * Lets modules that only ask VS Code for words be loaded without it: `vscode.l10n.t` gives the English text, filled in. Every run of mocha
 * loads this first (`.mocharc.json`): imports are followed before anything runs, those of types too, so a test could not do it for itself.
 */

import { registerHooks } from 'node:module';

const stub = `
const fill = (text, values) => text.replace(/\\{(\\w+)\\}/g, (place, name) => String(values[name] ?? place));
export const l10n = { t: (text, ...args) => fill(text, typeof args[0] === 'object' ? args[0] : args) };
export const env = { language: 'en' };
`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: `data:text/javascript,${encodeURIComponent(stub)}`, shortCircuit: true } : next(specifier, context),
});
