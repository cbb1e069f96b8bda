/** `mdist device add`: registers a device for an app by hand. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const deviceAdd: Command = {
  path: ['device', 'add'],
  summary: 'Register a device for an app on a release server',
  details: ['The device waits until a release lists it in its provisioning profile.'],
  operands: [{ name: 'UDID', says: 'Identifier of the device' }],
  options: {
    ...serverOptions,
    ...serverAppOption,
    name: { type: 'text', placeholder: 'NAME', says: 'Name of the device' },
    email: { type: 'text', placeholder: 'EMAIL', says: 'Tester who owns the device' },
  },
  examples: ['mdist device add 00008030-001A2B3C4D5E6F70 --server-app me/hello --email ann@example.com'],
  run: async (input, services) => {
    const udid = input.operands[0] ?? '';
    const device = { udid, name: input.text('name'), email: input.text('email') };
    const devices = await (await connect(input, services)).addDevice(serverApp(input), device);
    return { document: { devices }, issues: [], write: (page) => page.line(`Registered the device ${udid}`) };
  },
};
