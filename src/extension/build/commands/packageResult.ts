/** Reports with a notification that a package is ready, or why there is none, with what can be done next. */

import * as vscode from 'vscode';
import { isFailure } from '../../../core/base/failure.ts';
import { type Issue } from '../../../core/base/issue.ts';
import { issueText } from '../../shared/errors/tableText.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type PackageRun } from '../runs/packageRun.ts';
import { failureFixes } from './failureFixes.ts';
import { buildAndCreate } from './buildAndCreate.ts';
import { create, type CreatePackageParts } from './createPackageCommands.ts';

export async function tellMade(run: PackageRun, parts: CreatePackageParts): Promise<void> {
  if (run.state.kind !== 'made') return;
  const { record, path, format, issues } = run.state.made;
  const failed = issues.find(({ code }) => code === 'build-after-failed');
  if (failed) return await tellFailedAfter(run, failed, parts);
  const uri = vscode.Uri.file(path);
  const offered = async (command: CommandId): Promise<unknown> => await vscode.commands.executeCommand(command, uri);
  // No phone installs an app bundle.
  const next =
    format === 'aab'
      ? { title: vscode.l10n.t('Inspect Package'), run: async () => await offered('mobileDistribution.inspectPackage') }
      : { title: vscode.l10n.t('Show Install QR Code'), run: async () => await offered('mobileDistribution.showInstallQrCode') };
  const reveal = { title: vscode.l10n.t('Reveal'), run: async () => await offered('mobileDistribution.revealPackage') };
  const ready = vscode.l10n.t('{0} {1} ({2}) is ready.', record.name, record.version, record.versionCode);
  // Commands of the settings run only when they are allowed.
  const skipped = issues.find(({ code }) => code === 'build-commands-skipped');
  const allow = { title: vscode.l10n.t('Run Build…'), run: async () => await buildAgain(run, parts) };
  const text = skipped ? `${ready} ${issueText(skipped).message}.` : ready;
  const actions = [next, reveal, ...(skipped ? [allow] : [])];
  const chosen = await vscode.window.showInformationMessage(text, ...actions.map(({ title }) => title));
  await actions.find(({ title }) => title === chosen)?.run();
}

/** The package is there, and what was to follow failed. */
async function tellFailedAfter(run: PackageRun, issue: Issue, parts: CreatePackageParts): Promise<void> {
  const log = vscode.l10n.t('Show Log');
  const { message, remedy } = issueText(issue);
  if ((await vscode.window.showErrorMessage(`${message}. ${remedy}.`, log)) === log) await showRunLog(run, parts);
}

export async function tellFailure(run: PackageRun, parts: CreatePackageParts): Promise<void> {
  if (run.state.kind !== 'failed') return;
  const { error } = run.state;
  const folder = vscode.Uri.file(run.request.appFolder);
  const unbuilt = isFailure(error, 'issues-found') ? error.issues.find(({ code }) => code === 'web-not-built') : undefined;
  // What cannot be made from the last package can be built.
  const isReuse = run.request.overrides?.engine === 'reuse' && isFailure(error, 'issues-found');
  const app = await parts.index.app(run.request.appFolder);
  const actions = [
    ...(app ? failureFixes(error, app, run.request.platform, parts) : []),
    ...(isReuse ? [{ title: vscode.l10n.t('Build Package'), run: () => buildOrdinary(run, parts) }] : []),
    ...(unbuilt && vscode.workspace.isTrusted ? [{ title: vscode.l10n.t('Run Build…'), run: () => buildAgain(run, parts) }] : []),
    { title: vscode.l10n.t('Configure'), run: () => vscode.commands.executeCommand('mobileDistribution.configureSettings', folder) },
  ];
  await parts.errors.show(error, {
    actions,
    // What a language model started is its own to start again.
    ...(run.request.asksNobody !== true && { tryAgain: async () => await runAgain(run, parts) }),
    showLog: async () => await showRunLog(run, parts),
  });
}

async function showRunLog({ request }: PackageRun, parts: CreatePackageParts): Promise<void> {
  const { app } = await parts.asker.app(vscode.Uri.file(request.appFolder));
  const { showLog } = await import('./showPackageLog.ts');
  await showLog(parts, app, request.platform);
}

async function buildOrdinary({ request }: PackageRun, parts: CreatePackageParts): Promise<void> {
  const { appFolder, platform, buildType } = request;
  const { app } = await parts.asker.app(vscode.Uri.file(appFolder));
  await create(parts, { app, platform, ...(buildType && { buildType }) });
}

/** As it was asked for. What of the project itself ran first needs another permission. */
async function runAgain(run: PackageRun, parts: CreatePackageParts): Promise<void> {
  const { request } = run;
  if (request.runsProjectBuild === true) return await buildAgain(run, parts);
  const { app } = await parts.asker.app(vscode.Uri.file(request.appFolder));
  await vscode.tasks.executeTask(parts.tasks.taskOf(app, request));
}

async function buildAgain({ request }: PackageRun, parts: CreatePackageParts): Promise<void> {
  const { appFolder, platform, buildType } = request;
  const { app } = await parts.asker.app(vscode.Uri.file(appFolder));
  await buildAndCreate(parts, { app, platform, ...(buildType && { buildType }) });
}
