/** Open Signing Asset: the viewer of a keystore, certificate or profile, from the tree, the Explorer or the palette. */

import * as vscode from 'vscode';
import { type EditorId } from '../../shared/manifest.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { type AssetAskerParts } from './askForAsset.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';

export function registerOpenSigningAsset(registry: CommandRegistry, parts: AssetAskerParts): void {
  registry.register('mobileDistribution.openSigningAsset', async (argument) => {
    const uri = argument instanceof vscode.Uri ? argument : vscode.Uri.file(await pathOf(parts, argument));
    const viewType: EditorId = /\.(pem|crt)$/i.test(uri.path) ? 'mobileDistribution.certificateText' : 'mobileDistribution.signingAsset';
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
  });
}

async function pathOf(parts: AssetAskerParts, argument: unknown): Promise<string> {
  if (isAppsNode(argument) && argument.kind === 'asset' && argument.path !== undefined) return argument.path;
  const { askForAsset, namedAssetKinds } = await import('./askForAsset.ts');
  return (await askForAsset(parts, { title: vscode.l10n.t('Open which signing asset?'), assets: namedAssetKinds })).path;
}
