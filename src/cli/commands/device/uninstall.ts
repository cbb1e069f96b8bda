/** `mdist device uninstall`: removes an app from a device, with its data. */

import { chooseDevice, uninstallFromDevice } from '../../../core/devices/installOnDevice.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption, devicePlatformOption, isForIos } from './adbOf.ts';

export const deviceUninstall: Command = {
  path: ['device', 'uninstall'],
  summary: 'Remove an app and its data from a connected device or an emulator',
  operands: [{ name: 'ID', says: 'The app identifier' }],
  options: { ...deviceOption, ...devicePlatformOption },
  examples: ['mdist device uninstall com.example.hello', 'mdist device uninstall com.example.hello --platform ios'],
  run: async (input, services) => {
    const appIdentifier = input.operands[0] ?? '';
    if (isForIos(input)) return await (await import('./iosCommands.ts')).uninstallIos(appIdentifier, input, services);
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
