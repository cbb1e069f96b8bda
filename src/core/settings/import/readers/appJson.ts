/** `app.json` and `app.config.*` of Expo. A config that is code is not run: only its literals are read, and they count before those of app.json. */

import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { type SettingsChange } from '../../editSettings.ts';
import { FileCollector, type Piece } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { pieceAt } from '../literalPieces.ts';

export const appJson: ImportReader = {
  tool: 'Expo',
  files: ['app.config.ts', 'app.config.js', 'app.config.mjs', 'app.config.cjs', 'app.config.json', 'app.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const isPlain = object.objectAt('expo') === undefined;
    // Configs that are code may leave the outer object out; so does the app.json of React Native.
    const at = (setting: SettingsChange['path'], ...path: readonly string[]): Piece | undefined =>
      pieceAt(found, object, setting, ['expo', ...path], ...(isPlain && file !== 'app.json' ? [path] : []));
    found.text(['name'], at(['name'], 'name') ?? object.at('displayName'));
    found.text(['version'], at(['version'], 'version'));
    found.text(['android', 'appIdentifier'], at(['android', 'appIdentifier'], 'android', 'package'));
    found.integer(['android', 'versionCode'], at(['android', 'versionCode'], 'android', 'versionCode'));
    found.text(['ios', 'appIdentifier'], at(['ios', 'appIdentifier'], 'ios', 'bundleIdentifier'));
    found.integer(['ios', 'versionCode'], at(['ios', 'versionCode'], 'ios', 'buildNumber'));
    return found.done();
  },
};
