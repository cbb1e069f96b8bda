/** What the fixes are called in light bulbs and on buttons. */

import * as vscode from 'vscode';
import { type FixAction } from '../../../core/settings/fixes/fix.ts';

export function fixTitle(action: FixAction): string {
  switch (action.kind) {
    case 'set':
      return setTitle(action);
    case 'remove':
      return vscode.l10n.t('Remove {0}', action.path.join('.'));
    case 'rename':
      return vscode.l10n.t('Rename to {0}', action.name);
    case 'keepLast':
      return vscode.l10n.t('Keep Only the Last {0}', action.path.at(-1) ?? '');
    case 'choose':
      return vscode.l10n.t('Choose {0}…', action.path.join('.'));
    case 'ask':
      return vscode.l10n.t('Enter {0}…', action.path.join('.'));
    case 'browse':
      return action.path.at(-1) === 'webDir' ? vscode.l10n.t('Choose Folder…') : vscode.l10n.t('Choose File…');
    case 'setPassword':
      return passwordTitle(action.purpose);
    case 'createKeystore':
      return vscode.l10n.t('Create Keystore…');
    case 'createPackage':
      return action.platform === 'android' ? vscode.l10n.t('Create Android Package') : vscode.l10n.t('Create iOS Package');
    case 'runBuild':
      return vscode.l10n.t('Run Build…');
    case 'evaluateProject':
      return vscode.l10n.t('Evaluate Project Values…');
    case 'importSettings':
      return vscode.l10n.t('Set Up App');
    case 'openPage':
      return vscode.l10n.t('Open {0}', URL.parse(action.url)?.host ?? action.url);
    case 'chooseProfile':
      return vscode.l10n.t('Choose Another Profile…');
    case 'compatibleCopy':
      return vscode.l10n.t('Make Compatible Copy…');
    case 'requestCertificate':
      return vscode.l10n.t('Request Apple Certificate…');
    case 'combineCertificate':
      return vscode.l10n.t('Create .p12 with Its Key…');
    case 'untrackFile':
      return vscode.l10n.t('Stop Tracking File in Git…');
    case 'ignoreFile':
      return vscode.l10n.t('Add to .gitignore');
    case 'connectStore':
      return vscode.l10n.t('Move Key to Secret Storage…');
    case 'moveSecret':
      return vscode.l10n.t('Move {0} to Secret Storage', action.key);
    case 'protectFile':
      return vscode.l10n.t('Make Readable Only by Me');
    case 'allowFile':
      return vscode.l10n.t('Allow {0} in Packages…', action.file.split('/').at(-1) ?? action.file);
    case 'removeLine':
      return vscode.l10n.t('Remove Line {0}', action.line + 1);
  }
}

function setTitle({ path, value }: Extract<FixAction, { kind: 'set' }>): string {
  if (path.join('.') === 'android.buildType' && value === 'debug') return vscode.l10n.t('Use Debug Builds (no keystore needed)');
  return vscode.l10n.t('Set {0} to {1}', path.join('.'), JSON.stringify(value));
}

function passwordTitle(purpose: Extract<FixAction, { kind: 'setPassword' }>['purpose']): string {
  switch (purpose) {
    case 'keystore':
      return vscode.l10n.t('Set Keystore Password…');
    case 'key':
      return vscode.l10n.t('Set Key Password…');
    case 'certificate':
      return vscode.l10n.t('Set Certificate Password…');
  }
}
