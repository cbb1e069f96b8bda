/** What *Rebuild Clean* does before the build of a framework whose tool has no task for it: the folders that builds make are removed. */

import { type WorkStep } from '../engine/buildPlan.ts';
import { type BuildSpec } from '../engine/engine.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';

/** `folders` are segments below the app. None when the package does not ask for it. */
export function removeOutputs(
  { files, paths }: Pick<GradleEnginePorts, 'files' | 'paths'>,
  { appFolder, isClean }: Pick<BuildSpec, 'appFolder' | 'isClean'>,
  folders: readonly (readonly string[])[],
): readonly WorkStep[] {
  if (isClean !== true) return [];
  return [
    {
      id: 'clean',
      kind: 'work',
      name: `Remove what earlier builds left (${folders.map((segments) => segments.join('/')).join(', ')})`,
      weight: 1,
      run: async () => {
        // A link that leads out of the app is not followed: removing it would remove what is not ours.
        for (const segments of folders) await files.remove(paths.join(appFolder, ...segments), { within: appFolder });
        return [];
      },
    },
  ];
}
