/** The tools whose logs are understood, and by what a log says which one wrote it. */

import { LiteralIndex } from './literalIndex.ts';

export const logTools = [
  'gradle',
  'gradle-wrapper',
  'android',
  'aapt2',
  'javac',
  'kotlinc',
  'd8',
  'clang',
  'lld',
  'apksigner',
  'jarsigner',
  'keytool',
  'zipalign',
  'adb',
  'bundletool',
  'xcodebuild',
  'swift',
  'spm',
  'cocoapods',
  'altool',
  'devicectl',
  'flutter',
  'metro',
  'hermes',
  'expo',
  'cordova',
  'capacitor',
  'nativescript',
  'tauri',
  'cargo',
  'msbuild',
  'npm',
  'node',
  'tsc',
  'vite',
  'shell',
] as const;
export type LogTool = (typeof logTools)[number];

/** The more particular a tool, the earlier: Cordova runs Gradle, and Gradle runs javac. */
const signs: readonly (readonly [tool: LogTool, ...literals: readonly string[]])[] = [
  ['nativescript', 'NativeScript CLI', 'nativescript.config', 'docs.nativescript.org', 'No project found at or above'],
  [
    'capacitor',
    'npx cap ',
    'Capacitor plugins',
    'Parsing capacitor.config',
    'web assets directory',
    'Copying web assets from',
    'Invalid App ID',
  ],
  ['cordova', 'Subproject Path: CordovaLib', 'CordovaError', 'Using cordova-fetch', 'Cordova-based project', 'Reading build config file: '],
  ['tauri', 'tauri.conf.json', 'tauri build', 'tauri android', 'tauri ios', 'Running beforeBuildCommand'],
  ['flutter', 'Running Gradle task', 'Running Xcode build', 'flutter pub', 'pubspec.yaml', 'Flutter assets', 'Flutter failed'],
  ['expo', 'Starting Metro Bundler', 'expo prebuild', 'expo export', 'ConfigError: ', 'PluginError: ', 'Bundling failed'],
  ['msbuild', 'MSBuild version', 'Determining projects to restore', 'MSBUILD :', 'Build FAILED.'],
  ['metro', 'Metro Bundler', 'Welcome to Metro', 'Unable to resolve module'],
  ['xcodebuild', 'Command line invocation:', '** BUILD ', '** ARCHIVE ', 'xcodebuild: '],
  ['cocoapods', 'Analyzing dependencies', 'CocoaPods', 'Pod installation'],
  ['gradle-wrapper', 'GradleWrapperMain', 'Downloading https://services.gradle.org'],
  ['gradle', 'FAILURE: Build failed with', 'BUILD FAILED in', 'BUILD SUCCESSFUL in', '> Task :', 'Gradle '],
  ['vite', 'vite v', 'vite:', '[vite]'],
  ['npm', 'npm error', 'npm ERR!', 'npm warn'],
  ['cargo', 'Compiling ', 'error: could not compile'],
  ['tsc', ': error TS'],
  ['keytool', 'keytool error'],
  ['jarsigner', 'jarsigner: ', 'jar is unsigned'],
  ['apksigner', 'Failed to load signer', 'DOES NOT VERIFY'],
];

let index: LiteralIndex<LogTool> | undefined;

/** Made with the first line, as that of `matchKnown.ts`. */
function indexOfSigns(): LiteralIndex<LogTool> {
  return (index ??= new LiteralIndex(
    signs.flatMap(([tool, ...literals]) => literals.map((literal): readonly [string, LogTool] => [literal, tool])),
  ));
}

/** Collects signs over a log. */
export class ToolSigns {
  readonly #seen = new Set<LogTool>();

  read(line: string): void {
    for (const tool of indexOfSigns().find(line)) this.#seen.add(tool);
  }

  get tool(): LogTool | undefined {
    return signs.map(([tool]) => tool).find((tool) => this.#seen.has(tool));
  }
}
