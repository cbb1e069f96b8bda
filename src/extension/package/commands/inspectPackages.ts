/** Inspect Package…: opens the viewer for the packages that are selected, or that the person chooses. */

import * as vscode from 'vscode';
import { isAppsNode } from '../../app/appsNode.ts';
import { choosePackages } from '../files/choosePackages.ts';
import { requirePackageFile } from '../files/packageFiles.ts';
import { isPackageUri } from '../files/packageSubjects.ts';
import { openPackageViewer } from '../viewer/openPackageViewer.ts';
import { type PackageCommandParts } from './packageCommands.ts';

type InspectParts = Pick<PackageCommandParts, 'subjects' | 'index' | 'files'>;

export async function inspectPackages(parts: InspectParts, argument: unknown, selection: unknown): Promise<void> {
  for (const uri of await inspectedUris(parts, argument, selection)) await openPackageViewer(uri);
}

/** The explorer gives the file that was clicked and all that are selected. */
async function inspectedUris(parts: InspectParts, argument: unknown, selection: unknown): Promise<readonly vscode.Uri[]> {
  if (Array.isArray(selection) && selection.length > 1) {
    const uris = selection.filter((each) => each instanceof vscode.Uri).filter(isPackageUri);
    if (uris.length > 0) return uris.slice(0, 10);
  }
  if (argument instanceof vscode.Uri) return [argument];
  if (isAppsNode(argument) && argument.kind === 'package') {
    const { path } = await parts.subjects.resolve(argument);
    await requirePackageFile(parts.files, path);
    return [vscode.Uri.file(path)];
  }
  return await choosePackages(parts, {
    question: vscode.l10n.t('Inspect which package?'),
    title: vscode.l10n.t('Inspect Package'),
    openLabel: vscode.l10n.t('Inspect'),
    canSelectMany: true,
  });
}
