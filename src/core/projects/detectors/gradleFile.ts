/** Literals of a module's `build.gradle` or `build.gradle.kts`. The script is not run: computed values stay unknown. */

import { type Sourced } from '../../settings/origin.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { matchText } from '../projectText.ts';

export interface GradleFile {
  /** Relative to the app's folder. */
  readonly file: string;
  readonly text: string;
}

export async function readGradleFile(folder: ProjectFolderView, ...module: readonly string[]): Promise<GradleFile | undefined> {
  for (const name of ['build.gradle.kts', 'build.gradle']) {
    const text = await folder.text(...module, name);
    if (text !== undefined) return { file: [...module, name].join('/'), text: text.replace(/^\s*\/\/.*$/gm, '') };
  }
  return undefined;
}

export async function readGradleIdentifier(folder: ProjectFolderView, ...module: readonly string[]): Promise<Sourced<string> | undefined> {
  const gradle = await readGradleFile(folder, ...module);
  return gradle && matchText(gradle.text, /\bapplicationId\s*(?:=\s*|\s)\(?\s*["']([\w.-]+)["']/, gradle.file);
}
