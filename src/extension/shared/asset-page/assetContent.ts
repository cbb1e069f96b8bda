/**
 * What an asset viewer shows at one moment, and what its buttons do. Pure; what every viewer's buttons may do is done by `AssetPage`, the
 * rest by the reader that made the content.
 */

import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import { type AssetButton, type AssetSearchResult, type AssetView } from '../../../protocol/assetViewerProtocol.ts';
import { type EditorId } from '../manifest.ts';

/** What every viewer's buttons may do. */
export type SharedAction =
  | { readonly kind: 'copy'; readonly text: string }
  /** Reads the file again. */
  | { readonly kind: 'reload' }
  /** In VS Code's editor for it, or a named one. */
  | { readonly kind: 'open'; readonly uri: vscode.Uri; readonly viewType?: EditorId | 'default' };

export interface AssetContent<Action> {
  readonly view: AssetView;
  /** By the ids of the buttons in `view`. */
  readonly actions: ReadonlyMap<string, SharedAction | Action>;
  /** What is found in a list of `view`; needed where it has one. */
  readonly search?: (list: string, text: string) => AssetSearchResult;
}

/** What is needed to let a value be copied. */
export interface CopyButtons {
  idOf(action: SharedAction): string;
}

/** Collects the buttons of a view with what they do. */
export class AssetButtons<Action> {
  readonly actions = new Map<string, SharedAction | Action>();

  /**
   * The id follows from the action: a button that stays keeps the focus, and one of an older view, pressed too late, does what it said or
   * nothing.
   */
  idOf(action: SharedAction | Action): string {
    const id = createHash('sha256').update(JSON.stringify(action)).digest('base64url').slice(0, 22);
    this.actions.set(id, action);
    return id;
  }

  button(title: string, action: SharedAction | Action): AssetButton {
    return { id: this.idOf(action), title };
  }
}
