/** Puts `mdist` on the PATH of VS Code's terminals: the command line that ships with the extension, run by the Node of VS Code. */

import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import { type ProductPlaces } from './productPlaces.ts';

export function offerInTerminals(
  variables: Pick<vscode.GlobalEnvironmentVariableCollection, 'prepend' | 'replace' | 'persistent' | 'description'>,
  { terminalFolder }: Pick<ProductPlaces, 'terminalFolder'>,
  program: string = process.execPath,
): void {
  // The extension may have moved when the window opens again.
  variables.persistent = false;
  variables.description = vscode.l10n.t('Adds the command `mdist`');
  // An `mdist` of the user comes first where the start files of the shell put it there.
  variables.prepend('PATH', `${terminalFolder}${delimiter}`);
  variables.replace('MOBILE_DISTRIBUTION_NODE', program);
}
