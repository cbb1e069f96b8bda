/**
 * Writes a file where a person chose in a dialog. The dialog has asked whether it may be replaced, but not whether a keystore may: only the
 * own kind is. Loaded when it is needed.
 */

import * as vscode from 'vscode';
import { type Bytes } from '../../core/base/bytes.ts';
import { requireOutput, type ReplacedKind } from '../../core/workflow/output.ts';
import { NodeFileSystem } from '../../node/nodeFileSystem.ts';
import { nodePathTools } from '../../node/nodePathTools.ts';

/** Throws `output-other-kind` and the other failures of `requireOutput`. */
export async function writeChosenFile(target: vscode.Uri, bytes: Bytes, replaces: ReplacedKind): Promise<void> {
  if (target.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(target, bytes);
    return;
  }
  const files = new NodeFileSystem();
  await requireOutput({ files, paths: nodePathTools }, { path: target.fsPath, inputs: [], replaces });
  await files.writeFile(target.fsPath, bytes);
}
