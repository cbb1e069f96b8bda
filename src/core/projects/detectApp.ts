/**
 * Looks at one folder: does it contain an app, and what does it say about it? The frameworks are asked in order, the more
 * special one first: an Expo app is a React Native app too, and a Capacitor app contains web files.
 */

import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { settingsFileName } from '../settings/settingsFile.ts';
import { capacitorDetector } from './detectors/capacitorDetector.ts';
import { cordovaDetector } from './detectors/cordovaDetector.ts';
import { expoDetector } from './detectors/expoDetector.ts';
import { flutterDetector } from './detectors/flutterDetector.ts';
import { mauiDetector } from './detectors/mauiDetector.ts';
import { gradleDetector, xcodeDetector } from './detectors/nativeDetectors.ts';
import { nativeScriptDetector } from './detectors/nativeScriptDetector.ts';
import { reactNativeDetector } from './detectors/reactNativeDetector.ts';
import { tauriDetector } from './detectors/tauriDetector.ts';
import { webDetector } from './detectors/webDetector.ts';
import { type ProjectDetector, type ProjectFacts } from './projectFacts.ts';
import { ProjectFolder } from './projectFolder.ts';

const projectDetectors: readonly ProjectDetector[] = [
  flutterDetector,
  expoDetector,
  nativeScriptDetector,
  capacitorDetector,
  reactNativeDetector,
  cordovaDetector,
  mauiDetector,
  tauriDetector,
  gradleDetector,
  xcodeDetector,
  webDetector,
];

export interface DetectedApp {
  /** Absolute path of the app's folder. */
  readonly folder: string;
  readonly hasSettings: boolean;
  /** Absent when there are settings and nothing else that is known. */
  readonly project: ProjectFacts | undefined;
}

export async function detectApp(files: FileSystem, paths: PathTools, folder: string): Promise<DetectedApp | undefined> {
  return await detectAppIn(new ProjectFolder(files, paths, folder));
}

/** The same for a folder that is looked at further: what was read of it is not read again. */
export async function detectAppIn(view: ProjectFolder): Promise<DetectedApp | undefined> {
  const folder = view.path;
  const hasSettings = await view.hasFile(settingsFileName);
  for (const detector of projectDetectors) {
    const project = await detector.detect(view);
    if (project) return { folder, hasSettings, project };
  }
  return hasSettings ? { folder, hasSettings, project: undefined } : undefined;
}
