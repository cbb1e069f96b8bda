/** What is done with a package that exists: install it on a phone, copy its link, save, reveal, inspect or delete it; and sharing as such. */

import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { type FileSystem } from '../../../core/ports/fileSystem.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { openPackageViewer } from '../viewer/openPackageViewer.ts';
import { choosePackages } from '../files/choosePackages.ts';
import { deletePackage } from '../files/deletePackage.ts';
import { requirePackageFile } from '../files/packageFiles.ts';
import { readPackageFacts } from '../files/packageReader.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { isPackageUri, type PackageSubjects } from '../files/packageSubjects.ts';
import { canRevealInSystem, savePackageAs } from '../files/savePackageAs.ts';
import { type InstallPanels } from '../../releases/install/installPanels.ts';
import { type InstallLinks } from '../../releases/sharing/installLinks.ts';
import { type SharedLink } from '../../releases/sharing/packageOffer.ts';
import { type Sharing } from '../../releases/sharing/sharing.ts';
import { type SharingConsent } from '../../releases/sharing/sharingConsent.ts';
import { isAppsNode } from '../../app/appsNode.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';

export interface PackageCommandParts {
  readonly subjects: PackageSubjects;
  readonly index: AppIndex;
  readonly files: FileSystem;
  readonly panels: InstallPanels;
  readonly links: InstallLinks;
  readonly sharing: Sharing;
  readonly consent: SharingConsent;
}

export function registerPackageCommands(registry: CommandRegistry, parts: PackageCommandParts): void {
  const { subjects, panels, sharing, consent, index, files } = parts;
  registry.register('mobileDistribution.showInstallQrCode', async (argument) => panels.show(await subjects.resolve(argument)));
  registry.register('mobileDistribution.copyInstallationLink', async (argument) => copyLink(parts, await subjects.resolve(argument)));
  registry.register('mobileDistribution.downloadPackageAs', async (argument) => savePackageAs(files, await subjects.resolve(argument)));
  registry.register('mobileDistribution.revealPackage', async (argument) => reveal(parts, await subjects.resolve(argument)));
  registry.register('mobileDistribution.inspectPackage', async (argument, selection) => inspect(parts, argument, selection));
  registry.register('mobileDistribution.deletePackage', async (argument) => {
    const subject = await subjects.resolve(argument);
    if (!(await deletePackage(files, subject))) return;
    sharing.forget(subject.path);
    index.refresh();
  });
  registry.register('mobileDistribution.startSharing', async () => {
    consent.give();
    await sharing.start();
    void tellSharing(parts);
  });
  registry.register('mobileDistribution.stopSharing', async () => {
    await sharing.stop();
    vscode.window.setStatusBarMessage(vscode.l10n.t('Sharing stopped'), 5000);
  });
}

async function tellSharing({ sharing }: PackageCommandParts): Promise<void> {
  const show = vscode.l10n.t('Show Install QR Code');
  const text = vscode.l10n.t('Sharing on {0}. Nothing can be downloaded until you show or copy a package’s link.', sharing.origin ?? '');
  if ((await vscode.window.showInformationMessage(text, show)) === show)
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode');
}

async function copyLink({ links, consent, files }: PackageCommandParts, subject: PackageSubject): Promise<void> {
  const wasDecided = consent.isDecided;
  const link = await links.obtain(await readPackageFacts(subject, files), { isAgreed: false });
  if (!link) {
    if (!wasDecided) return;
    // Declined earlier in this window: to ask for a link again is to reconsider.
    const share = vscode.l10n.t('Share on Local Network');
    if ((await vscode.window.showInformationMessage(vscode.l10n.t('No link available. Share the package first.'), share)) !== share) return;
  }
  const given = link ?? (await links.obtain(await readPackageFacts(subject, files), { isAgreed: true }));
  if (!given) return;
  await vscode.env.clipboard.writeText(given.address);
  void tellCopied(given, subject);
}

async function tellCopied({ expiresAt }: SharedLink, subject: PackageSubject): Promise<void> {
  const until = expiresAt.toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const show = vscode.l10n.t('Show Install QR Code');
  const text = vscode.l10n.t('Installation link copied. It works until {0}.', until);
  if ((await vscode.window.showInformationMessage(text, show)) === show)
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode', argumentOf(subject));
}

async function reveal({ files }: PackageCommandParts, { path }: PackageSubject): Promise<void> {
  await requirePackageFile(files, path);
  const uri = vscode.Uri.file(path);
  if (canRevealInSystem()) await vscode.commands.executeCommand('revealFileInOS', uri);
  else if (vscode.workspace.getWorkspaceFolder(uri)) await vscode.commands.executeCommand('revealInExplorer', uri);
  else await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(dirname(path)), { forceNewWindow: true });
}

async function inspect(parts: PackageCommandParts, argument: unknown, selection: unknown): Promise<void> {
  for (const uri of await inspectedUris(parts, argument, selection)) await openPackageViewer(uri);
}

/** The explorer gives the file that was clicked and all that are selected. */
async function inspectedUris(parts: PackageCommandParts, argument: unknown, selection: unknown): Promise<readonly vscode.Uri[]> {
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

function argumentOf({ path, recorded }: PackageSubject): unknown {
  return recorded ? { kind: 'package', ...recorded } : vscode.Uri.file(path);
}
