/** Takes the pictures of scenes in the real VS Code, one window a scene and one picture for each kind of colours. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type VsCodeStage } from '../vscode/vscodeStage.ts';
import { type PictureScene } from './pictureScene.ts';
import { followColours, followingSettings, pictureThemes, wear } from './pictureThemes.ts';
import { smallPng } from './smallPng.ts';

export interface Picture {
  readonly file: string;
  readonly sizeBytes: number;
}

/** Clicks and blinking would make every picture another one. */
const still = '* { caret-color: transparent !important; animation-duration: 0s !important; transition-duration: 0s !important; }';

export async function takePictures(stage: VsCodeStage, scene: PictureScene, into: string): Promise<readonly Picture[]> {
  // The name of the folder is what the window is called.
  const workspace = stage.workspace(join(scene.name, 'hello-web'));
  try {
    return await takeAll(stage, scene, { workspace, opened: await scene.prepare(workspace, stage) }, into);
  } finally {
    await scene.end?.();
  }
}

async function takeAll(
  stage: VsCodeStage,
  scene: PictureScene,
  { workspace, opened }: { readonly workspace: string; readonly opened: string },
  into: string,
): Promise<readonly Picture[]> {
  const user = stage.changeSettings({ ...followingSettings, ...scene.settings });
  const { width = 1200, height = 750 } = scene.size ?? {};
  const window = await stage.openWindow({ folder: opened, width, height, scale: 1.5, prepare: followColours });
  try {
    await scene.show(window, workspace, stage);
    const pictures: Picture[] = [];
    for (const theme of pictureThemes) {
      await wear(window.page, theme);
      // Out of the way; what is opened again may be held open by where the mouse is.
      await window.page.mouse.move(width - 1, height - 1);
      await scene.again?.(window);
      const bytes = smallPng(await window.page.screenshot({ style: still, animations: 'disabled' }));
      const file = `${scene.name}-${theme.name}.png`;
      writeFileSync(join(into, file), bytes);
      pictures.push({ file, sizeBytes: bytes.length });
    }
    return pictures;
  } catch (error) {
    await window.screenshot(join(stage.address.folder, `${scene.name}-failed.png`));
    throw error;
  } finally {
    await window.close();
    user.restore();
  }
}
