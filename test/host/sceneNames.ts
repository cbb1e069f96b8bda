/** The workspaces in which tests run inside the extension host. */

export const sceneNames = ['one-app', 'several-apps', 'signing-assets', 'making-assets'] as const;
export type SceneName = (typeof sceneNames)[number];

/** Label of the plain task in every folder of a scene, by which tests see whether VS Code has read the workspace. */
export const readyTask = 'VS Code has read this folder';

export function isSceneName(name: string): name is SceneName {
  return sceneNames.some((scene) => scene === name);
}
