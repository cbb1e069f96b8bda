/** The Xcode project of an app as it is built: workspace or project, the scheme, and whether CocoaPods has work to do. */

import { type ProjectFolder } from '../../projects/projectFolder.ts';

export interface XcodeBuildProject {
  /** Segments of the folder that contains it, relative to the app. */
  readonly folder: readonly string[];
  /** A workspace counts before the project in it: CocoaPods and Capacitor make one. */
  readonly container: { readonly kind: 'workspace' | 'project'; readonly name: string };
  readonly scheme: string;
  /** Whether a Podfile is there; a project of Swift packages alone has none. */
  readonly hasPodfile: boolean;
  /** Whether the installed pods are those of the lock file. */
  readonly hasCurrentPods: boolean;
}

/** Native ones, those of Flutter and React Native, Capacitor, Cordova, Kotlin Multiplatform. */
const usualFolders: readonly (readonly string[])[] = [['ios', 'App'], ['ios'], [], ['platforms', 'ios'], ['iosApp']];

/** `wanted` is the scheme that the project's facts name; its own files say it where they do not. `undefined` where there is no project. */
export async function openXcodeBuild(
  folder: ProjectFolder,
  wanted: string | undefined,
  places = usualFolders,
): Promise<XcodeBuildProject | undefined> {
  for (const place of places) {
    const names = (await folder.entries(...place)).filter(({ kind }) => kind === 'directory').map(({ name }) => name);
    const found = names.find((name) => name.endsWith('.xcworkspace'));
    const project = names.find((name) => name.endsWith('.xcodeproj') && name !== 'Pods.xcodeproj');
    if (found === undefined && project === undefined) continue;
    const [hasPodfile, lock, manifest] = await Promise.all([
      folder.hasFile(...place, 'Podfile'),
      folder.text(...place, 'Podfile.lock'),
      folder.text(...place, 'Pods', 'Manifest.lock'),
    ]);
    const workspace = found ?? (hasPodfile ? project?.replace(/xcodeproj$/, 'xcworkspace') : undefined);
    const name = workspace ?? project ?? '';
    return {
      folder: place,
      container: { kind: workspace === undefined ? 'project' : 'workspace', name },
      scheme: wanted ?? (await schemeOf(folder, place, project ?? name)),
      hasPodfile,
      // A workspace that is not there yet is made with the pods, and called as the project.
      hasCurrentPods: found !== undefined && lock !== undefined && lock === manifest,
    };
  }
  return undefined;
}

/** A scheme that is shared and called as the project, else the only one; without any, Xcode makes one of the project's name. */
async function schemeOf(folder: ProjectFolder, place: readonly string[], project: string): Promise<string> {
  const usual = project.replace(/\.(?:xcodeproj|xcworkspace)$/, '');
  const entries = await folder.entries(...place, project, 'xcshareddata', 'xcschemes');
  const schemes = entries.flatMap(({ name }) => /^(.{1,200})\.xcscheme$/.exec(name)?.[1] ?? []);
  return schemes.includes(usual) ? usual : (schemes[0] ?? usual);
}
