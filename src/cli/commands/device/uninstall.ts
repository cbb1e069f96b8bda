/** `mdist device uninstall`: removes an app from a device, with its data. */

import { chooseDevice, uninstallFromDevice } from '../../../core/devices/installOnDevice.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption } from './adbOf.ts';

export const deviceUninstall: Command = {
  path: ['device', 'uninstall'],
  summary: 'Remove an app and its data from an Android device or emulator',
  operands: [{ name: 'ID', says: 'The app identifier' }],
  options: { ...deviceOption },
  examples: ['mdist device uninstall com.example.hello'],
  run: async (input, services) => {
    const appIdentifier = input.operands[0] ?? '';
    const adb = await adbOf(services);
    const device = await chooseDevice(adb, input.text('device'));
    await uninstallFromDevice(adb, device, appIdentifier);
    return {
      document: { device: device.serial, appIdentifier },
      issues: [],
      write: (page) => page.heading(`${appIdentifier} is removed from ${device.model ?? device.serial}`),
    };
  },
};
