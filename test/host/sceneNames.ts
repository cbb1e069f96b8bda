/** The workspaces in which tests run inside the extension host. */

export const sceneNames = ['one-app', 'several-apps', 'signing-assets'] as const;
export type SceneName = (typeof sceneNames)[number];

export function isSceneName(name: string): name is SceneName {
  return sceneNames.some((scene) => scene === name);
}
