/** Mandatory, and whether testers are notified: what is chosen for each destination. */

import * as vscode from 'vscode';

export interface MarkItem extends vscode.QuickPickItem {
  readonly mark: 'mandatory' | 'notify';
}

export function markItems(): readonly MarkItem[] {
  return [
    {
      mark: 'mandatory',
      label: vscode.l10n.t('Mandatory Update'),
      detail: vscode.l10n.t('Testers must install it before they continue'),
    },
    {
      mark: 'notify',
      label: vscode.l10n.t('Notify Testers'),
      detail: vscode.l10n.t('By the ways that the server has'),
      picked: true,
    },
  ];
}

export function marksOf(chosen: readonly MarkItem[]): { readonly isMandatory: boolean; readonly notifiesTesters: boolean } {
  return { isMandatory: chosen.some(({ mark }) => mark === 'mandatory'), notifiesTesters: chosen.some(({ mark }) => mark === 'notify') };
}
