/** Links from a settings file to the files, folders and addresses that it names. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { inspectSettings } from '../../../core/settings/inspectSettings.ts';
import { assetReferences } from './assetReferences.ts';
import { editorRange } from './issueDiagnostic.ts';

export class SettingsLinks implements vscode.DocumentLinkProvider {
  readonly #files: FileSystem;
  readonly #paths: PathTools;

  constructor(files: FileSystem, paths: PathTools) {
    this.#files = files;
    this.#paths = paths;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const text = document.getText();
    const folder = this.#paths.dirname(document.uri.fsPath);
    const links = assetReferences(text, inspectSettings(text)).map(async ({ holds, value, range }) => {
      // Addresses are linked by VS Code itself.
      if (holds === 'address') return undefined;
      const path = this.#paths.resolve(folder, value);
      const stat = await this.#files.stat(path).catch(() => undefined);
      if (!stat || stat.kind === 'other') return undefined;
      const link = new vscode.DocumentLink(editorRange(range), stat.kind === 'file' ? fileLink(path) : revealLink(path));
      link.tooltip = stat.kind === 'file' ? vscode.l10n.t('Open {0}', value) : vscode.l10n.t('Show {0} in Explorer', value);
      return link;
    });
    return (await Promise.all(links)).filter((link) => link !== undefined);
  }
}

/** Files that are neither text nor picture are shown in the Explorer; an editor would show bytes. */
function fileLink(path: string): vscode.Uri {
  return /\.(p12|pfx|jks|keystore|ks|mobileprovision)$/i.test(path) ? revealLink(path) : vscode.Uri.file(path);
}

function revealLink(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: 'revealInExplorer', query: JSON.stringify([vscode.Uri.file(path)]) });
}
