/** Places of tools that someone chose, as the variables by which all tools find them: so a choice counts wherever a variable does. */

import { type PathTools } from '../../ports/fileSystem.ts';

/** Absolute paths: the folder of a JDK, of an SDK or of Xcode's developer tools; of Node the program. */
export interface ChosenTools {
  readonly jdk?: string;
  readonly androidSdk?: string;
  readonly node?: string;
  readonly flutter?: string;
  readonly dotnet?: string;
  readonly xcode?: string;
}

export const chosenToolIds = ['jdk', 'androidSdk', 'node', 'flutter', 'dotnet', 'xcode'] as const satisfies readonly (keyof ChosenTools)[];
export type ChosenToolId = (typeof chosenToolIds)[number];

/** `searchPath` is PATH as it is. */
export function variablesOf(
  { jdk, androidSdk, node, flutter, dotnet, xcode }: ChosenTools,
  paths: Pick<PathTools, 'dirname' | 'system'>,
  searchPath = '',
): Readonly<Record<string, string>> {
  const separator = paths.system === 'windows' ? ';' : ':';
  return {
    ...(jdk !== undefined && { JAVA_HOME: jdk }),
    // Both names are read by tools, the second by older ones.
    ...(androidSdk !== undefined && { ANDROID_HOME: androidSdk, ANDROID_SDK_ROOT: androidSdk }),
    ...(flutter !== undefined && { FLUTTER_ROOT: flutter }),
    ...(dotnet !== undefined && { DOTNET_ROOT: dotnet }),
    ...(xcode !== undefined && { DEVELOPER_DIR: xcode }),
    ...(node !== undefined && { PATH: [paths.dirname(node), searchPath].filter((part) => part !== '').join(separator) }),
  };
}
