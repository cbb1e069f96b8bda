/** What the files of all tools say of an Android keystore: the file, the alias and two passwords, under whatever names. */

import { type FileCollector, type Piece } from './fileCollector.ts';
import { type ImportedSecret } from './importedFile.ts';

export interface SigningPiece extends Piece {
  readonly key: string;
  readonly removal: ImportedSecret['removal'];
}

export interface AndroidSigning {
  readonly keystore: Piece | undefined;
  readonly alias: Piece | undefined;
  readonly storePassword: SigningPiece | undefined;
  readonly keyPassword: SigningPiece | undefined;
  /** Of the app, which the keystore's path is relative to. */
  readonly folder: string;
}

export function collectAndroidSigning(found: FileCollector, { keystore, alias, storePassword, keyPassword, folder }: AndroidSigning): void {
  const asset = found.path(['android', 'keystore'], keystore, folder);
  found.text(['android', 'keyAlias'], alias);
  const named = typeof alias?.value === 'string' ? alias.value : undefined;
  if (storePassword) found.secret({ ...storePassword, purpose: 'keystore', asset });
  if (keyPassword) found.secret({ ...keyPassword, purpose: 'key', asset, alias: named });
}
