/**
 * The target SDK that a project of another engine asks for: the first literal in the files where the frameworks keep it. A value that
 * is computed stays unknown.
 */

import { type TextRange } from '../base/issue.ts';
import { TextPositions } from '../settings/text/textPositions.ts';
import { type ProjectFolderView } from './projectFacts.ts';

export interface TargetSdk {
  readonly value: number;
  /** Relative to the app's folder, with slashes. */
  readonly file: string;
  readonly range: TextRange;
}

const gradle = /^(?!\s*\/\/).*?\btargetSdk(?:Version)?\b\s*(?:=|\()?\s*(\d{1,3})\b/m;
const androidManifest = /<uses-sdk\b[^>]{0,400}?\bandroid:targetSdkVersion\s*=\s*["'](\d{1,3})["']/;
const expoConfig = /"targetSdkVersion"\s*:\s*(\d{1,3})\b/;
const cordovaConfig = /<preference\b[^>]{0,200}?\bname\s*=\s*["']android-targetSdkVersion["'][^>]{0,200}?\bvalue\s*=\s*["'](\d{1,3})["']/;

const places: readonly (readonly [file: string, pattern: RegExp])[] = [
  // Capacitor and React Native keep it where all modules read it.
  ['android/variables.gradle', gradle],
  ['android/app/build.gradle.kts', gradle],
  ['android/app/build.gradle', gradle],
  ['android/build.gradle', gradle],
  ['app/build.gradle.kts', gradle],
  ['app/build.gradle', gradle],
  ['androidApp/build.gradle.kts', gradle],
  ['composeApp/build.gradle.kts', gradle],
  ['build.gradle.kts', gradle],
  ['build.gradle', gradle],
  ['App_Resources/Android/app.gradle', gradle],
  ['Platforms/Android/AndroidManifest.xml', androidManifest],
  ['config.xml', cordovaConfig],
  ['app.json', expoConfig],
];

export async function findTargetSdk(folder: ProjectFolderView): Promise<TargetSdk | undefined> {
  for (const [file, pattern] of places) {
    const text = await folder.text(...file.split('/'));
    const found = text === undefined ? null : pattern.exec(text);
    const [whole, digits] = found ?? [];
    if (text === undefined || !found || whole === undefined || digits === undefined) continue;
    const offset = found.index + whole.lastIndexOf(digits);
    return { value: Number(digits), file, range: new TextPositions(text).range(offset, digits.length) };
  }
  return undefined;
}
