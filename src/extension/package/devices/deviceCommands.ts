/** Show Devices…, Show Log on Device, Uninstall from Device…. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type AdbDevice } from '../../../core/devices/adbClient.ts';
import { uninstallFromDevice } from '../../../core/devices/installOnDevice.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { onPlatform, packagesOf, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { variantsOf } from '../../app/variantLevel.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { runInstallOnDevice } from '../commands/installOnDevice.ts';
import { type PackageSubjects } from '../files/packageSubjects.ts';
import { askForDevice, connectDevices, listDevices, nameOf } from './askForDevice.ts';
import { showDeviceLogTerminal } from './deviceLogTerminal.ts';

export interface DeviceParts {
  readonly asker: AppAsker;
  readonly subjects: PackageSubjects;
  readonly loadWorld: () => Promise<WorkflowWorld>;
}

/** Every device, with what it lacks; then what to do with it. */
export async function showDevices({ asker, subjects, loadWorld }: DeviceParts): Promise<void> {
  const world = await loadWorld();
  const devices = await listDevices(world, async (adb) => await adb.devices());
  const items = devices.map((device) => ({
    label: nameOf(device),
    description: device.serial,
    detail: stateText(device.state),
    iconPath: new vscode.ThemeIcon(device.state === 'device' ? 'device-mobile' : 'warning'),
    device,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No Android device or emulator is connected. Connect one and allow USB debugging, or start an emulator.'),
    );
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Devices'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!chosen) return;
  const { device } = chosen;
  if (device.state !== 'device') {
    void vscode.window.showWarningMessage(`${nameOf(device)}: ${stateText(device.state)}`);
    return;
  }
  const actions = [
    {
      label: vscode.l10n.t('Install Package…'),
      run: async () => await runInstallOnDevice(loadWorld, await subjects.resolve(undefined), device),
    },
    {
      label: vscode.l10n.t('Show Log of App'),
      run: async () => showDeviceLogTerminal(world, device, await appIdentifier(asker, undefined)),
    },
    { label: vscode.l10n.t('Uninstall App…'), run: async () => await uninstall(world, device, await appIdentifier(asker, undefined)) },
  ];
  await (await vscode.window.showQuickPick(actions, { title: nameOf(device), ignoreFocusOut: true }))?.run();
}

/** `node` is a row of the view Apps. */
export async function showDeviceLog({ asker, loadWorld }: DeviceParts, node: unknown): Promise<void> {
  const identifier = await appIdentifier(asker, node);
  const world = await loadWorld();
  const device = await askForDevice(world, vscode.l10n.t('Show Log on Device'));
  showDeviceLogTerminal(world, device, identifier);
}

export async function uninstallOnDevice({ asker, loadWorld }: DeviceParts, node: unknown): Promise<void> {
  const identifier = await appIdentifier(asker, node);
  const world = await loadWorld();
  await uninstall(world, await askForDevice(world, vscode.l10n.t('Uninstall from Device')), identifier);
}

async function uninstall(world: WorkflowWorld, device: AdbDevice, identifier: string): Promise<void> {
  const question = vscode.l10n.t('Uninstall {0} from {1}?', identifier, nameOf(device));
  const yes = vscode.l10n.t('Uninstall');
  const detail = vscode.l10n.t('The data of the app on the device is deleted, too.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw Failure.of('cancelled', {});
  await cancellableProgress(vscode.l10n.t('Uninstalling {0}', identifier), async ({ signal }) =>
    uninstallFromDevice(await connectDevices(world, signal), device, identifier),
  );
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} is uninstalled from {1}.', identifier, nameOf(device)));
}

/** That of the package or variant of a row; else the one of the app, or what someone chooses of those that it has. */
async function appIdentifier(asker: AppAsker, node: unknown): Promise<string> {
  const { app, record, variant } = await asker.app(node, (each) => identifiersOf(each).length > 0);
  if (record) return record.appIdentifier;
  const ofVariant = variantsOf(app, 'android').find(({ name }) => name === variant)?.appIdentifier;
  if (ofVariant) return ofVariant.value;
  const identifiers = identifiersOf(app);
  const [first, ...others] = identifiers;
  if (first === undefined) throw Failure.of('no-app-here', {});
  if (others.length === 0) return first;
  const chosen = await vscode.window.showQuickPick([...identifiers], { title: vscode.l10n.t('Which app?'), ignoreFocusOut: true });
  if (chosen === undefined) throw Failure.of('cancelled', {});
  return chosen;
}

/** Of packages first, the newest ones before. */
function identifiersOf(app: AppEntry): readonly string[] {
  if (!platformsOf(app).includes('android')) return [];
  const made = packagesOf(app, 'android').map((record) => record.appIdentifier);
  const variants = variantsOf(app, 'android').map((variant) => variant.appIdentifier?.value);
  const own = onPlatform(app, 'android').effective.appIdentifier?.value;
  return [...new Set([...made, own, ...variants])].filter((identifier) => identifier !== undefined);
}

function stateText(state: string): string {
  switch (state) {
    case 'device':
      return vscode.l10n.t('Ready');
    case 'unauthorized':
      return vscode.l10n.t('Not authorized: allow USB debugging on the device');
    case 'offline':
      return vscode.l10n.t('Offline: reconnect the device');
    default:
      return vscode.l10n.t('Not usable: {0}', state);
  }
}
