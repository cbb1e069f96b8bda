/** Creates installation links, and says what can be done with them. */

import * as vscode from 'vscode';
import { type PackageSubject } from '../../package/files/packageSubject.ts';
import { type SharedLink } from '../sharing/packageOffer.ts';
import { type SharingCommandParts } from './sharingCommands.ts';

export async function tellSharing({ sharing }: SharingCommandParts): Promise<void> {
  const show = vscode.l10n.t('Show Install QR Code');
  const text = vscode.l10n.t('Sharing on {0}. Nothing can be downloaded until you show or copy a package’s link.', sharing.origin ?? '');
  if ((await vscode.window.showInformationMessage(text, show)) === show)
    await vscode.commands.executeCommand('mobileDistribution.showInstallQrCode');
}

export async function copyLink({ links, consent, reader }: SharingCommandParts, subject: PackageSubject): Promise<void> {
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
