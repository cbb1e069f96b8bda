/** `credentials.json` of Expo Application Services: keystore, certificate and profile of local credentials, with their passwords. */

import { collectAndroidSigning } from '../androidSigning.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { signingPiece } from '../literalPieces.ts';

export const credentialsJson: ImportReader = {
  tool: 'Expo Application Services',
  files: ['credentials.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    const android = (key: string) => object.at('android', 'keystore', key);
    collectAndroidSigning(found, {
      keystore: android('keystorePath'),
      alias: android('keyAlias'),
      storePassword: signingPiece(object, android('keystorePassword')),
      keyPassword: signingPiece(object, android('keyPassword')),
      folder: '',
    });
    // Either one for the app, or one for each target of Xcode, the app's own being first.
    const isSingle = object.at('ios', 'provisioningProfilePath') !== undefined;
    const targets = isSingle ? [[]] : object.keysAt('ios').map((target) => [target]);
    for (const [index, target] of targets.entries()) {
      const path = ['ios', ...target];
      const certificate = object.at(...path, 'distributionCertificate', 'path');
      const asset = index === 0 ? found.path(['ios', 'certificate'], certificate, '') : undefined;
      if (index === 0) found.path(['ios', 'provisioningProfile'], object.at(...path, 'provisioningProfilePath'), '');
      const password = signingPiece(object, object.at(...path, 'distributionCertificate', 'password'));
      if (password) found.secret({ ...password, purpose: index === 0 ? 'certificate' : 'other', asset });
    }
    return found.done();
  },
};
