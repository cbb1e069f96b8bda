/**
 * Register Devices and Renew Profile…: new devices, typed, from a list or waiting at a release server, are registered at Apple; the profile is
 * made again with them and downloaded; then a package can be signed again for them. Of a package in the tree all of it is one action: the package is
 * signed again at once, with the profile of its app, and keeps its link. Each step is shown, and all of it can be repeated.
 */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { identifierName, registerIdentifier } from '../../../core/stores/app-store-connect/appleCertificates.ts';
import {
  isUdid,
  parseDeviceList,
  usedDevices,
  yearlyDevices,
  type NewDevice,
} from '../../../core/stores/app-store-connect/appleDevices.ts';
import { withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { renewProfileFile, type RenewedProfileFile } from '../../../core/workflow/stores/renewProfileFile.ts';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { onPlatform } from '../../app/appEntry.ts';
import { isAppsNode, type PackageNode } from '../../app/appsNode.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { askAccount, withStoreProgress, type StoreParts } from './storeParts.ts';

const largestList = 1024 * 1024;

export async function registerAndRenew(parts: StoreParts, servers: ReleaseServers, argument: unknown): Promise<void> {
  const made = isAppsNode(argument) && argument.kind === 'package' ? argument : undefined;
  const path = argument instanceof vscode.Uri ? argument.fsPath : ((made && profileOf(made)) ?? (await askProfile()));
  const account = await askAccount(parts, ['app-store-connect']);
  const devices = await askDevices(servers);
  await parts.errors.orAgain(async () => {
    const renewed = await renewRegistering(parts, account, path, devices);
    if (!made) return void tellRenewed(renewed);
    vscode.window.setStatusBarMessage(renewedText(renewed), 10_000);
    await vscode.commands.executeCommand('mobileDistribution.resignForNewDevices' satisfies CommandId, made, path);
  });
}

/** The one that the app's settings name, where it is there. */
function profileOf({ app }: PackageNode): string | undefined {
  const value = onPlatform(app, 'ios').effective.provisioningProfile?.value;
  return value === undefined ? undefined : resolve(app.folder, value);
}

/** Apple makes profiles of registered identifiers only: one that is missing is registered after a question. */
async function renewRegistering(
  parts: StoreParts,
  account: StoreAccount,
  path: string,
  devices: readonly NewDevice[],
): Promise<RenewedProfileFile> {
  try {
    return await renew(parts, account, path, devices);
  } catch (error) {
    if (!isFailure(error, 'store-identifier-unknown')) throw error;
    await registerMissing(parts, account, String(error.params['appIdentifier']));
    return await renew(parts, account, path, devices);
  }
}

async function registerMissing(parts: StoreParts, account: StoreAccount, identifier: string): Promise<void> {
  const register = vscode.l10n.t('Register App Identifier');
  const text = vscode.l10n.t('{0} is not registered at Apple. A profile can be made only for a registered identifier.', identifier);
  const detail = vscode.l10n.t('It is registered for the team of {0}, and cannot be used by another team then.', account.name);
  if ((await vscode.window.showWarningMessage(text, { modal: true, detail }, register)) !== register) throw Failure.of('cancelled', {});
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  await withStoreProgress(vscode.l10n.t('Registering {0} at Apple', identifier), async (signal) =>
    withConnect(world, connectAccountOf(source, signal), identifier, async (api) =>
      registerIdentifier(api, { identifier, name: identifierName(identifier), capabilities: [] }),
    ),
  );
}

async function renew(parts: StoreParts, account: StoreAccount, path: string, devices: readonly NewDevice[]): Promise<RenewedProfileFile> {
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  return await withStoreProgress(vscode.l10n.t('Renewing the provisioning profile'), async (signal, report) => {
    const steps = {
      register: [10, vscode.l10n.t('Registering {0} devices at Apple', devices.length)],
      profile: [40, vscode.l10n.t('Creating the profile again')],
      download: [80, vscode.l10n.t('Downloading the profile')],
    } as const;
    return await renewProfileFile(world, connectAccountOf(source, signal), {
      path,
      devices,
      onStep: (step) => report(steps[step][0], steps[step][1]),
    });
  });
}

/** As people know what Apple calls `IPHONE`. */
const deviceNames: Readonly<Record<string, string>> = {
  IPHONE: 'iPhone',
  IPAD: 'iPad',
  IPOD: 'iPod',
  APPLE_TV: 'Apple TV',
  APPLE_WATCH: 'Apple Watch',
  APPLE_VISION_PRO: 'Apple Vision Pro',
  MAC: 'Mac',
};

function renewedText({ name, deviceCount, devices }: RenewedProfileFile): string {
  const used = Object.entries(usedDevices(devices)).map(([kind, count]) => `${deviceNames[kind] ?? kind} ${count}/${yearlyDevices}`);
  return vscode.l10n.t('{0} allows {1} devices now. Used this year: {2}', name, deviceCount, used.join(', '));
}

async function tellRenewed(renewed: RenewedProfileFile): Promise<void> {
  const resign = vscode.l10n.t('Re-sign for New Devices…');
  if ((await vscode.window.showInformationMessage(renewedText(renewed), resign)) === resign)
    await vscode.commands.executeCommand('mobileDistribution.resignForNewDevices' satisfies CommandId);
}

async function askProfile(): Promise<string> {
  const title = vscode.l10n.t('Provisioning profile to renew');
  const [file] = (await vscode.window.showOpenDialog({ title, filters: { '.mobileprovision': ['mobileprovision'] } })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  return file.fsPath;
}

async function askDevices(servers: ReleaseServers): Promise<readonly NewDevice[]> {
  const known = await servers.list();
  const items = [
    ...known.map(({ url }, index) => ({ label: vscode.l10n.t('Devices That Wait at {0}', url), from: known[index] })),
    {
      label: vscode.l10n.t('Choose a List…'),
      detail: vscode.l10n.t('One UDID a line, with a name behind a tab or comma'),
      from: 'list' as const,
    },
    { label: vscode.l10n.t('Enter UDIDs…'), from: 'typed' as const },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which devices?'), ignoreFocusOut: true });
  if (chosen?.from === undefined) throw Failure.of('cancelled', {});
  const devices =
    chosen.from === 'list'
      ? await listedDevices()
      : chosen.from === 'typed'
        ? await typedDevices()
        : await waitingDevices(servers, chosen.from);
  if (devices.length === 0) throw Failure.of('store-devices-unusable', { reason: vscode.l10n.t('there is no device') });
  return devices;
}

async function waitingDevices(servers: ReleaseServers, server: Parameters<ReleaseServers['client']>[0]): Promise<readonly NewDevice[]> {
  const client = await servers.client(server);
  return (await client.listWaitingDevices()).flatMap(({ udid, name, testerEmail, state }) =>
    state === 'waiting' && isUdid(udid) ? [{ udid, name: name ?? testerEmail ?? udid }] : [],
  );
}

async function listedDevices(): Promise<readonly NewDevice[]> {
  const filters = { CSV: ['csv', 'txt', 'tsv'] };
  const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('List of devices'), filters })) ?? [];
  if (!file) throw Failure.of('cancelled', {});
  const bytes = await readFile(file.fsPath);
  if (bytes.length > largestList)
    throw Failure.of('file-too-large', { path: file.fsPath, sizeBytes: bytes.length, limitBytes: largestList });
  return parseDeviceList(bytes.toString('utf8'));
}

async function typedDevices(): Promise<readonly NewDevice[]> {
  const wrongOf = (text: string): string | undefined =>
    text
      .split(/[\s,;]+/)
      .filter((each) => each !== '')
      .find((each) => !isUdid(each));
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Register Devices'),
    prompt: vscode.l10n.t('UDIDs, separated by spaces'),
    validateInput: (given) => {
      const wrong = wrongOf(given);
      return wrong === undefined ? undefined : vscode.l10n.t('{0} is not a UDID', wrong);
    },
    ignoreFocusOut: true,
  });
  if (text === undefined) throw Failure.of('cancelled', {});
  return parseDeviceList(text.split(/[\s,;]+/).join('\n'));
}
