/** `ExportOptions.plist` of Xcode: how an archive is exported, and for which bundle identifier. Certificates and profiles have names only: that of a certificate says which one of a file is intended. */

import { utf8 } from '../../../base/bytes.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { collectIdentity, exportMethods } from '../appleExport.ts';
import { FileCollector, type Piece } from '../fileCollector.ts';
import { type ImportContext, type ImportReader } from '../importedFile.ts';

export const exportOptions: ImportReader = {
  tool: 'Xcode',
  files: ['ExportOptions.plist', 'exportOptions.plist', 'ios/ExportOptions.plist', 'ios/exportOptions.plist'],
  read(text, file, context = {}) {
    const found = new FileCollector(text, file, this.tool);
    const { value } = inspectPlist(utf8(text));
    if (value?.type !== 'dictionary') return found.done();
    const method = value.entries.get('method');
    if (method?.type === 'string') found.choice(['ios', 'buildType'], pieceAt(text, 'method', method.value), exportMethods);
    // What Xcode exports where nothing is said.
    else
      found.choiceOrDefault(
        ['ios', 'buildType'],
        undefined,
        {},
        { place: { offset: Math.max(0, text.indexOf('<dict>')), length: 6 }, value: 'development' },
      );
    const certificate = value.entries.get('signingCertificate');
    if (certificate?.type === 'string') collectIdentity(found, pieceAt(text, 'signingCertificate', certificate.value));
    const profiles = value.entries.get('provisioningProfiles');
    const identifiers = profiles?.type === 'dictionary' ? [...profiles.entries.keys()].filter((key) => !key.includes('*')) : [];
    const identifier = chooseIdentifier(identifiers, context);
    if (identifier !== undefined) found.text(['ios', 'appIdentifier'], pieceAt(text, identifier, identifier));
    else
      found.several(
        ['ios', 'appIdentifier'],
        identifiers.map((each) => pieceAt(text, each, each)),
      );
    return found.done();
  },
};

/** The value, at the key that names it. */
function pieceAt(text: string, key: string, value: string): Piece {
  const offset = Math.max(0, text.indexOf(`<key>${key}</key>`));
  return { value, offset, length: `<key>${key}</key>`.length };
}

/** Of an app with extensions: the app's own, which those of its extensions begin with. */
function chooseIdentifier(identifiers: readonly string[], { iosAppIdentifier }: ImportContext): string | undefined {
  if (iosAppIdentifier !== undefined && identifiers.includes(iosAppIdentifier)) return iosAppIdentifier;
  return identifiers.find((candidate) => identifiers.every((each) => each === candidate || each.startsWith(`${candidate}.`)));
}
