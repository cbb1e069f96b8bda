/** Projects of the platforms themselves: Gradle with an Android application module, and Xcode. */

import { type ProjectDetector, type ProjectFolderView } from '../projectFacts.ts';
import { matchInteger, matchText } from '../projectText.ts';
import { readGradleFile, readGradleIdentifier } from './gradleFile.ts';
import { readXcodeIdentifier, readXcodeVersion } from './xcodeProject.ts';

/** The usual names of the application module, before any other folder is looked into. */
const usualModules = ['app', 'androidApp', 'composeApp'] as const;

export const gradleDetector: ProjectDetector = {
  engine: 'gradle',
  detect: async (folder) => {
    if (!(await folder.hasFile('settings.gradle')) && !(await folder.hasFile('settings.gradle.kts'))) return undefined;
    const others = (await folder.entries()).filter(({ kind, name }) => kind === 'directory' && !name.startsWith('.')).slice(0, 50);
    for (const module of new Set([...usualModules, ...others.map(({ name }) => name)])) {
      const gradle = await readGradleFile(folder, module);
      if (!gradle || !/com\.android\.application|androidApplication|android\.application/.test(gradle.text)) continue;
      const appIdentifier = await readGradleIdentifier(folder, module);
      const version = matchText(gradle.text, /\bversionName\s*(?:=\s*|\s)\(?\s*["']([^"'$]+)["']/, gradle.file);
      const versionCode = matchInteger(gradle.text, /\bversionCode\s*(?:=\s*|\s)\(?\s*(\d+)/, gradle.file);
      return {
        engine: 'gradle',
        framework: 'Android (Gradle)',
        ...(appIdentifier && { appIdentifier }),
        ...(version && { version }),
        ...(versionCode && { versionCode }),
      };
    }
    return undefined;
  },
};

export const xcodeDetector: ProjectDetector = {
  engine: 'xcode',
  detect: async (folder) => {
    const project = await findXcodeProject(folder);
    if (!project) return undefined;
    const iosAppIdentifier = await readXcodeIdentifier(folder, project);
    const version = await readXcodeVersion(folder, project);
    const name = { value: project.replace(/\.xcodeproj$/, ''), origin: { kind: 'project', file: project } } as const;
    return { engine: 'xcode', framework: 'iOS (Xcode)', name, ...(version && { version }), ...(iosAppIdentifier && { iosAppIdentifier }) };
  },
};

/** The project's folder name; `Pods` belongs to CocoaPods. */
export async function findXcodeProject(folder: ProjectFolderView, ...relative: readonly string[]): Promise<string | undefined> {
  const entries = await folder.entries(...relative);
  return entries.find(({ name, kind }) => kind === 'directory' && name.endsWith('.xcodeproj') && name !== 'Pods.xcodeproj')?.name;
}
