/** Choose Provisioning Profile: those next to the app and those of Xcode in one list, the ones that fit first, or any other file. */

import * as vscode from 'vscode';
import { withoutPrefix } from '../../../core/formats/provisioning-profile/provisioningProfile.ts';
import { dayOf } from '../../../core/assets/validity.ts';
import { appOnPlatform, type OpenedApp } from '../../../core/workflow/openApp.ts';
import { offeredProfiles, type OfferedProfile } from '../../../core/workflow/offeredProfiles.ts';
import { type PasswordSource } from '../../../core/workflow/passwordSource.ts';
import { type SigningWorld } from '../../../core/workflow/workflowWorld.ts';
import { pathFrom } from '../../shared/questions/newFileQuestion.ts';
import { findNearbyFiles } from './nearbyFiles.ts';

interface ProfileItem extends vscode.QuickPickItem {
  readonly path?: string;
}

/** As it is written into the settings; nothing when someone leaves. */
export async function chooseProfile(world: SigningWorld, app: OpenedApp, passwords: PasswordSource): Promise<string | undefined> {
  const { profileFiles } = await findNearbyFiles(world.files, world.paths, app);
  const offered = await offeredProfiles(world, appOnPlatform(app, 'ios'), passwords, profileFiles);
  const pathOf = ({ path }: OfferedProfile): string => pathFrom(world.paths, app.folder, path);
  const fitting = offered.filter(({ problem }) => problem === undefined);
  const others = offered.filter(({ problem }) => problem !== undefined);
  const browse: ProfileItem = { label: vscode.l10n.t('Choose File…'), iconPath: new vscode.ThemeIcon('folder-opened'), alwaysShow: true };
  const items: ProfileItem[] = [
    ...group(vscode.l10n.t('Fits this app'), fitting, pathOf),
    ...group(vscode.l10n.t('Does not fit'), others, pathOf),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    browse,
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Provisioning Profile'),
    placeHolder:
      offered.length === 0
        ? vscode.l10n.t('No profile found next to the app or in Xcode’s folders')
        : vscode.l10n.t('Profiles next to the app and in Xcode’s folders'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen === browse ? await browseForProfile(world, app) : chosen?.path;
}

function group(label: string, profiles: readonly OfferedProfile[], pathOf: (profile: OfferedProfile) => string): readonly ProfileItem[] {
  if (profiles.length === 0) return [];
  const items = profiles.map((profile): ProfileItem => {
    const { name, kind, applicationIdentifier, expiresAt } = profile.inspection;
    const facts = [
      kind,
      applicationIdentifier && withoutPrefix(applicationIdentifier),
      expiresAt && vscode.l10n.t('until {0}', dayOf(expiresAt)),
    ];
    const path = pathOf(profile);
    return {
      label: name ?? path,
      description: facts.filter(Boolean).join(' · '),
      detail: profile.problem ?? (profile.isOfXcode ? vscode.l10n.t('In Xcode’s folder') : path),
      iconPath: new vscode.ThemeIcon(profile.problem === undefined ? 'pass' : 'warning'),
      path,
    };
  });
  return [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

async function browseForProfile({ paths }: SigningWorld, { folder }: OpenedApp): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Provisioning Profile'),
      openLabel: vscode.l10n.t('Choose'),
      defaultUri: vscode.Uri.file(folder),
      filters: {
        [vscode.l10n.t('Provisioning Profile')]: ['mobileprovision', 'provisionprofile'],
        [vscode.l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  return file && pathFrom(paths, folder, file.fsPath);
}
