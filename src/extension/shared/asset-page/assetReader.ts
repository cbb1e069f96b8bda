/**
 * What a viewer of one kind of asset has to bring: it makes contents out of files. Showing them, copying, reading again when the file
 * changes, and everything about VS Code's editors is the same for all of them.
 */

import type * as vscode from 'vscode';
import { type AssetContent } from './assetContent.ts';
import { type AssetDocument } from './assetDocument.ts';

/** Knows one kind of asset. Created for each editor, so it may keep that editor's state. */
export interface AssetReader<Action> {
  /**
   * Shows what is known, as soon as it is known: more than once where that takes a while. What it throws before it
   * has shown anything is shown in place of a content; after `signal` has fired, nothing is shown any more.
   */
  read(document: AssetDocument, show: (content: AssetContent<Action>) => void, signal: AbortSignal): Promise<void>;
  /** Returns what is said about it, or nothing when the window itself says it. */
  act(action: Action, document: AssetDocument): Promise<string>;
  /** Fires when something besides the file has changed that the content follows from. */
  readonly onDidChange: vscode.Event<unknown>;
}
