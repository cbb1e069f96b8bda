/** `app.json` and `app.config.*` of Expo. A config that is code is not run: only its literals are read. */

import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';

export const appJson: ImportReader = {
  tool: 'Expo',
  files: ['app.json', 'app.config.json', 'app.config.ts', 'app.config.js', 'app.config.mjs', 'app.config.cjs'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    // Configs that are code may leave the outer object out.
    const at = (...path: readonly string[]) => object.at('expo', ...path) ?? (file === 'app.json' ? undefined : object.at(...path));
    found.text(['name'], at('name') ?? object.at('displayName'));
    found.text(['version'], at('version'));
    found.text(['android', 'appIdentifier'], at('android', 'package'));
    found.integer(['android', 'versionCode'], at('android', 'versionCode'));
    found.text(['ios', 'appIdentifier'], at('ios', 'bundleIdentifier'));
    found.integer(['ios', 'versionCode'], at('ios', 'buildNumber'));
    return found.done();
  },
};
