/** The tool `inspect_mobile_package`: what a package file says, and what a phone or a store would refuse. Reads only. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { type Log } from '../shared/log.ts';
import { type WorkspaceTrust } from '../shared/workspace/workspaceTrust.ts';
import { findNamedFile, namedPath } from './inspectedPath.ts';
import { issuesDocument } from './toolDocument.ts';
import { readInspectPath } from './toolInput.ts';
import { readingTool, type ModelTool } from './toolKinds.ts';

export interface InspectPackageToolParts {
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly trust: WorkspaceTrust;
  readonly log: Log;
}

export function inspectPackageTool(parts: InspectPackageToolParts): ModelTool {
  const { files, paths, trust, log } = parts;
  return readingTool(log, {
    show: (input) => {
      const named = readInspectPath(input);
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
    },
    work: async (input, signal) => {
      const path = await findNamedFile(parts, readInspectPath(input));
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
    },
  });
}
