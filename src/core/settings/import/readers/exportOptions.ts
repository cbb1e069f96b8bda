/** `ExportOptions.plist` of Xcode: how an archive is exported, and for which bundle identifier. Certificates and profiles have names only. */

import { utf8 } from '../../../base/bytes.ts';
import { inspectPlist } from '../../../formats/plist/inspectPlist.ts';
import { FileCollector, type Piece } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';

/** Old and new names of Xcode. */
const methods = {
  'app-store': 'app-store',
  'app-store-connect': 'app-store',
  'ad-hoc': 'ad-hoc',
  'release-testing': 'ad-hoc',
  development: 'development',
  debugging: 'development',
  enterprise: 'in-house',
} as const;

export const exportOptions: ImportReader = {
  tool: 'Xcode',
  files: ['ExportOptions.plist', 'exportOptions.plist', 'ios/ExportOptions.plist', 'ios/exportOptions.plist'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const { value } = inspectPlist(utf8(text));
    if (value?.type !== 'dictionary') return found.done();
    const method = value.entries.get('method');
    if (method?.type === 'string') found.choice(['ios', 'buildType'], pieceAt(text, 'method', method.value), methods);
    const profiles = value.entries.get('provisioningProfiles');
    const [identifier] = profiles?.type === 'dictionary' ? profiles.entries.keys() : [];
    if (identifier !== undefined && !identifier.includes('*')) found.text(['ios', 'appIdentifier'], pieceAt(text, identifier, identifier));
    return found.done();
  },
};

/** The value, at the key that names it. */
function pieceAt(text: string, key: string, value: string): Piece {
  const offset = Math.max(0, text.indexOf(`<key>${key}</key>`));
  return { value, offset, length: `<key>${key}</key>`.length };
}
