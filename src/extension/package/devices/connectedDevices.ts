/** The devices and emulators at this machine, iPhones and iPads too, and the question which of them. */

import * as vscode from 'vscode';
import { Failure, isFailure } from '../../../core/base/failure.ts';
import { type AdbClient, type AdbDevice } from '../../../core/devices/adbClient.ts';
import { connectAdb } from '../../../core/devices/connectAdb.ts';
import { chooseDevice } from '../../../core/devices/installOnDevice.ts';
import { chooseIosDevice, findIosTool, requireIosTool } from '../../../core/devices/ios/iosDevices.ts';
import { type IosDevice, type IosTool } from '../../../core/devices/ios/iosTool.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { nodeLocalConnections } from '../../../node/nodeLocalConnections.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';

export type ConnectedDevice =
  | { readonly platform: 'android'; readonly device: AdbDevice }
  | { readonly platform: 'ios'; readonly device: IosDevice };

/** As its owner or its maker calls it, where it says that. */
export function nameOfDevice({ platform, device }: ConnectedDevice): string {
  return platform === 'android' ? (device.model ?? device.serial) : (device.name ?? device.model ?? device.udid);
}

/** Its serial number, or its UDID. */
export function idOfDevice({ platform, device }: ConnectedDevice): string {
  return platform === 'android' ? device.serial : device.udid;
}

export async function connectDevices(world: WorkflowWorld, signal: AbortSignal): Promise<AdbClient> {
  return await connectAdb({ ...world, connections: nodeLocalConnections, projectFolders: workspaceTrust.folders() }, signal);
}

/** The tool that this machine has for iPhones and iPads. */
export async function connectIosTool(world: WorkflowWorld, signal: AbortSignal): Promise<IosTool> {
  return await requireIosTool({ ...world, projectFolders: workspaceTrust.folders(), signal });
}

/** Of the platforms that are asked for. */
export async function listConnected(world: WorkflowWorld, platforms: readonly Platform[]): Promise<readonly ConnectedDevice[]> {
  return await cancellableProgress(vscode.l10n.t('Looking for devices…'), async ({ signal }) => {
    const iosWorld = { ...world, projectFolders: workspaceTrust.folders(), signal };
    const phones = platforms.includes('ios') ? await (await findIosTool(iosWorld))?.devices() : undefined;
    const ios = (phones ?? []).map((device) => ({ platform: 'ios', device }) as const);
    if (!platforms.includes('android')) return ios;
    const isOptional = phones !== undefined;
    return [...(await listAndroid(world, isOptional, signal)).map((device) => ({ platform: 'android', device }) as const), ...ios];
  });
}

/** Someone with iPhones alone needs no adb. */
async function listAndroid(world: WorkflowWorld, isOptional: boolean, signal: AbortSignal): Promise<readonly AdbDevice[]> {
  try {
    return await (await connectDevices(world, signal)).devices();
  } catch (error) {
    if (isOptional && isFailure(error, 'adb-unreachable')) return [];
    throw error;
  }
}

/** Asks only where several can be used. Fails with the reason where none can, and with `cancelled` when someone leaves. */
export async function askForConnected(world: WorkflowWorld, platforms: readonly Platform[], title: string): Promise<ConnectedDevice> {
  const usable = (await listConnected(world, platforms)).filter(({ device: { state } }) => state === 'device');
  const [only, ...others] = usable;
  if (!only) return await sayWhyNone(world, platforms);
  if (others.length === 0) return only;
  const items = usable.map((connected) => ({ label: nameOfDevice(connected), description: idOfDevice(connected), connected }));
  const placeHolder = vscode.l10n.t('The device or emulator');
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.connected;
}

/** The core's own reason: not authorized, not paired, no tool. */
async function sayWhyNone(world: WorkflowWorld, platforms: readonly Platform[]): Promise<ConnectedDevice> {
  const { signal } = new AbortController();
  if (platforms.includes('android'))
    return { platform: 'android', device: await chooseDevice(await connectDevices(world, signal), undefined) };
  return { platform: 'ios', device: await chooseIosDevice(await connectIosTool(world, signal), undefined) };
}
