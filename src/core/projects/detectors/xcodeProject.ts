/** Literals of an Xcode project's `project.pbxproj`. Values made of build variables stay unknown. */

import { type Sourced } from '../../settings/origin.ts';
import { type ProjectFolderView } from '../projectFacts.ts';
import { matchText } from '../projectText.ts';

/** The first bundle identifier that is not of tests or extensions. */
export async function readXcodeIdentifier(folder: ProjectFolderView, ...project: readonly string[]): Promise<Sourced<string> | undefined> {
  return readBuildSetting(folder, project, /\bPRODUCT_BUNDLE_IDENTIFIER = "?(?![^;"]*Tests?"?;)([A-Za-z0-9.-]+)"?;/);
}

export async function readXcodeVersion(folder: ProjectFolderView, ...project: readonly string[]): Promise<Sourced<string> | undefined> {
  return readBuildSetting(folder, project, /\bMARKETING_VERSION = "?([0-9][0-9.]*)"?;/);
}

async function readBuildSetting(
  folder: ProjectFolderView,
  project: readonly string[],
  pattern: RegExp,
): Promise<Sourced<string> | undefined> {
  const file = [...project, 'project.pbxproj'];
  return matchText(await folder.text(...file), pattern, file.join('/'));
}
