/** `mdist device log`: what one app wrote into the log of a device, or its last crash; iPhones keep no log, so they are listened to. */

import { logOnDevice } from '../../../core/devices/deviceLog.ts';
import { chooseDevice } from '../../../core/devices/installOnDevice.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption, devicePlatformOption, isForIos } from './adbOf.ts';

const usualLines = 200;

export const deviceLog: Command = {
  path: ['device', 'log'],
  summary:
    'Print the last lines that an app wrote into the log of an Android device, or its last crash; or what it writes now on an iPhone',
  operands: [{ name: 'ID', says: 'The app identifier' }],
  options: { ...deviceOption, ...devicePlatformOption },
  examples: ['mdist device log com.example.hello', 'mdist device log com.example.hello --platform ios'],
  run: async (input, services) => {
    const appIdentifier = input.operands[0] ?? '';
    if (isForIos(input)) return await (await import('./iosCommands.ts')).logIos(appIdentifier, input, services);
    const adb = await adbOf(services);
    const device = await chooseDevice(adb, input.text('device'));
    const { state, lines } = await logOnDevice(adb, device, appIdentifier, usualLines);
    const name = device.model ?? device.serial;
    return {
      document: { device: device.serial, appIdentifier, state, lines },
      issues: [],
      write: (page) => {
        if (state === 'crashed') page.heading(`${appIdentifier} is not running on ${name}. Its last crash:`);
        else if (state === 'not-running') page.heading(`${appIdentifier} is not running on ${name}, and the device has no crash of it`);
        for (const line of lines) page.line(line);
      },
    };
  },
};
