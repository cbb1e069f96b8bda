/** `build.json` of Cordova: signing and kind of package of debug and release builds. Taken is what is said of releases. */

import { collectAndroidSigning } from '../androidSigning.ts';
import { collectIdentity, exportMethods } from '../appleExport.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { signingPiece } from '../literalPieces.ts';
import { secretName } from '../secretName.ts';

export const buildJson: ImportReader = {
  tool: 'Cordova',
  files: ['build.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const release = (key: string) => object.at('android', 'release', key);
    const [storePassword, keyPassword] = [release('storePassword'), release('password')];
    collectAndroidSigning(found, {
      keystore: release('keystore'),
      alias: release('alias'),
      storePassword: signingPiece(object, storePassword),
      keyPassword: signingPiece(object, keyPassword),
      folder: '',
    });
    // What Cordova makes where nothing is said.
    found.choiceOrDefault(
      ['android', 'buildType'],
      release('packageType'),
      { apk: 'release', bundle: 'app-bundle' },
      { place: object.objectAt('android', 'release'), value: 'app-bundle' },
    );
    found.choiceOrDefault(['ios', 'buildType'], object.at('ios', 'release', 'packageType'), exportMethods, {
      place: object.objectAt('ios', 'release'),
      value: 'development',
    });
    collectIdentity(found, object.at('ios', 'release', 'codeSignIdentity'));
    for (const literal of object.all) {
      if (literal === storePassword || literal === keyPassword || !secretName.test(literal.path.at(-1) ?? '')) continue;
      found.secret({ ...literal, key: literal.path.join('.'), purpose: 'other', removal: object.removalOf(literal) });
    }
    return found.done();
  },
};
