/** Show Devices…, Show Log on Device, Uninstall from Device…. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { uninstallFromDevice } from '../../../core/devices/installOnDevice.ts';
import { uninstallFromIos } from '../../../core/devices/ios/iosDevices.ts';
import { type Platform, platformNames, platforms } from '../../../core/settings/platform.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { onPlatform, packagesOf, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { type AppAsker, type AppChoice } from '../../app/commands/askForApp.ts';
import { variantsOf } from '../../app/variantLevel.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { runInstallOnDevice } from '../commands/installOnDevice.ts';
import { type PackageSubjects } from '../files/packageSubjects.ts';
import {
  askForConnected,
  connectDevices,
  connectIosTool,
  idOfDevice,
  listConnected,
  nameOfDevice,
  type ConnectedDevice,
} from './connectedDevices.ts';
import { showDeviceLogTerminal } from './deviceLogTerminal.ts';

export interface DeviceParts {
  readonly asker: AppAsker;
  readonly subjects: PackageSubjects;
  readonly loadWorld: () => Promise<WorkflowWorld>;
}

/** Every device, with what it lacks; then what to do with it. */
export async function showDevices({ asker, subjects, loadWorld }: DeviceParts): Promise<void> {
  const world = await loadWorld();
  const items = (await listConnected(world, ['android', 'ios'])).map((connected) => ({
    label: nameOfDevice(connected),
    description: [platformNames[connected.platform], versionOf(connected), idOfDevice(connected)].filter(Boolean).join(' · '),
    detail: stateText(connected),
    iconPath: new vscode.ThemeIcon(connected.device.state === 'device' ? 'device-mobile' : 'warning'),
    connected,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No device or emulator is connected. Connect a phone and allow USB debugging or trust this computer, or start an emulator.',
      ),
    );
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Devices'),
    placeHolder: vscode.l10n.t('Choose a device to install a package, show a log or uninstall an app'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { connected } = chosen;
  const identifier = async (): Promise<string> =>
    await identifierOf(await appOn(asker, undefined, [connected.platform]), connected.platform);
  if (connected.device.state !== 'device') {
    void vscode.window.showWarningMessage(`${nameOfDevice(connected)}: ${stateText(connected)}`);
    return;
  }
  const actions = [
    {
      label: vscode.l10n.t('Install Package…'),
      run: async () => await runInstallOnDevice(loadWorld, await subjects.resolve(undefined), connected),
    },
    {
      label: vscode.l10n.t('Show Log of App'),
      run: async () => showDeviceLogTerminal(world, connected, await identifier()),
    },
    { label: vscode.l10n.t('Uninstall App…'), run: async () => await uninstall(world, connected, await identifier()) },
  ];
  await (await vscode.window.showQuickPick(actions, { title: nameOfDevice(connected), ignoreFocusOut: true }))?.run();
}

/** `node` is a row of the view Apps. */
export async function showDeviceLog({ asker, loadWorld }: DeviceParts, node: unknown): Promise<void> {
  const choice = await appOn(asker, node, platforms);
  const world = await loadWorld();
  const device = await askForConnected(world, platformsFor(choice), vscode.l10n.t('Show Log on Device'));
  showDeviceLogTerminal(world, device, await identifierOf(choice, device.platform));
}

export async function uninstallOnDevice({ asker, loadWorld }: DeviceParts, node: unknown): Promise<void> {
  const choice = await appOn(asker, node, platforms);
  const world = await loadWorld();
  const device = await askForConnected(world, platformsFor(choice), vscode.l10n.t('Uninstall from Device'));
  await uninstall(world, device, await identifierOf(choice, device.platform));
}

async function uninstall(world: WorkflowWorld, connected: ConnectedDevice, identifier: string): Promise<void> {
  const name = nameOfDevice(connected);
  const question = vscode.l10n.t('Uninstall {0} from {1}?', identifier, name);
  const yes = vscode.l10n.t('Uninstall');
  const detail = vscode.l10n.t('The data of the app on the device is deleted, too.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw Failure.of('cancelled', {});
  await cancellableProgress(vscode.l10n.t('Uninstalling {0}', identifier), async ({ signal }) =>
    connected.platform === 'ios'
      ? uninstallFromIos(await connectIosTool(world, signal), connected.device, identifier)
      : uninstallFromDevice(await connectDevices(world, signal), connected.device, identifier),
  );
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} is uninstalled from {1}.', identifier, name));
}

/** An app that may be on such a device. */
async function appOn(asker: AppAsker, node: unknown, on: readonly Platform[]): Promise<AppChoice> {
  return await asker.app(node, (app) => on.some((platform) => identifiersOf(app, platform).length > 0));
}

function platformsFor({ app, platform, record }: AppChoice): readonly Platform[] {
  const own = platform ?? platforms.find((each) => each === record?.platform);
  return own ? [own] : platformsOf(app);
}

/** That of the package or variant of a row; else the one of the app, or what someone chooses of those that it has. */
async function identifierOf({ app, record, variant }: AppChoice, platform: Platform): Promise<string> {
  if (record) return record.appIdentifier;
  const ofVariant = variantsOf(app, platform).find(({ name }) => name === variant)?.appIdentifier;
  if (ofVariant) return ofVariant.value;
  const identifiers = identifiersOf(app, platform);
  const [first, ...others] = identifiers;
  if (first === undefined) throw Failure.of('no-app-here', {});
  if (others.length === 0) return first;
  const chosen = await vscode.window.showQuickPick([...identifiers], { title: vscode.l10n.t('Which app?'), ignoreFocusOut: true });
  if (chosen === undefined) throw Failure.of('cancelled', {});
  return chosen;
}

/** Of packages first, the newest ones before. */
function identifiersOf(app: AppEntry, platform: Platform): readonly string[] {
  if (!platformsOf(app).includes(platform)) return [];
  const made = packagesOf(app, platform).map((record) => record.appIdentifier);
  const variants = variantsOf(app, platform).map((variant) => variant.appIdentifier?.value);
  const own = onPlatform(app, platform).effective.appIdentifier?.value;
  return [...new Set([...made, own, ...variants])].filter((identifier) => identifier !== undefined);
}

function versionOf({ platform, device }: ConnectedDevice): string | undefined {
  return platform === 'ios' ? device.osVersion : undefined;
}

function stateText({ platform, device: { state } }: ConnectedDevice): string {
  switch (state) {
    case 'device':
      return vscode.l10n.t('Ready');
    case 'unpaired':
      return vscode.l10n.t('Not paired: unlock it and trust this computer on it');
    case 'unauthorized':
      return vscode.l10n.t('Not authorized: allow USB debugging on the device');
    case 'offline':
      return platform === 'ios'
        ? vscode.l10n.t('Offline: connect it by cable and unlock it')
        : vscode.l10n.t('Offline: reconnect the device');
    default:
      return vscode.l10n.t('Not usable: {0}', state);
  }
}
