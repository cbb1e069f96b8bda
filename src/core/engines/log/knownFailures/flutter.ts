/** Known failures: Flutter 3.44. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const flutterFailures: readonly KnownFailure[] = [
  {
    code: 'log-flutter-no-project',
    tool: 'flutter',
    texts: [{ anchor: 'No pubspec.yaml file found' }, { anchor: 'Expected to find project root in current working directory' }],
  },
  {
    code: 'log-flutter-versions',
    tool: 'flutter',
    texts: [{ anchor: 'version solving failed' }],
  },
  {
    code: 'log-flutter-dart-version',
    tool: 'flutter',
    texts: [{ anchor: 'The current Dart SDK version is', pattern: /The current Dart SDK version is (?<found>[\w.-]{1,40}?)\.?$/u }],
  },
  {
    code: 'log-flutter-package',
    tool: 'flutter',
    texts: [{ anchor: 'resolve the package', pattern: /Couldn't resolve the package '(?<name>[^']{1,200})'/u }],
  },
  {
    code: 'log-flutter-imperative',
    tool: 'flutter',
    texts: [{ anchor: "applying Flutter's main Gradle plugin imperatively" }],
  },
  {
    code: 'log-flutter-embedding',
    tool: 'flutter',
    texts: [
      { anchor: 'deprecated version of the Android embedding' },
      { anchor: 'Build failed due to use of deleted Android v1 embedding' },
    ],
  },
  {
    code: 'log-flutter-kotlin',
    tool: 'flutter',
    texts: [{ anchor: 'requires a newer version of the Kotlin Gradle plugin' }],
  },
  {
    code: 'log-flutter-icons',
    tool: 'flutter',
    texts: [{ anchor: 'This application cannot tree shake icons fonts' }],
  },
  {
    code: 'log-flutter-gradle',
    tool: 'flutter',
    texts: [{ anchor: 'Gradle task ', pattern: /Gradle task \w{1,100} failed with exit code/u }],
    isWeak: true,
  },
  {
    code: 'log-flutter-symlinks',
    tool: 'flutter',
    texts: [{ anchor: 'Building with plugins requires symlink support' }],
  },
  {
    code: 'log-flutter-cmdline-tools',
    tool: 'flutter',
    texts: [{ anchor: 'cmdline-tools component is missing' }],
  },
];
