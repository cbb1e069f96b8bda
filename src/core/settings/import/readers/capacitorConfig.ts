/** `capacitor.config.json`, `.ts` and `.js`. A config that is code is not run: only its literals are read. */

import { collectAndroidSigning } from '../androidSigning.ts';
import { collectIdentity, exportMethods } from '../appleExport.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { signingPiece } from '../literalPieces.ts';
import { secretName } from '../secretName.ts';

export const capacitorConfig: ImportReader = {
  tool: 'Capacitor',
  files: ['capacitor.config.json', 'capacitor.config.ts', 'capacitor.config.js', 'capacitor.config.mjs', 'capacitor.config.cjs'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    found.text(['name'], object.at('appName'));
    found.text(['android', 'appIdentifier'], object.at('appId'));
    found.text(['ios', 'appIdentifier'], object.at('appId'));
    found.text(['web', 'webDir'], object.at('webDir'));
    const android = (key: string) => object.at('android', 'buildOptions', key);
    const [storePassword, keyPassword] = [android('keystorePassword'), android('keystoreAliasPassword')];
    collectAndroidSigning(found, {
      keystore: android('keystorePath'),
      alias: android('keystoreAlias'),
      storePassword: signingPiece(object, storePassword),
      keyPassword: signingPiece(object, keyPassword),
      folder: '',
    });
    found.choice(['android', 'buildType'], android('releaseType'), { APK: 'release', AAB: 'app-bundle' });
    found.choice(['ios', 'buildType'], object.at('ios', 'buildOptions', 'exportMethod'), exportMethods);
    collectIdentity(found, object.at('ios', 'buildOptions', 'signingCertificate'));
    for (const literal of object.all) {
      if (literal === storePassword || literal === keyPassword || !secretName.test(literal.path.at(-1) ?? '')) continue;
      found.secret({ ...literal, key: literal.path.join('.'), purpose: 'other', removal: object.removalOf(literal) });
    }
    return found.done();
  },
};
