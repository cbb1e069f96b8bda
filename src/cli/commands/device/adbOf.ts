/** The option that names a device, and how a command reaches it: by the server of adb, or by a tool for iPhones. */

import { type AdbClient } from '../../../core/devices/adbClient.ts';
import { connectAdb } from '../../../core/devices/connectAdb.ts';
import { type IosWorld } from '../../../core/devices/ios/iosDevices.ts';
import { isIosUdid } from '../../../core/devices/ios/iosTool.ts';
import { platforms } from '../../../core/settings/platform.ts';
import { nodeLocalConnections } from '../../../node/nodeLocalConnections.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { projectFolders } from '../../projectFolders.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';

export const deviceOption = {
  device: { type: 'text', placeholder: 'SERIAL', says: 'Serial number or UDID of the device (default: the only one that is connected)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** For the commands whose operand does not say it. */
export const devicePlatformOption = {
  platform: { type: 'choice', choices: platforms, says: 'The platform of the device (default: android, or ios with a UDID)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export function isForIos(input: CommandInput): boolean {
  const platform = input.choice('platform', platforms);
  return platform === undefined ? isIosUdid(input.text('device') ?? '') : platform === 'ios';
}

export async function iosWorldOf(services: CommandServices): Promise<IosWorld> {
  const workflow = await services.loadWorkflow();
  return { ...workflow, projectFolders: projectFolders(services, workflow), signal: services.signal };
}

export async function adbOf(services: CommandServices): Promise<AdbClient> {
  const workflow = await services.loadWorkflow();
  const world = { ...workflow, connections: nodeLocalConnections, projectFolders: projectFolders(services, workflow) };
  return await connectAdb(world, services.signal);
}
