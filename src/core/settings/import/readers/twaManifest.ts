/** `twa-manifest.json` of Bubblewrap: an installed web app behind an address, which the engine `web` makes too. */

import { FileCollector } from '../fileCollector.ts';
import { type ImportReader } from '../importedFile.ts';
import { LiteralObject } from '../../../formats/source-literals/literalObject.ts';

const displays = {
  fullscreen: 'fullscreen',
  'fullscreen-sticky': 'fullscreen',
  standalone: 'standalone',
  'minimal-ui': 'minimal-ui',
} as const;
const orientations = { default: 'any', any: 'any', natural: 'any', portrait: 'portrait', landscape: 'landscape' } as const;

export const twaManifest: ImportReader = {
  tool: 'Bubblewrap',
  files: ['twa-manifest.json'],
  read(text, file) {
    const found = new FileCollector(text, file, this.tool);
    const object = new LiteralObject(text);
    found.text(['name'], object.at('name'));
    found.text(['version'], object.at('appVersion') ?? object.at('appVersionName'));
    const host = object.at('host');
    if (typeof host?.value === 'string' && /^[a-z0-9.-]+(:\d+)?$/i.test(host.value)) {
      found.choice(['engine'], host, { [host.value]: 'web' });
      found.choice(['web', 'address'], host, { [host.value]: `https://${host.value}/` });
      found.text(['web', 'startPage'], object.at('startUrl'));
    }
    found.text(['web', 'themeColor'], object.at('themeColor'));
    found.text(['web', 'backgroundColor'], object.at('backgroundColor'));
    found.choice(['web', 'display'], object.at('display'), displays);
    found.choice(['web', 'orientation'], object.at('orientation'), orientations);
    found.text(['android', 'appIdentifier'], object.at('packageId'));
    found.integer(['android', 'versionCode'], object.at('appVersionCode'));
    found.path(['android', 'keystore'], object.at('signingKey', 'path'), '');
    found.text(['android', 'keyAlias'], object.at('signingKey', 'alias'));
    return found.done();
  },
};
