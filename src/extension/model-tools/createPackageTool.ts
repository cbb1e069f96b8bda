/** The tool `create_mobile_package`: the same run as the command's, after the person has agreed to it. */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { appOnPlatform } from '../../core/workflow/openApp.ts';
import { platformNames } from '../../core/settings/platform.ts';
import { nameOf, type AppEntry } from '../app/appEntry.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { escapeMarkdown } from '../shared/markdownText.ts';
import { type Log } from '../shared/log.ts';
import { type PackageRuns } from '../build/runs/packageRuns.ts';
import { answerTool } from './answerTool.ts';
import { findToolApp } from './toolApps.ts';
import { createdDocument, type ToolDocument } from './toolDocument.ts';
import { type CreateInput, readCreateInput } from './toolInput.ts';

export interface CreatePackageToolParts {
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  readonly paths: PathTools;
  readonly log: Log;
}

export class CreatePackageTool implements vscode.LanguageModelTool<object> {
  readonly #parts: CreatePackageToolParts;

  constructor(parts: CreatePackageToolParts) {
    this.#parts = parts;
  }

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation | undefined> {
    // The invocation itself reports invalid input, in words for the model.
    const asked = await this.#read(input).catch(() => undefined);
    if (!asked) return undefined;
    const { app, request } = asked;
    const platform = platformNames[request.platform];
    return {
      invocationMessage: vscode.l10n.t('Creating the {0} package of {1}', platform, nameOf(app)),
      confirmationMessages: {
        title: vscode.l10n.t('Create {0} Package', platform),
        message: new vscode.MarkdownString(confirmation(app, request)),
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    return await answerTool(token, this.#parts.log, async (signal) => await this.#create(input, signal));
  }

  async #read(input: unknown): Promise<{ readonly app: AppEntry; readonly request: CreateInput }> {
    const request = readCreateInput(input);
    return { request, app: await findToolApp(this.#parts.index, this.#parts.paths, request.app) };
  }

  async #create(input: unknown, signal: AbortSignal): Promise<ToolDocument> {
    if (!vscode.workspace.isTrusted) throw Failure.of('building-restricted', {});
    const { app, request } = await this.#read(input);
    const { platform, buildType, version, versionCode } = request;
    const { runs } = this.#parts;
    if (signal.aborted) throw Failure.of('cancelled', {});
    const run = runs.start({
      appFolder: app.folder,
      appName: nameOf(app),
      platform,
      ...(buildType && { buildType }),
      overrides: { ...(version !== undefined && { version }), ...(versionCode !== undefined && { versionCode }) },
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
}

/** What will be made and signed, before it is. */
function confirmation(app: AppEntry, { platform, buildType, version, versionCode }: CreateInput): string {
  const { effective } = appOnPlatform(app.opened, platform, {
    ...(buildType && { buildType }),
    ...(version !== undefined && { version }),
    ...(versionCode !== undefined && { versionCode }),
  });
  const asset = effective.keystore ?? effective.certificate;
  const isDebug = effective.buildType.value === 'debug';
  const signer = isDebug ? vscode.l10n.t('this machine’s debug key') : (asset?.value ?? vscode.l10n.t('no keystore is set'));
  const rows = [
    [vscode.l10n.t('App'), `${nameOf(app)} (${vscode.workspace.asRelativePath(app.folder)})`],
    [vscode.l10n.t('Build type'), effective.buildType.value],
    [vscode.l10n.t('App identifier'), effective.appIdentifier?.value ?? '–'],
    [vscode.l10n.t('Version'), `${effective.version.value} (${effective.versionCode.value})`],
    [vscode.l10n.t('Signed with'), effective.keyAlias && !isDebug ? `${signer} · ${effective.keyAlias.value}` : signer],
  ];
  return rows.map(([name, value]) => `- ${name}: **${escapeMarkdown(value ?? '')}**`).join('\n');
}
