/** The project file of a .NET MAUI app, as a release build of each platform sees it. What is computed or looked up stays unknown. */

import { type MsbuildPlatform, MsbuildProject, type MsbuildProperty } from '../../../formats/msbuild/msbuildProject.ts';
import { type SettingsChange } from '../../editSettings.ts';
import { collectAndroidSigning, type SigningPiece } from '../androidSigning.ts';
import { collectIdentity } from '../appleExport.ts';
import { FileCollector, type Piece } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';

export const csproj: ImportReader = {
  tool: '.NET MAUI',
  files: ['*.csproj'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const project = MsbuildProject.parse(text);
    if (!project) return found.done();
    const at = (path: SettingsChange['path'], name: string, platform: MsbuildPlatform): Piece | undefined => {
      const property = project.written(name, platform);
      const value = property?.isCertain === true ? project.expand(property.value, platform) : undefined;
      if (property && value === undefined && property.value !== '') found.skip(path, property, 'computed');
      return property && value !== undefined ? { ...property, value } : undefined;
    };
    const secret = (name: string): SigningPiece | undefined => {
      const property = project.written(name, 'android');
      return property && { ...property, key: property.name, removal: lineOf(text, property) };
    };
    const android = (field: string, name: string): Piece | undefined => at(['android', field], name, 'android');
    found.text(['name'], at(['name'], 'ApplicationTitle', 'android'));
    found.text(['version'], at(['version'], 'ApplicationDisplayVersion', 'android'));
    found.text(['android', 'appIdentifier'], android('appIdentifier', 'ApplicationId'));
    found.text(['ios', 'appIdentifier'], at(['ios', 'appIdentifier'], 'ApplicationId', 'ios'));
    found.integer(['android', 'versionCode'], android('versionCode', 'ApplicationVersion'));
    found.integer(['ios', 'versionCode'], at(['ios', 'versionCode'], 'ApplicationVersion', 'ios'));
    const formats = android('buildType', 'AndroidPackageFormat') ?? android('buildType', 'AndroidPackageFormats');
    const keystore = project.written('AndroidSigningKeyStore', 'android');
    // Release builds make a bundle where nothing is said; that they are intended is seen from their keystore.
    found.choiceOrDefault(
      ['android', 'buildType'],
      formats,
      { apk: 'release', aab: 'app-bundle', 'aab;apk': 'app-bundle', 'apk;aab': 'app-bundle' },
      { place: keystore, value: 'app-bundle' },
    );
    collectIdentity(found, at(['ios', 'certificateIdentity'], 'CodesignKey', 'ios'));
    collectAndroidSigning(found, {
      keystore: android('keystore', 'AndroidSigningKeyStore'),
      alias: android('keyAlias', 'AndroidSigningKeyAlias'),
      storePassword: secret('AndroidSigningStorePass'),
      keyPassword: secret('AndroidSigningKeyPass'),
      folder: '',
    });
    // Those that do not count in a release build are just as secret.
    const taken = new Set(['AndroidSigningStorePass', 'AndroidSigningKeyPass'].map((name) => project.written(name, 'android')?.offset));
    for (const property of project.all()) {
      if (!/^AndroidSigning(?:Store|Key)Pass$/i.test(property.name) || taken.has(property.offset)) continue;
      found.secret({ ...property, key: property.name, purpose: 'other', removal: lineOf(text, property) });
    }
    return found.done();
  },
};

function lineOf(
  text: string,
  { elementOffset: offset, elementLength: length }: MsbuildProperty,
): { readonly offset: number; readonly length: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(offset + length, offset + length + 1000))?.[0];
  if (text.slice(lineStart, offset).trim() !== '' || rest === undefined) return { offset, length };
  return { offset: lineStart, length: offset + length + rest.length - lineStart };
}
