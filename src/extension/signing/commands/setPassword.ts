/** Set Password…: of a keystore or certificate, tried on it at once. */

import * as vscode from 'vscode';
import { PasswordAsker } from '../../shared/passwords/passwordAsker.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { type WizardParts } from '../../app/wizards/wizardParts.ts';
import { askForAsset } from './askForAsset.ts';

export async function runSetPassword(parts: WizardParts, argument: unknown): Promise<void> {
  const { asset, path } = isAssetOfTree(argument)
    ? argument
    : await askForAsset(parts, { title: vscode.l10n.t('Set the password of which signing asset?'), assets: ['keystore', 'certificate'] });
  const purpose = asset === 'certificate' ? 'certificate' : 'keystore';
  await new PasswordAsker(parts.files, parts.passwords).askAndStore({ purpose, asset: path });
}

function isAssetOfTree(argument: unknown): argument is { readonly asset: 'keystore' | 'certificate'; readonly path: string } {
  if (!isAppsNode(argument) || argument.kind !== 'asset' || argument.path === undefined) return false;
  return argument.asset === 'keystore' || argument.asset === 'certificate';
}
