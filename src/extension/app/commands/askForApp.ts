/** Asks for what a command lacks: the app, the platform or the package. Escape cancels the command. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { present } from '../../../core/base/present.ts';
import { isPlatform, platformNames, type Platform, platformName } from '../../../core/settings/platform.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { nameOf, packagesOf, platformsOf, type AppEntry } from '../appEntry.ts';
import { type AppIndex } from '../appIndex.ts';
import { isAppsNode } from '../appsNode.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import { activeFile } from '../../shared/workspace/activeFile.ts';
import { isWithin } from '../../shared/workspace/isWithin.ts';

export interface AppChoice {
  readonly app: AppEntry;
  readonly platform?: Platform;
  /** Of a row of the tree that is about one. */
  readonly variant?: string;
  readonly record?: PackageRecord;
}

export class AppAsker {
  readonly #index: AppIndex;

  constructor(index: AppIndex) {
    this.#index = index;
  }

  /** The app that the command's argument, the active editor or a question names. */
  async app(argument: unknown, filter: (app: AppEntry) => boolean = () => true): Promise<AppChoice> {
    if (isAppsNode(argument)) {
      return {
        app: argument.app,
        ...('platform' in argument && { platform: argument.platform }),
        ...('variant' in argument && present('variant', argument.variant)),
        ...('record' in argument && {
          record: argument.record,
          ...(isPlatform(argument.record.platform) && { platform: argument.record.platform }),
        }),
      };
    }
    const apps = (await this.#index.apps()).filter((app) => filter(app));
    const uri = argument instanceof vscode.Uri ? argument : activeFile();
    const around = uri && apps.filter(({ folder }) => isWithin(folder, uri.fsPath)).sort((a, b) => b.folder.length - a.folder.length)[0];
    if (argument instanceof vscode.Uri && around) return { app: around };
    const [only] = apps;
    if (!only) throw Failure.of('no-app-here', {});
    if (apps.length === 1) return { app: only };
    const items = apps.map((app) => ({
      label: nameOf(app),
      description: placeOf(app),
      picked: app === around,
      app,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Which app?'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!chosen) throw Failure.of('cancelled', {});
    return { app: chosen.app };
  }

  async platform({ app, platform }: AppChoice): Promise<Platform> {
    if (platform) return platform;
    const all = platformsOf(app);
    const [only] = all;
    if (all.length === 1 && only) return only;
    const chosen = await vscode.window.showQuickPick(
      all.map((each) => ({ label: platformNames[each], platform: each })),
      { title: vscode.l10n.t('Which platform of {0}?', nameOf(app)), ignoreFocusOut: true },
    );
    if (!chosen) throw Failure.of('cancelled', {});
    return chosen.platform;
  }

  /** A recorded package, the newest first. */
  async package(argument: unknown): Promise<AppChoice & { readonly record: PackageRecord }> {
    const choice = await this.app(argument, (app) => app.opened.ledger.records.length > 0);
    if (choice.record) return { ...choice, record: choice.record };
    const records = platformsOf(choice.app).flatMap((platform) => packagesOf(choice.app, platform));
    const [newest] = records;
    if (!newest) throw Failure.of('no-package-yet', { app: nameOf(choice.app) });
    if (records.length === 1) return { ...choice, record: newest };
    const items = records.map((record) => ({
      label: `${record.name} ${record.version} (${record.versionCode})`,
      description: `${platformName(record.platform)} ${record.buildType} · ${relativeTime(new Date(record.createdAt), new Date())}`,
      detail: record.createdBy,
      record,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Which package?'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!chosen) throw Failure.of('cancelled', {});
    return { ...choice, record: chosen.record };
  }
}

/** From the workspace; a folder of the workspace itself has no such path, but a name. */
function placeOf({ folder, workspaceFolder }: AppEntry): string {
  if (folder !== workspaceFolder) return vscode.workspace.asRelativePath(folder);
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.name ?? '';
}
