/** Asks for a target: one list of all apps, platforms and build types, or only the build type where the settings name none. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type BuildType, buildTypesOf, platformNames, type Platform } from '../../../core/settings/platform.ts';
import { fieldAt } from '../../../core/settings/settingsField.ts';
import { settingsModel } from '../../../core/settings/settingsModel.ts';
import { nameOf, onPlatform, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { choiceText } from '../../shared/errors/tableText.ts';
import { buildTypeOf, type PackageTarget } from './chosenTarget.ts';

interface TargetItem extends vscode.QuickPickItem {
  readonly target?: PackageTarget;
}

/** Throws `cancelled` when someone leaves. */
export async function askForTarget(apps: readonly AppEntry[], current: PackageTarget | undefined): Promise<PackageTarget> {
  const items = apps.flatMap((app): TargetItem[] => [
    { label: nameOf(app), kind: vscode.QuickPickItemKind.Separator },
    ...platformsOf(app).flatMap((platform) =>
      buildTypesOf[platform].map((buildType): TargetItem => itemOf({ app, platform, buildType }, current)),
    ),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Select Package Target'),
    placeHolder: vscode.l10n.t('What Create Package… creates'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!chosen?.target) throw Failure.of('cancelled', {});
  return chosen.target;
}

function itemOf(target: Required<Omit<PackageTarget, 'variant'>>, current: PackageTarget | undefined): TargetItem {
  const { app, platform, buildType } = target;
  const isCurrent = current?.app.folder === app.folder && current.platform === platform && buildTypeOf(current) === buildType;
  const isOfSettings = onPlatform(app, platform).effective.buildType.value === buildType;
  return {
    label: `${platformNames[platform]} · ${buildType}`,
    description: [nameOf(app), ...(isOfSettings ? [vscode.l10n.t('in the package settings')] : [])].join(' · '),
    detail: describe(platform, buildType),
    iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : 'blank'),
    target,
  };
}

/** Nothing where the settings name one: that one counts. Throws `cancelled` when someone leaves. */
export async function askForBuildType(app: AppEntry, platform: Platform): Promise<BuildType | undefined> {
  const proposed = onPlatform(app, platform).effective.buildType;
  if (proposed.origin.kind === 'settings') return undefined;
  const ordered = buildTypesOf[platform].toSorted((a, b) => Number(b === proposed.value) - Number(a === proposed.value));
  const items = ordered.map((buildType) => ({ label: buildType, detail: describe(platform, buildType), buildType }));
  const title = vscode.l10n.t('Which build type of {0} for {1}?', nameOf(app), platformNames[platform]);
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDetail: true, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.buildType;
}

function describe(platform: Platform, buildType: BuildType): string {
  return choiceText(fieldAt(settingsModel, [platform, 'buildType']), buildType);
}
