/** The tool `inspect_mobile_package`: what a package file says, and what a phone or a store would refuse. Reads only. */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { type Log } from '../log.ts';
import { answerTool } from './answerTool.ts';
import { issuesDocument } from './toolDocument.ts';
import { readInspectPath } from './toolInput.ts';
import { workspacePaths } from './toolApps.ts';

export interface InspectPackageToolParts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly log: Log;
}

export class InspectPackageTool implements vscode.LanguageModelTool<object> {
  readonly #parts: InspectPackageToolParts;

  constructor(parts: InspectPackageToolParts) {
    this.#parts = parts;
  }

  async prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation | undefined> {
    const path = await this.#find(input).catch(() => undefined);
    if (path === undefined) return undefined;
    const shown = vscode.workspace.asRelativePath(path);
    const invocationMessage = vscode.l10n.t('Inspecting {0}', shown);
    // Files outside the workspace are the person's own business.
    if (vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))) return { invocationMessage };
    return {
      invocationMessage,
      confirmationMessages: {
        title: vscode.l10n.t('Inspect Package'),
        message: vscode.l10n.t('Read the package {0}, which is outside this workspace?', path),
      },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<object>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { files, log } = this.#parts;
    return await answerTool(token, log, async (signal) => {
      const path = await this.#find(input);
      const now = new Date();
      const { describePackage } = await import('../../core/packages/describePackage.ts');
      const { inspectionDocument } = await import('../../core/packages/inspectionDocument.ts');
      const source = await files.openFile(path);
      try {
        const { inspection, issues } = await describePackage(source, { now, signal });
        const document = inspection ? inspectionDocument(path, inspection) : { path };
        return { ...document, isPackage: inspection !== undefined, ...issuesDocument(issues) };
      } finally {
        await source.close();
      }
    });
  }

  async #find(input: unknown): Promise<string> {
    const path = readInspectPath(input);
    const candidates = workspacePaths(this.#parts.paths, path);
    for (const candidate of candidates) if ((await this.#parts.files.stat(candidate))?.kind === 'file') return candidate;
    throw Failure.of('file-not-found', { path: candidates[0] ?? path });
  }
}
