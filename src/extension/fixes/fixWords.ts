/** What the fixes are called in light bulbs and on buttons. */

import * as vscode from 'vscode';
import { type FixAction } from './fix.ts';

export function fixTitle(action: FixAction): string {
  switch (action.kind) {
    case 'set':
      return setTitle(action);
    case 'remove':
      return vscode.l10n.t('Remove {0}', action.path.join('.'));
    case 'rename':
      return vscode.l10n.t('Rename to {0}', action.name);
    case 'keepLast':
      return vscode.l10n.t('Keep only the last {0}', action.path.at(-1) ?? '');
    case 'choose':
      return vscode.l10n.t('Choose {0}…', action.path.join('.'));
    case 'ask':
      return vscode.l10n.t('Enter {0}…', action.path.join('.'));
    case 'browse':
      return action.path.at(-1) === 'webDir' ? vscode.l10n.t('Choose Folder…') : vscode.l10n.t('Choose File…');
    case 'setPassword':
      return passwordTitle(action.purpose);
    case 'command':
      return commandTitle(action.command);
    case 'protectFile':
      return vscode.l10n.t('Let only me read the file');
    case 'removeLine':
      return vscode.l10n.t('Remove line {0}', action.line + 1);
  }
}

function setTitle({ path, value }: Extract<FixAction, { kind: 'set' }>): string {
  if (path.join('.') === 'android.buildType' && value === 'debug')
    return vscode.l10n.t('Create debug packages, which need no keystore of yours');
  return vscode.l10n.t('Set {0} to {1}', path.join('.'), JSON.stringify(value));
}

function passwordTitle(purpose: Extract<FixAction, { kind: 'setPassword' }>['purpose']): string {
  switch (purpose) {
    case 'keystore':
      return vscode.l10n.t('Set the Password of the Keystore…');
    case 'key':
      return vscode.l10n.t('Set the Password of the Key…');
    case 'certificate':
      return vscode.l10n.t('Set the Password of the Certificate…');
  }
}

function commandTitle(command: Extract<FixAction, { kind: 'command' }>['command']): string {
  switch (command) {
    case 'mobileDistribution.createKeystore':
      return vscode.l10n.t('Create Keystore…');
    case 'mobileDistribution.createAndroidPackage':
      return vscode.l10n.t('Create Android Package');
    default:
      return command;
  }
}
