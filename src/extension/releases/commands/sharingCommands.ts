/** How a package reaches a phone: its install QR code, its link, and sharing as such. */

import * as vscode from 'vscode';
import { type PackageReader } from '../../package/files/packageReader.ts';
import { type PackageSubject } from '../../package/files/packageSubject.ts';
import { type PackageSubjects } from '../../package/files/packageSubjects.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { type InstallPanels } from '../install/installPanels.ts';
import { type InstallLinks } from '../sharing/installLinks.ts';
import { type SharedLink } from '../sharing/packageOffer.ts';
import { type Sharing } from '../sharing/sharing.ts';
import { type SharingConsent } from '../sharing/sharingConsent.ts';

export interface SharingCommandParts {
  readonly subjects: PackageSubjects;
  readonly reader: PackageReader;
  readonly panels: InstallPanels;
  readonly links: InstallLinks;
  readonly sharing: Sharing;
  readonly consent: SharingConsent;
}

export function registerSharingCommands(registry: CommandRegistry, parts: SharingCommandParts): void {
  const { subjects, panels, sharing, consent } = parts;
  registry.register('mobileDistribution.showInstallQrCode', async (argument) => panels.show(await subjects.resolve(argument)));
  registry.register('mobileDistribution.copyInstallationLink', async (argument) => copyLink(parts, await subjects.resolve(argument)));
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

async function tellSharing({ sharing }: SharingCommandParts): Promise<void> {
  const show = vscode.l10n.t('Show Install QR Code');
  const text = vscode.l10n.t('Sharing on {0}. Nothing can be downloaded until you show or copy a package’s link.', sharing.origin ?? '');
  if ((await vscode.window.showInformationMessage(text, show)) === show)
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode');
}

async function copyLink({ links, consent, reader }: SharingCommandParts, subject: PackageSubject): Promise<void> {
  const wasDecided = consent.isDecided;
  const link = await links.obtain(await reader.facts(subject), { isAgreed: false });
  if (!link) {
    if (!wasDecided) return;
    // Declined earlier in this window: to ask for a link again is to reconsider.
    const share = vscode.l10n.t('Share on Local Network');
    if ((await vscode.window.showInformationMessage(vscode.l10n.t('No link available. Share the package first.'), share)) !== share) return;
  }
  const given = link ?? (await links.obtain(await reader.facts(subject), { isAgreed: true }));
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

function argumentOf({ path, recorded }: PackageSubject): unknown {
  return recorded ? { kind: 'package', ...recorded } : vscode.Uri.file(path);
}
