/**
 * The tool `create_mobile_package`: the same run as the command's, after the person has agreed to it. What was confirmed is what runs, and
 * no one is asked for anything meanwhile.
 */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { appOnPlatform } from '../../core/workflow/openApp.ts';
import { present } from '../../core/base/present.ts';
import { type BuildType, platformNames } from '../../core/settings/platform.ts';
import { type SettingsOverrides } from '../../core/settings/resolveSettings.ts';
import { nameOf, type AppEntry } from '../app/appEntry.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { escapeMarkdown } from '../shared/markdownText.ts';
import { type Log } from '../shared/log.ts';
import { type PackageRuns } from '../build/runs/packageRuns.ts';
import { findToolApp } from './toolApps.ts';
import { createdDocument, type ToolDocument } from './toolDocument.ts';
import { type CreateInput, readCreateInput } from './toolInput.ts';
import { confirmedTool, type ModelTool } from './toolKinds.ts';

export interface CreatePackageToolParts {
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  readonly paths: PathTools;
  readonly log: Log;
}

interface ChosenPackage {
  readonly app: AppEntry;
  readonly request: CreateInput;
  readonly deed: PackageDeed;
}

export function createPackageTool(parts: CreatePackageToolParts): ModelTool {
  const { index, paths, log } = parts;
  return confirmedTool<ChosenPackage>(log, {
    restriction: 'building-restricted',
    choose: async (input) => {
      const request = readCreateInput(input);
      const app = await findToolApp(index, paths, request.app);
      return { request, app, deed: deedOf(app, request) };
    },
    deedOf: ({ app, deed }) => [app.folder, deed],
    show: ({ app, request, deed }) => {
      const platform = platformNames[request.platform];
      return {
        invocationMessage: vscode.l10n.t('Creating the {0} package of {1}', platform, nameOf(app)),
        confirmationMessages: {
          title: vscode.l10n.t('Create {0} Package', platform),
          message: new vscode.MarkdownString(confirmation(app, deed)),
        },
      };
    },
    work: async (chosen, signal) => await create(parts, chosen, signal),
  });
}

async function create({ runs, paths }: CreatePackageToolParts, chosen: ChosenPackage, signal: AbortSignal): Promise<ToolDocument> {
  const { app, request, deed } = chosen;
  if (signal.aborted) throw Failure.of('cancelled', {});
  const run = runs.start({
    appFolder: app.folder,
    appName: nameOf(app),
    platform: request.platform,
    buildType: deed.buildType,
    overrides: overridesOf(deed, (path) => paths.resolve(app.folder, path)),
    asksNobody: true,
  });
  const cancel = (): void => void runs.cancel(run);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { state } = await run.ended;
    if (state.kind === 'made') return createdDocument(state.made);
    throw state.kind === 'failed' ? state.error : Failure.of('cancelled', {});
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** What is made and signed: the values that are shown, and that the run gets, whatever the settings say by then. */
interface PackageDeed {
  readonly buildType: BuildType;
  readonly appIdentifier: string | undefined;
  readonly version: string;
  readonly versionCode: number;
  readonly keystore: string | undefined;
  readonly keyAlias: string | undefined;
  readonly certificate: string | undefined;
  readonly provisioningProfile: string | undefined;
}

function deedOf({ opened }: AppEntry, { platform, buildType, version, versionCode }: CreateInput): PackageDeed {
  const { effective } = appOnPlatform(opened, platform, {
    ...(buildType && { buildType }),
    ...(version !== undefined && { version }),
    ...(versionCode !== undefined && { versionCode }),
  });
  return {
    buildType: effective.buildType.value,
    appIdentifier: effective.appIdentifier?.value,
    version: effective.version.value,
    versionCode: effective.versionCode.value,
    keystore: effective.keystore?.value,
    keyAlias: effective.keyAlias?.value,
    certificate: effective.certificate?.value,
    provisioningProfile: effective.provisioningProfile?.value,
  };
}

function overridesOf(deed: PackageDeed, absolute: (path: string) => string): SettingsOverrides {
  const { appIdentifier, version, versionCode, keystore, keyAlias, certificate, provisioningProfile } = deed;
  return {
    version,
    versionCode,
    ...present('appIdentifier', appIdentifier),
    ...present('keystore', keystore && absolute(keystore)),
    ...present('keyAlias', keyAlias),
    ...present('certificate', certificate && absolute(certificate)),
    ...present('provisioningProfile', provisioningProfile && absolute(provisioningProfile)),
  };
}

/** What will be made and signed, before it is. */
function confirmation(
  app: AppEntry,
  { buildType, appIdentifier, version, versionCode, keystore, certificate, keyAlias }: PackageDeed,
): string {
  const isDebug = buildType === 'debug';
  const signer = isDebug ? vscode.l10n.t('this machine’s debug key') : (keystore ?? certificate ?? vscode.l10n.t('no keystore is set'));
  const rows = [
    [vscode.l10n.t('App'), `${nameOf(app)} (${vscode.workspace.asRelativePath(app.folder)})`],
    [vscode.l10n.t('Build type'), buildType],
    [vscode.l10n.t('App identifier'), appIdentifier ?? '–'],
    [vscode.l10n.t('Version'), `${version} (${versionCode})`],
    [vscode.l10n.t('Signed with'), keyAlias !== undefined && !isDebug ? `${signer} · ${keyAlias}` : signer],
  ];
  return rows.map(([name, value]) => `- ${name}: **${escapeMarkdown(value ?? '')}**`).join('\n');
}
