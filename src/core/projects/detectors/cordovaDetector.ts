/** Cordova, Ionic with Cordova included: a `config.xml` whose root is a widget. */

import { type ProjectDetector } from '../projectFacts.ts';
import { matchInteger, matchText } from '../projectText.ts';

const file = 'config.xml';

export const cordovaDetector: ProjectDetector = {
  engine: 'cordova',
  detect: async (folder) => {
    const text = await folder.text(file);
    const widget = /<widget\b[^>]{0,2000}>/.exec(text ?? '')?.[0];
    if (!widget) return undefined;
    const name = matchText(text, /<name\b[^>]{0,200}>([^<]+)<\/name>/, file);
    const version = matchText(widget, /\sversion\s*=\s*["']([^"']+)["']/, file);
    const id = matchText(widget, /\sid\s*=\s*["']([^"']+)["']/, file);
    const appIdentifier = matchText(widget, /\sandroid-packageName\s*=\s*["']([^"']+)["']/, file) ?? id;
    const iosAppIdentifier = matchText(widget, /\sios-CFBundleIdentifier\s*=\s*["']([^"']+)["']/, file) ?? id;
    const versionCode = matchInteger(widget, /\sandroid-versionCode\s*=\s*["'](\d+)["']/, file);
    return {
      engine: 'cordova',
      framework: 'Cordova',
      ...(name && { name }),
      ...(version && { version }),
      ...(appIdentifier && { appIdentifier }),
      ...(iosAppIdentifier && { iosAppIdentifier }),
      ...(versionCode && { versionCode }),
    };
  },
};
