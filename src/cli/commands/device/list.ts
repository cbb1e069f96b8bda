/** `mdist device list`: the devices that registered for an app, or all that wait for a release. */

import { type Command } from '../../grammar/command.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const deviceList: Command = {
  path: ['device', 'list'],
  summary: 'List the devices of an app on a release server, or those at this machine',
  details: [
    'With --connected, asks the server of adb for the Android devices and emulators here, and starts it when it does not run; and devicectl, go-ios or libimobiledevice for iPhones and iPads.',
  ],
  options: {
    ...serverOptions,
    ...serverAppOption,
    connected: { type: 'flag', says: 'List the devices and emulators at this machine' },
    waiting: { type: 'flag', says: 'List devices that wait for a release, of all apps without --server-app' },
  },
  examples: ['mdist device list --connected', 'mdist device list --server-app me/hello', 'mdist device list --waiting --json'],
  run: async (input, services) => {
    if (input.flag('connected')) return await (await import('./connected.ts')).listConnected(services);
    const client = await connect(input, services);
    const isAll = input.flag('waiting') && input.text('server-app') === undefined;
    const found = isAll ? await client.listWaitingDevices() : await client.listDevices(serverApp(input));
    const devices = input.flag('waiting') ? found.filter(({ state }) => state === 'waiting') : found;
    return {
      document: { devices },
      issues: [],
      write: (page) => {
        if (devices.length === 0) page.line('There are no devices.');
        else
          page.table(
            ['UDID', 'Model', 'Name', 'Tester', 'State'],
            devices.map(({ udid, model, name, testerEmail, state }) => [
              udid,
              model ?? undefined,
              name ?? undefined,
              testerEmail ?? undefined,
              state,
            ]),
          );
      },
    };
  },
};
