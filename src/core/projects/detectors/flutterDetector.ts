/** Flutter: a `pubspec.yaml` that depends on the Flutter SDK. */

import { type ProjectDetector } from '../projectFacts.ts';
import { matchInteger, matchText } from '../projectText.ts';
import { readGradleIdentifier } from './gradleFile.ts';
import { readXcodeIdentifier } from './xcodeProject.ts';

const file = 'pubspec.yaml';

export const flutterDetector: ProjectDetector = {
  engine: 'flutter',
  detect: async (folder) => {
    const pubspec = await folder.text(file);
    if (pubspec === undefined || !/^\s+flutter:\s*\r?\n\s+sdk:\s*flutter\b/m.test(pubspec)) return undefined;
    const name = matchText(pubspec, /^name:\s*["']?([\w-]+)/m, file);
    const version = matchText(pubspec, /^version:\s*["']?([0-9][^\s"'+#]*)/m, file);
    const versionCode = matchInteger(pubspec, /^version:\s*["']?[^\s"'+#]+\+(\d+)/m, file);
    const appIdentifier = await readGradleIdentifier(folder, 'android', 'app');
    const iosAppIdentifier = await readXcodeIdentifier(folder, 'ios', 'Runner.xcodeproj');
    return {
      engine: 'flutter',
      framework: 'Flutter',
      ...(name && { name }),
      ...(version && { version }),
      ...(versionCode && { versionCode }),
      ...(appIdentifier && { appIdentifier }),
      ...(iosAppIdentifier && { iosAppIdentifier }),
    };
  },
};
