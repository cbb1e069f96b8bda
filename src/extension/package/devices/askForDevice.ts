/** The devices and emulators at this machine, and the question which of them. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type AdbClient, type AdbDevice } from '../../../core/devices/adbClient.ts';
import { connectAdb } from '../../../core/devices/connectAdb.ts';
import { chooseDevice } from '../../../core/devices/installOnDevice.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { nodeLocalConnections } from '../../../node/nodeLocalConnections.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';

export async function connectDevices(world: WorkflowWorld, signal: AbortSignal): Promise<AdbClient> {
  return await connectAdb({ ...world, connections: nodeLocalConnections, projectFolders: workspaceTrust.folders() }, signal);
}

/** Asks only where several can be used. Fails with the reason where none can, and with `cancelled` when someone leaves. */
export async function askForDevice(world: WorkflowWorld, title: string): Promise<AdbDevice> {
  const devices = await listDevices(world, async (adb) => {
    const usable = (await adb.devices()).filter(({ state }) => state === 'device');
    return usable.length > 1 ? usable : [await chooseDevice(adb, undefined)];
  });
  const [only, ...others] = devices;
  if (only && others.length === 0) return only;
  const items = devices.map((device) => ({ label: nameOf(device), description: device.serial, device }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('The device or emulator'),
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.device;
}

export async function listDevices(
  world: WorkflowWorld,
  list: (adb: AdbClient) => Promise<readonly AdbDevice[]>,
): Promise<readonly AdbDevice[]> {
  const title = vscode.l10n.t('Looking for devices…');
  return await cancellableProgress(title, async ({ signal }) => await list(await connectDevices(world, signal)));
}

/** As its maker calls it, where it says that. */
export function nameOf({ model, serial }: AdbDevice): string {
  return model ?? serial;
}
