/**
 * Which tools the settings of the editor name: our own first, then those of extensions for Java, Dart and .NET, then the variables of
 * the terminal. Only absolute paths count, since a relative one would be another for each project.
 */

import { type ChosenToolId, chosenToolIds, type ChosenTools } from '../../../core/engines/toolchains/chosenTools.ts';

export interface EditorSettings {
  /** Our own. Empty where nothing is chosen. */
  readonly own: Readonly<Record<ChosenToolId, string>>;
  /** A setting of others, by its whole name. */
  readonly read: (key: string) => unknown;
}

interface Machine {
  readonly system: 'windows' | 'macos' | 'linux';
  readonly homeFolder: string;
}

/** Settings of others that name the place of a tool, the one that counts first. */
const settingsOfOthers: Readonly<Record<ChosenToolId, readonly string[]>> = {
  jdk: ['java.import.gradle.java.home', 'java.jdt.ls.java.home', 'java.home'],
  androidSdk: [],
  node: [],
  flutter: ['dart.flutterSdkPath'],
  dotnet: ['dotnet.dotnetPath'],
  xcode: [],
};

const variables: Readonly<Record<ChosenToolId, readonly string[]>> = {
  jdk: ['JAVA_HOME'],
  androidSdk: ['ANDROID_HOME', 'ANDROID_SDK_ROOT'],
  node: [],
  flutter: ['FLUTTER_ROOT'],
  dotnet: ['DOTNET_ROOT'],
  xcode: ['DEVELOPER_DIR'],
};

export function editorTools({ own, read }: EditorSettings, machine: Machine): ChosenTools {
  const chosen: Partial<Record<ChosenToolId, string>> = {};
  for (const tool of chosenToolIds) {
    const written = [
      own[tool],
      ...settingsOfOthers[tool].map(read),
      ...(tool === 'jdk' ? [defaultRuntime(read('java.configuration.runtimes'))] : []),
      ...variables[tool].map((name) => entryOf(read(`terminal.integrated.env.${terminalSystem[machine.system]}`), name)),
    ];
    const path = written.map((value) => absolutePath(value, machine)).find((each) => each !== undefined);
    if (path !== undefined) chosen[tool] = path;
  }
  return chosen;
}

const terminalSystem = { windows: 'windows', macos: 'osx', linux: 'linux' } as const;

/** `[{ "name": "JavaSE-17", "path": "…", "default": true }]` */
function defaultRuntime(runtimes: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(runtimes) ? runtimes : [];
  return entryOf(
    list.find((each) => entryOf(each, 'default') === true),
    'path',
  );
}

function entryOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
}

/** Variables of VS Code are not filled in: what they stand for differs from window to window. */
function absolutePath(value: unknown, { system, homeFolder }: Machine): string | undefined {
  if (typeof value !== 'string' || value.includes('${')) return undefined;
  const path = value.trim().replace(/^~(?=[\\/]|$)/, homeFolder);
  return (system === 'windows' ? /^[A-Za-z]:[\\/]/ : /^\//).test(path) ? path : undefined;
}
