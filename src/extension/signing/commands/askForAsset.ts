/** Which signing asset a command is about: the one of the active editor, the only one that the apps name, or one of a list. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { type AppEntry, nameOf, onPlatform } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { assetIcons } from '../assets/assetState.ts';
import { activeFile } from '../../shared/workspace/activeFile.ts';

export interface AssetAskerParts {
  readonly index: AppIndex;
  readonly paths: PathTools;
}

export const namedAssetKinds = ['keystore', 'certificate', 'profile'] as const;
export type NamedAssetKind = (typeof namedAssetKinds)[number];

export interface NamedAsset {
  readonly asset: NamedAssetKind;
  /** Absolute. */
  readonly path: string;
  readonly app: AppEntry;
}

export interface AssetQuestion {
  readonly title: string;
  readonly assets: readonly NamedAssetKind[];
}

export async function askForAsset({ index, paths }: AssetAskerParts, { title, assets }: AssetQuestion): Promise<NamedAsset> {
  const all = (await index.apps()).flatMap((app) => assetsOf(app, paths)).filter(({ asset }) => assets.includes(asset));
  // Apps may share one.
  const named = [...new Map(all.map((each) => [`${each.asset} ${each.path}`, each])).values()];
  const shown = activeFile()?.fsPath;
  const meant = named.length === 1 ? named[0] : named.find(({ path }) => path === shown);
  if (meant) return meant;
  if (named.length === 0) throw Failure.of('no-signing-asset-set', {});
  const items = named.map((each) => ({
    label: vscode.workspace.asRelativePath(each.path),
    description: nameOf(each.app),
    iconPath: new vscode.ThemeIcon(assetIcons[each.asset]),
    each,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.each;
}

function assetsOf(app: AppEntry, paths: PathTools): readonly NamedAsset[] {
  const [{ keystore }, ios] = [onPlatform(app, 'android').effective, onPlatform(app, 'ios').effective];
  const values = { keystore, certificate: ios.certificate, profile: ios.provisioningProfile };
  return namedAssetKinds.flatMap((asset) => {
    const value = values[asset]?.value;
    return value === undefined ? [] : [{ asset, path: paths.resolve(app.folder, value), app }];
  });
}
