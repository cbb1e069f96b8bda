/** Filter Packages…, Clear Package Filter. */

import * as vscode from 'vscode';
import { type CommandRegistry } from '../shared/commandRegistry.ts';
import { type AppsView } from './appsView.ts';

export function registerFilterCommands(registry: CommandRegistry, view: AppsView): void {
  registry.register('mobileDistribution.filterPackages', async () => {
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter Packages'),
      prompt: vscode.l10n.t('Version, build type, variant, date, author or commit; several words narrow it down'),
      value: view.filterText,
      ignoreFocusOut: true,
    });
    if (text !== undefined) await view.filter(text);
  });
  registry.register('mobileDistribution.clearPackageFilter', async () => await view.filter(''));
}
