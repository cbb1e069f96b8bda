/** `credentials.json` of Expo Application Services: keystore, certificate and profile of local credentials, with their passwords. */

import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';
import { collectAndroidSigning } from '../androidSigning.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportContext, type ImportReader } from '../importedFile.ts';
import { signingPiece } from '../literalPieces.ts';

export const credentialsJson: ImportReader = {
  tool: 'Expo Application Services',
  files: ['credentials.json'],
  read(text, file, context = {}) {
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
    // Either one for the app, or one for each target of Xcode, in any order.
    const isSingle =
      object.at('ios', 'provisioningProfilePath') !== undefined || object.objectAt('ios', 'distributionCertificate') !== undefined;
    const targets = isSingle ? [[]] : object.keysAt('ios').map((target) => [target]);
    const chosen = isSingle ? targets[0] : chooseTarget(targets, context);
    if (!chosen && targets.length > 0) {
      const certificates = literalsOf(object, targets, 'distributionCertificate', 'path');
      // A team's certificate is the same for all its targets.
      if (new Set(certificates.map(({ value }) => value)).size === 1) found.path(['ios', 'certificate'], certificates[0], '');
      else found.several(['ios', 'certificate'], certificates);
      found.several(['ios', 'provisioningProfile'], literalsOf(object, targets, 'provisioningProfilePath'));
    }
    for (const target of targets) {
      const path = ['ios', ...target];
      const certificate = object.at(...path, 'distributionCertificate', 'path');
      const isApp = target === chosen;
      const asset = isApp ? found.path(['ios', 'certificate'], certificate, '') : undefined;
      if (isApp) found.path(['ios', 'provisioningProfile'], object.at(...path, 'provisioningProfilePath'), '');
      const password = signingPiece(object, object.at(...path, 'distributionCertificate', 'password'));
      if (password) found.secret({ ...password, purpose: isApp ? 'certificate' : 'other', asset });
    }
    return found.done();
  },
};

function literalsOf(object: LiteralObject, targets: readonly (readonly string[])[], ...path: readonly string[]) {
  return targets.flatMap((target) => object.at('ios', ...target, ...path) ?? []);
}

/** The only one, or the one that is called as the app. */
function chooseTarget(targets: readonly (readonly string[])[], { targetNames = [] }: ImportContext): readonly string[] | undefined {
  if (targets.length <= 1) return targets[0];
  const names = new Set(targetNames.flatMap((name) => [name, name.replaceAll(/[\W_]+/g, '')]));
  const named = targets.filter(([name]) => name !== undefined && names.has(name));
  return named.length === 1 ? named[0] : undefined;
}
