/** Open Signing Asset: the viewer of a keystore, certificate or profile, from the tree, the Explorer or the palette. */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type AppEntry, nameOf, onPlatform } from '../apps/appEntry.ts';
import { type AppIndex } from '../apps/appIndex.ts';
import { type EditorId } from '../manifest.ts';
import { isAppsNode } from '../views/appsNode.ts';
import { type CommandRegistry } from './commandRegistry.ts';

export interface OpenSigningAssetParts {
  readonly index: AppIndex;
  readonly paths: PathTools;
}

export function registerOpenSigningAsset(registry: CommandRegistry, parts: OpenSigningAssetParts): void {
  registry.register('mobileDistribution.openSigningAsset', async (argument) => {
    const uri = argument instanceof vscode.Uri ? argument : await uriOf(parts, argument);
    const viewType: EditorId = /\.(pem|crt)$/i.test(uri.path) ? 'mobileDistribution.certificateText' : 'mobileDistribution.signingAsset';
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
  });
}

async function uriOf(parts: OpenSigningAssetParts, argument: unknown): Promise<vscode.Uri> {
  if (isAppsNode(argument) && argument.kind === 'asset' && argument.path !== undefined) return vscode.Uri.file(argument.path);
  return vscode.Uri.file(await choose(parts));
}

async function choose({ index, paths }: OpenSigningAssetParts): Promise<string> {
  const items = new Map((await index.apps()).flatMap((app) => assetsOf(app, paths)).map((item) => [item.path, item]));
  const [only] = items.values();
  if (!only) throw Failure.of('no-signing-asset-set', {});
  const title = vscode.l10n.t('Open which signing asset?');
  const chosen = items.size === 1 ? only : await vscode.window.showQuickPick([...items.values()], { title, matchOnDescription: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.path;
}

interface AssetItem extends vscode.QuickPickItem {
  readonly path: string;
}

function assetsOf(app: AppEntry, paths: PathTools): readonly AssetItem[] {
  const [{ keystore }, ios] = [onPlatform(app, 'android').effective, onPlatform(app, 'ios').effective];
  return [keystore, ios.certificate, ios.provisioningProfile].flatMap((value) => {
    if (!value) return [];
    const path = paths.resolve(app.folder, value.value);
    return [{ label: vscode.workspace.asRelativePath(path), description: nameOf(app), path }];
  });
}
