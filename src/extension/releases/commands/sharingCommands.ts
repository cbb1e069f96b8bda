/** How a package reaches a phone: its install QR code, its link, and sharing as such. What is said meanwhile is loaded when it is called for. */

import * as vscode from 'vscode';
import { type PackageReader } from '../../package/files/packageReader.ts';
import { type PackageSubjects } from '../../package/files/packageSubjects.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { type InstallPanels } from '../install/installPanels.ts';
import { type InstallLinks } from '../sharing/installLinks.ts';
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
  registry.register('mobileDistribution.copyInstallationLink', async (argument) => {
    const [{ copyLink }, subject] = await Promise.all([loadLinks(), subjects.resolve(argument)]);
    await copyLink(parts, subject);
  });
  registry.register('mobileDistribution.startSharing', async () => {
    consent.give();
    await sharing.start();
    void (await loadLinks()).tellSharing(parts);
  });
  registry.register('mobileDistribution.shareOverHttps', async () => {
    const [{ tellSharing }, { askHttpsOrigin }] = await Promise.all([loadLinks(), import('../sharing/httpsAddress.ts')]);
    consent.give();
    await sharing.startOverHttps(async (port) => await askHttpsOrigin(port));
    void tellSharing(parts);
  });
  registry.register('mobileDistribution.stopSharing', async () => {
    await sharing.stop();
    vscode.window.setStatusBarMessage(vscode.l10n.t('Sharing stopped'), 5000);
  });
}

const loadLinks = async () => await import('./installationLinks.ts');
