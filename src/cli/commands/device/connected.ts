/** Devices and emulators at this machine, for `mdist device list --connected`. */

import { isFailure } from '../../../core/base/failure.ts';
import { findIosTool } from '../../../core/devices/ios/iosDevices.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { adbOf, iosWorldOf } from './adbOf.ts';

interface Connected {
  readonly platform: 'android' | 'ios';
  readonly serial: string;
  readonly state: string;
  readonly model: string | null;
}

export async function listConnected(services: CommandServices): Promise<CommandOutcome> {
  const iPhones = await iosDevices(services);
  const devices = [...(await androidDevices(services, iPhones !== undefined)), ...(iPhones ?? [])];
  return {
    document: { devices },
    issues: [],
    write: (page) => {
      if (devices.length === 0) page.line('No device and no emulator is connected.');
      else
        page.table(
          ['Device', 'Platform', 'Model', 'State'],
          devices.map(({ serial, platform, model, state }) => [serial, platform, model ?? undefined, state]),
        );
    },
    next: devices
      .filter(({ state }) => state === 'device')
      .slice(0, 1)
      .map(({ platform }) => `mdist device install app.${platform === 'ios' ? 'ipa' : 'apk'}`),
  };
}

/** Someone with iPhones alone needs no adb. */
async function androidDevices(services: CommandServices, isOptional: boolean): Promise<readonly Connected[]> {
  try {
    const found = await (await adbOf(services)).devices();
    return found.map(({ serial, state, model }) => ({ platform: 'android', serial, state, model: model ?? null }));
  } catch (error) {
    if (isOptional && isFailure(error, 'adb-unreachable')) return [];
    throw error;
  }
}

/** `undefined` where this machine has no tool for them. */
async function iosDevices(services: CommandServices): Promise<readonly Connected[] | undefined> {
  const tool = await findIosTool(await iosWorldOf(services));
  const found = await tool?.devices();
  return found?.map(({ udid, state, name, model }) => ({ platform: 'ios', serial: udid, state, model: name ?? model ?? null }));
}
