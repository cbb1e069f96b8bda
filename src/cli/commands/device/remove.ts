/** `mdist device remove`: takes a device off the list of an app. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const deviceRemove: Command = {
  path: ['device', 'remove'],
  summary: 'Remove a device from an app on a release server',
  operands: [{ name: 'UDID', says: 'Identifier of the device' }],
  options: { ...serverOptions, ...serverAppOption },
  examples: ['mdist device remove 00008030-001A2B3C4D5E6F70 --server-app me/hello'],
  run: async (input, services) => {
    const udid = input.operands[0] ?? '';
    await (await connect(input, services)).removeDevice(serverApp(input), udid);
    return { document: { removed: udid }, issues: [], write: (page) => page.line(`Removed the device ${udid}`) };
  },
};
