/** What one series of pictures shows: a workspace, and the gestures that lead there. */

import { type VsCodeStage } from '../vscode/vscodeStage.ts';
import { type VsCodeWindow } from '../vscode/vscodeWindow.ts';

export interface PictureScene {
  /** Of the files: `<name>-<theme>.png`. */
  readonly name: string;
  /** What the picture shows, for people who do not see it. */
  readonly about: string;
  /** CSS pixels; 1200 × 750 when absent. */
  readonly size?: { readonly width: number; readonly height: number };
  /** User settings that this scene needs. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Fills the empty folder, and says what VS Code should open. */
  prepare(folder: string, stage: VsCodeStage): Promise<string> | string;
  /** Ends when everything is there and nothing moves. */
  show(window: VsCodeWindow, folder: string, stage: VsCodeStage): Promise<void>;
  /** What a change of colours closes is opened again for each picture. */
  again?(window: VsCodeWindow): Promise<void>;
  /** Ends what was started for it outside of VS Code, when the pictures are taken or could not be. */
  end?(): Promise<void>;
}
