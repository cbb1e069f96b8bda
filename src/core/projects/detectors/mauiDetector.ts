/** .NET MAUI: a C# project with `UseMaui`. Conditions of MSBuild are not evaluated; the first literal counts. */

import { type ProjectDetector } from '../projectFacts.ts';
import { matchInteger, matchText } from '../projectText.ts';

export const mauiDetector: ProjectDetector = {
  engine: 'maui',
  detect: async (folder) => {
    const projects = (await folder.entries()).filter(({ name, kind }) => kind === 'file' && name.endsWith('.csproj'));
    for (const { name: file } of projects.slice(0, 16)) {
      const text = await folder.text(file);
      if (text === undefined || !/<UseMaui>\s*true\s*<\/UseMaui>/i.test(text)) continue;
      const name = matchText(text, /<ApplicationTitle>([^<]+)</, file);
      const version = matchText(text, /<ApplicationDisplayVersion>([^<$]+)</, file);
      const versionCode = matchInteger(text, /<ApplicationVersion>(\d+)</, file);
      const appIdentifier = matchText(text, /<ApplicationId>([^<$]+)</, file);
      return {
        engine: 'maui',
        framework: '.NET MAUI',
        ...(name && { name }),
        ...(version && { version }),
        ...(versionCode && { versionCode }),
        ...(appIdentifier && { appIdentifier }),
      };
    }
    return undefined;
  },
};
