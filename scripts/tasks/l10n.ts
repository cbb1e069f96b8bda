/**
 * `npm run l10n`: writes l10n/bundle.l10n.json again. `npm run check` fails when it is out of date.
 * `npm run l10n -- --pseudo FOLDER` puts a pseudo-language into an unpacked extension, to look at its layout.
 */

import { parseArgs } from 'node:util';
import { stringBundle, stringBundlePath, writePseudoLanguage, writeStringBundle } from '../l10n/stringBundle.ts';

const { values } = parseArgs({ options: { pseudo: { type: 'string' } } });
writeStringBundle();
console.log(`Wrote ${stringBundlePath}`);
for (const problem of stringBundle().problems) {
  console.error(problem);
  process.exitCode = 1;
}
if (values.pseudo !== undefined) {
  writePseudoLanguage(values.pseudo);
  console.log(`Put the pseudo-language into ${values.pseudo}`);
}
