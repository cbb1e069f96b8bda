/**
 * Colours and marks rows of the tree: apps and platforms with problems, assets that expire soon or have expired, that are missing or cannot
 * be opened.
 */

import * as vscode from 'vscode';
import { type ProblemCount } from '../app/checks/problemCount.ts';

export type AssetMark = 'expired' | 'soon' | 'missing' | 'unreadable';

const markScheme = 'mobile-distribution-mark';

/**
 * The address a tree item carries so that it gets its mark; it opens nothing. The path of the asset is not in it: git would take it for its
 * file, and dim what it ignores.
 */
export function markedUri(mark: AssetMark): vscode.Uri {
  return vscode.Uri.from({ scheme: markScheme, path: `/${mark}` });
}

/** The same for what the Problems panel contains about the row; nothing where it contains nothing. */
export function problemsUri({ errors, warnings }: ProblemCount): vscode.Uri | undefined {
  if (errors > 0) return vscode.Uri.from({ scheme: markScheme, path: `/errors/${errors}` });
  return warnings > 0 ? vscode.Uri.from({ scheme: markScheme, path: `/warnings/${warnings}` }) : undefined;
}

export class RowDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== markScheme) return undefined;
    const [mark, count = ''] = uri.path.slice(1).split('/');
    switch (mark) {
      case 'errors':
        return new vscode.FileDecoration(badge(count), vscode.l10n.t('Errors: {0}', count), new vscode.ThemeColor('list.errorForeground'));
      case 'warnings':
        return new vscode.FileDecoration(
          badge(count),
          vscode.l10n.t('Warnings: {0}', count),
          new vscode.ThemeColor('list.warningForeground'),
        );
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

/** VS Code takes two characters at most. */
function badge(count: string): string {
  return count.length > 1 ? '9+' : count;
}
