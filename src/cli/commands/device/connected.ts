/** Android devices and emulators at this machine, for `mdist device list --connected`. */

import { type CommandServices } from '../../commandServices.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { adbOf } from './adbOf.ts';

export async function listConnected(services: CommandServices): Promise<CommandOutcome> {
  const devices = await (await adbOf(services)).devices();
  return {
    document: { devices: devices.map(({ serial, state, model }) => ({ serial, state, model: model ?? null })) },
    issues: [],
    write: (page) => {
      if (devices.length === 0) page.line('No device and no emulator is connected.');
      else
        page.table(
          ['Device', 'Model', 'State'],
          devices.map(({ serial, state, model }) => [serial, model, state]),
        );
    },
    ...(devices.some(({ state }) => state === 'device') && { next: ['mdist device install app.apk'] }),
  };
}
