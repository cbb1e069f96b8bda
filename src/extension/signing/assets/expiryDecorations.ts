/** Colours and marks the assets of the tree that expire soon or have expired, that are missing or cannot be opened. */

import * as vscode from 'vscode';

export type AssetMark = 'expired' | 'soon' | 'missing' | 'unreadable';

const assetScheme = 'mobile-distribution-asset';

/**
 * The address a tree item carries so that it gets its mark; it opens nothing. The path of the asset is not in it: git would take it for its
 * file, and dim what it ignores.
 */
export function markedUri(mark: AssetMark): vscode.Uri {
  return vscode.Uri.from({ scheme: assetScheme, path: `/${mark}` });
}

export class AssetDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== assetScheme) return undefined;
    switch (uri.path.slice(1)) {
      case 'expired':
        return new vscode.FileDecoration('!', vscode.l10n.t('Expired'), new vscode.ThemeColor('list.errorForeground'));
      case 'missing':
        return new vscode.FileDecoration('!', vscode.l10n.t('Missing'), new vscode.ThemeColor('list.errorForeground'));
      case 'soon':
        return new vscode.FileDecoration('!', vscode.l10n.t('Expires soon'), new vscode.ThemeColor('list.warningForeground'));
      case 'unreadable':
        return new vscode.FileDecoration('!', vscode.l10n.t('Cannot be opened'), new vscode.ThemeColor('list.errorForeground'));
      default:
        return undefined;
    }
  }
}
