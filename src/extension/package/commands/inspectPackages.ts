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

/** More at once would be in the way of each other. */
const mostAtOnce = 10;

/** Explorer and tree give what was clicked and all that is selected. */
async function inspectedUris(parts: InspectParts, argument: unknown, selection: unknown): Promise<readonly vscode.Uri[]> {
  if (Array.isArray(selection) && selection.length > 1) {
    const uris = selection.filter((each) => each instanceof vscode.Uri).filter(isPackageUri);
    if (uris.length > 0) return uris.slice(0, mostAtOnce);
    const nodes = selection.filter((each) => isAppsNode(each) && each.kind === 'package').slice(0, mostAtOnce);
    if (nodes.length > 1) return await Promise.all(nodes.map(async (node) => await recordedUri(parts, node)));
  }
  if (argument instanceof vscode.Uri) return [argument];
  if (isAppsNode(argument) && argument.kind === 'package') return [await recordedUri(parts, argument)];
  return await choosePackages(parts, {
    question: vscode.l10n.t('Inspect which package?'),
    title: vscode.l10n.t('Inspect Package'),
    openLabel: vscode.l10n.t('Inspect'),
    canSelectMany: true,
  });
}

async function recordedUri({ subjects, files }: InspectParts, node: unknown): Promise<vscode.Uri> {
  const { path } = await subjects.resolve(node);
  await requirePackageFile(files, path);
  return vscode.Uri.file(path);
}
