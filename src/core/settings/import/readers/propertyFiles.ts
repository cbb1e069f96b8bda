/**
 * Signing in `.properties` files: `key.properties` of Flutter, `gradle.properties` of React Native and Gradle, `*-signing.properties` of
 * Cordova. The first two name the keystore relative to the module that the app is built from, the last one relative to itself.
 */

import { collectAndroidSigning, type SigningPiece } from '../androidSigning.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportedFile, type ImportReader } from '../importedFile.ts';
import { folderOf } from '../pathFromApp.ts';
import { parseProperties, type Property } from '../../../formats/java-properties/parseProperties.ts';
import { secretName } from '../secretName.ts';

interface Names {
  readonly keystore: RegExp;
  readonly alias: RegExp;
  readonly storePassword: RegExp;
  readonly keyPassword: RegExp;
}

function readSigning(text: string, file: string, tool: string, names: Names, folder: string): ImportedFile {
  const found = new FileCollector(text, file, tool);
  const properties = parseProperties(text);
  // Of several equal keys the last one counts.
  const named = (name: RegExp): Property | undefined => properties.findLast(({ key }) => name.test(key));
  const [storePassword, keyPassword] = [named(names.storePassword), named(names.keyPassword)];
  const malformed = properties.find(({ isMalformed }) => isMalformed);
  if (malformed) found.issue('import-escape-malformed', { file, key: malformed.key }, malformed);
  const keystore = named(names.keystore);
  const isEaten = keystore !== undefined && (keystore.isMalformed || hasSingleBackslash(keystore.written));
  if (isEaten) found.skip(['android', 'keystore'], keystore, 'escape');
  collectAndroidSigning(found, {
    keystore: isEaten ? undefined : keystore,
    alias: named(names.alias),
    storePassword: piece(storePassword),
    keyPassword: piece(keyPassword),
    folder,
  });
  for (const property of properties) {
    if (property === storePassword || property === keyPassword || !secretName.test(property.key)) continue;
    const other = piece(property);
    if (other) found.secret({ ...other, purpose: 'other' });
  }
  return found.done();
}

/** `C:\Users\ann\up.jks`: Java drops a backslash before a letter, so that another path is left. */
function hasSingleBackslash(written: string): boolean {
  return /^(?:[^\\]|\\\\|\\[:=#! ])*\\[^\\:=#! \r\n]/.test(written.slice(0, 2000));
}

function piece(property: Property | undefined): SigningPiece | undefined {
  return property && { ...property, removal: { offset: property.lineOffset, length: property.lineLength } };
}

export const keyProperties: ImportReader = {
  tool: 'Flutter',
  files: ['android/key.properties', 'key.properties', 'android/keystore.properties', 'keystore.properties'],
  read(text, file) {
    const names = { keystore: /^storeFile$/, alias: /^keyAlias$/, storePassword: /^storePassword$/, keyPassword: /^keyPassword$/ };
    return readSigning(text, file, this.tool, names, moduleFolder(file));
  },
};

export const gradleProperties: ImportReader = {
  tool: 'Gradle',
  files: ['android/gradle.properties', 'gradle.properties'],
  read(text, file) {
    const names = {
      keystore: /(_|^)(STORE|KEYSTORE)_?(FILE|PATH)$|^android\.injected\.signing\.store\.file$/i,
      alias: /(_|^)KEY_?ALIAS$|^android\.injected\.signing\.key\.alias$/i,
      storePassword: /(_|^)(STORE|KEYSTORE)_?PASSWORD$|^android\.injected\.signing\.store\.password$/i,
      keyPassword: /(_|^)KEY(_?ALIAS)?_?PASSWORD$|^android\.injected\.signing\.key\.password$/i,
    };
    return readSigning(text, file, this.tool, names, moduleFolder(file));
  },
};

export const signingProperties: ImportReader = {
  tool: 'Cordova',
  files: ['release-signing.properties', 'platforms/android/release-signing.properties', 'debug-signing.properties'],
  read(text, file) {
    const names = {
      keystore: /^(key\.store|storeFile)$/,
      alias: /^(key\.alias|keyAlias)$/,
      storePassword: /^(key\.store\.password|storePassword)$/,
      keyPassword: /^(key\.alias\.password|keyPassword)$/,
    };
    return readSigning(text, file, this.tool, names, folderOf(file));
  },
};

/** `file(...)` in a module's build script is relative to the module. */
function moduleFolder(file: string): string {
  return [folderOf(file), 'app'].filter((segment) => segment !== '').join('/');
}
