/** Opens the viewer of packages on a file, whatever its name says that it is. */

import * as vscode from 'vscode';
import { type EditorId } from '../../shared/manifest.ts';

const packageViewer: EditorId = 'mobileDistribution.package';

export async function openPackageViewer(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, packageViewer);
}
