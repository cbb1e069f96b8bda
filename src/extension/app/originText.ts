/** Where a value came from, in a few words. */

import * as vscode from 'vscode';
import { type Origin } from '../../core/settings/origin.ts';

export function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'settings':
      return vscode.l10n.t('the settings, {0}', origin.pointer.slice(1).replaceAll('/', '.'));
    case 'option':
      return vscode.l10n.t('set for this package');
    case 'project':
      if (origin.evaluatedBy !== undefined) return vscode.l10n.t('{0}, evaluated by {1}', origin.file, origin.evaluatedBy);
      return origin.file;
    case 'web-manifest':
    case 'package-json':
      return origin.file;
    case 'ledger':
      return vscode.l10n.t('the last package');
    case 'folder':
      return vscode.l10n.t('the folder name');
    case 'default':
      return vscode.l10n.t('proposed');
  }
}
