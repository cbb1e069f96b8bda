/** Capacitor: a `capacitor.config` file. Of a config that is code only the literals are read. */

import { readPackageJson } from '../packageJson.ts';
import { type ProjectDetector } from '../projectFacts.ts';
import { matchText } from '../projectText.ts';

const names = ['capacitor.config.json', 'capacitor.config.ts', 'capacitor.config.js'] as const;

export const capacitorDetector: ProjectDetector = {
  engine: 'capacitor',
  detect: async (folder) => {
    for (const file of names) {
      const text = await folder.text(file);
      if (text === undefined) continue;
      const { version } = await readPackageJson(folder);
      const name = matchText(text, /["']?\bappName\b["']?\s*:\s*["'`]([^"'`\n]+)["'`]/, file);
      const appIdentifier = matchText(text, /["']?\bappId\b["']?\s*:\s*["'`]([^"'`\n]+)["'`]/, file);
      const webDir = matchText(text, /["']?\bwebDir\b["']?\s*:\s*["'`]([^"'`\n]+)["'`]/, file);
      return {
        engine: 'capacitor',
        framework: 'Capacitor',
        ...(name && { name }),
        ...(version && { version }),
        ...(appIdentifier && { appIdentifier }),
        ...(webDir && { webDir }),
      };
    }
    return undefined;
  },
};
