/** `mdist device log`: what one app wrote into the log of a device. */

import { chooseDevice, logOnDevice } from '../../../core/devices/installOnDevice.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption } from './adbOf.ts';

const usualLines = 200;

export const deviceLog: Command = {
  path: ['device', 'log'],
  summary: 'Print the last lines that a running app wrote into the log of an Android device',
  operands: [{ name: 'ID', says: 'The app identifier' }],
  options: { ...deviceOption },
  examples: ['mdist device log com.example.hello'],
  run: async (input, services) => {
    const appIdentifier = input.operands[0] ?? '';
    const adb = await adbOf(services);
    const device = await chooseDevice(adb, input.text('device'));
    const log = await logOnDevice(adb, device, appIdentifier, usualLines);
    const lines = log.split(/\r?\n/).filter((line) => line !== '');
    return {
      document: { device: device.serial, appIdentifier, lines },
      issues: [],
      write: (page) => {
        if (lines.length === 0) page.heading(`${appIdentifier} does not run on ${device.model ?? device.serial}`);
        for (const line of lines) page.line(line);
      },
    };
  },
};
