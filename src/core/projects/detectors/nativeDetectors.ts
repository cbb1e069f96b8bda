/** Projects of the platforms themselves: Gradle with an Android application module, and Xcode. */

import { readAndroidModule } from '../android/androidModule.ts';
import { findAndroidModule } from '../android/findAndroidModule.ts';
import { readIosProject } from '../ios/iosApp.ts';
import { type PlatformFacts, type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';

export const gradleDetector: ProjectDetector = {
  engine: 'gradle',
  detect: async (folder) => {
    const module = await findAndroidModule(folder, []);
    if (!module) return undefined;
    const android = await readAndroidModule(folder, { root: [], module: module.folder, path: module.path });
    const ios = await multiplatformIos(folder);
    return {
      engine: 'gradle',
      framework: 'Android (Gradle)',
      android: android ?? {},
      ...(ios && { ios }),
    };
  },
};

/** Kotlin Multiplatform keeps the Xcode project of its iOS app next to the Gradle modules. */
async function multiplatformIos(folder: ProjectFolderView): Promise<PlatformFacts | undefined> {
  for (const directory of [['iosApp'], ['ios']]) {
    const found = await readIosProject(folder, { directory });
    if (found && found.facts !== 'none') return found.facts;
  }
  return undefined;
}

export const xcodeDetector: ProjectDetector = {
  engine: 'xcode',
  detect: async (folder) => {
    const found = await readIosProject(folder, { directory: [] });
    if (!found || found.facts === 'none') return undefined;
    const name = { value: found.project.replace(/\.xcodeproj$/, ''), origin: { kind: 'project', file: found.project } } as const;
    return { engine: 'xcode', framework: 'iOS (Xcode)', name, ios: found.facts };
  },
};
