/** `capacitor.config.json`, `.ts` and `.js`. A config that is code is not run: only its literals are read. */

import { collectAndroidSigning } from '../androidSigning.ts';
import { collectIdentity, exportMethods } from '../appleExport.ts';
import { FileCollector, type Piece } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { type SettingsChange } from '../../editSettings.ts';
import { pieceAt, signingPiece } from '../literalPieces.ts';
import { secretName } from '../secretName.ts';

export const capacitorConfig: ImportReader = {
  tool: 'Capacitor',
  files: ['capacitor.config.json', 'capacitor.config.ts', 'capacitor.config.js', 'capacitor.config.mjs', 'capacitor.config.cjs'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const at = (setting: SettingsChange['path'], ...path: readonly string[]): Piece | undefined => pieceAt(found, object, setting, path);
    found.text(['name'], at(['name'], 'appName'));
    found.text(['android', 'appIdentifier'], at(['android', 'appIdentifier'], 'appId'));
    found.text(['ios', 'appIdentifier'], at(['ios', 'appIdentifier'], 'appId'));
    found.text(['web', 'webDir'], at(['web', 'webDir'], 'webDir'));
    const android = (key: string) => object.at('android', 'buildOptions', key);
    const [storePassword, keyPassword] = [android('keystorePassword'), android('keystoreAliasPassword')];
    collectAndroidSigning(found, {
      keystore: at(['android', 'keystore'], 'android', 'buildOptions', 'keystorePath'),
      alias: at(['android', 'keyAlias'], 'android', 'buildOptions', 'keystoreAlias'),
      storePassword: signingPiece(object, storePassword),
      keyPassword: signingPiece(object, keyPassword),
      folder: '',
    });
    found.choiceOrDefault(
      ['android', 'buildType'],
      at(['android', 'buildType'], 'android', 'buildOptions', 'releaseType'),
      { APK: 'release', AAB: 'app-bundle' },
      { place: object.objectAt('android', 'buildOptions'), value: 'app-bundle' },
    );
    found.choiceOrDefault(['ios', 'buildType'], at(['ios', 'buildType'], 'ios', 'buildOptions', 'exportMethod'), exportMethods, {
      place: object.objectAt('ios', 'buildOptions'),
      value: 'app-store',
    });
    collectIdentity(found, object.at('ios', 'buildOptions', 'signingCertificate'));
    for (const literal of object.all) {
      if (literal.isNamed || literal === storePassword || literal === keyPassword || !secretName.test(literal.path.at(-1) ?? '')) continue;
      found.secret({ ...literal, key: literal.path.join('.'), purpose: 'other', removal: object.removalOf(literal) });
    }
    return found.done();
  },
};
