/** The tool `inspect_mobile_package`: what a package file says, and what a phone or a store would refuse. Reads only. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { type Log } from '../shared/log.ts';
import { type WorkspaceTrust } from '../shared/workspace/workspaceTrust.ts';
import { answerTool } from './answerTool.ts';
import { findNamedFile, namedPath } from './inspectedPath.ts';
import { issuesDocument } from './toolDocument.ts';
import { readInspectPath } from './toolInput.ts';

export interface InspectPackageToolParts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly trust: WorkspaceTrust;
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
    const { paths, trust } = this.#parts;
    const named = pathOf(input);
    // The invocation itself says what is wrong with the input, in words for the model.
    if (named === undefined) return undefined;
    const { candidates, isOutside } = namedPath(paths, trust.folders(), named);
    const path = candidates[0] ?? named;
    const invocationMessage = vscode.l10n.t('Inspecting {0}', vscode.workspace.asRelativePath(path));
    if (!isOutside) return { invocationMessage };
    // Whether or not there is such a file.
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
      const path = await findNamedFile(this.#parts, readInspectPath(input));
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
}

function pathOf(input: unknown): string | undefined {
  try {
    return readInspectPath(input);
  } catch {
    return undefined;
  }
}
