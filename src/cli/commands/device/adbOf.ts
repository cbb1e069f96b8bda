/** The option that names a device, and the server of adb for a command. */

import { type AdbClient } from '../../../core/devices/adbClient.ts';
import { connectAdb } from '../../../core/devices/connectAdb.ts';
import { nodeLocalConnections } from '../../../node/nodeLocalConnections.ts';
import { type CommandServices } from '../../commandServices.ts';
import { projectFolders } from '../../projectFolders.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';

export const deviceOption = {
  device: { type: 'text', placeholder: 'SERIAL', says: 'The device (default: the only one that is connected)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export async function adbOf(services: CommandServices): Promise<AdbClient> {
  const workflow = await services.loadWorkflow();
  const world = { ...workflow, connections: nodeLocalConnections, projectFolders: projectFolders(services, workflow) };
  return await connectAdb(world, services.signal);
}
