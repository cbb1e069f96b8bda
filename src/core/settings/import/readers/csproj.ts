/** The project file of a .NET MAUI app. Conditions of MSBuild are not evaluated, and what is looked up stays unknown. */

import { collectAndroidSigning, type SigningPiece } from '../androidSigning.ts';
import { collectIdentity } from '../appleExport.ts';
import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';

const element = /<([A-Za-z]{1,60})(?:\s[^<>]{0,1000})?>([^<>]{0,1000})<\/\1\s*>/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export const csproj: ImportReader = {
  tool: '.NET MAUI',
  files: ['*.csproj'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const pieces = new Map<string, SigningPiece>();
    for (const { 0: whole, 1: key = '', 2: raw = '', index } of text.replaceAll(/<!--[^]*?-->/g, blank).matchAll(element)) {
      const value = raw.replaceAll(/&(amp|lt|gt|quot|apos);/g, (entity, name: string) => entities[name] ?? entity);
      const offset = index + whole.indexOf('>') + 1;
      pieces.set(key, { key, value, offset, length: raw.length, removal: lineOf(text, index, whole.length) });
    }
    found.text(['name'], pieces.get('ApplicationTitle'));
    found.text(['version'], pieces.get('ApplicationDisplayVersion'));
    found.text(['android', 'appIdentifier'], pieces.get('ApplicationId'));
    found.text(['ios', 'appIdentifier'], pieces.get('ApplicationId'));
    found.integer(['android', 'versionCode'], pieces.get('ApplicationVersion'));
    found.integer(['ios', 'versionCode'], pieces.get('ApplicationVersion'));
    found.choice(['android', 'buildType'], pieces.get('AndroidPackageFormat') ?? pieces.get('AndroidPackageFormats'), {
      apk: 'release',
      aab: 'app-bundle',
    });
    collectIdentity(found, pieces.get('CodesignKey'));
    collectAndroidSigning(found, {
      keystore: pieces.get('AndroidSigningKeyStore'),
      alias: pieces.get('AndroidSigningKeyAlias'),
      storePassword: pieces.get('AndroidSigningStorePass'),
      keyPassword: pieces.get('AndroidSigningKeyPass'),
      folder: '',
    });
    return found.done();
  },
};

/** As long as the comment, so that places stay. */
function blank(comment: string): string {
  return ' '.repeat(comment.length);
}

function lineOf(text: string, offset: number, length: number): { readonly offset: number; readonly length: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(offset + length, offset + length + 1000))?.[0];
  if (text.slice(lineStart, offset).trim() !== '' || rest === undefined) return { offset, length };
  return { offset: lineStart, length: offset + length + rest.length - lineStart };
}
