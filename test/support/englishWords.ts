/**
 * Lets modules that only ask VS Code for words be loaded without it: `vscode.l10n.t` gives the English text, filled in.
 * Import such a module with `await import(...)` after this one.
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
