/** NativeScript: a `nativescript.config` file, or the dependency `@nativescript/core`. */

import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector } from '../projectFacts.ts';
import { matchText } from '../projectText.ts';

export const nativeScriptDetector: ProjectDetector = {
  engine: 'nativescript',
  detect: async (folder) => {
    const file = (await folder.hasFile('nativescript.config.ts')) ? 'nativescript.config.ts' : 'nativescript.config.js';
    const [text, packageJson] = await Promise.all([folder.text(file), readPackageJson(folder)]);
    if (text === undefined && !packageJson.dependsOn('@nativescript/core')) return undefined;
    const appIdentifier = matchText(text, /\bid\s*:\s*["'`]([^"'`\n]+)["'`]/, file);
    return {
      engine: 'nativescript',
      framework: 'NativeScript',
      ...(packageJson.name && { name: packageJson.name }),
      ...(packageJson.version && { version: packageJson.version }),
      ...(appIdentifier && { appIdentifier }),
    };
  },
};
