/** Devices that a command is given: typed, from a list, or those that wait at a release server. */

import { fromUtf8 } from '../../../core/base/bytes.ts';
import { isUdid, parseDeviceList, type NewDevice } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const newDeviceOptions = {
  udid: { type: 'text', placeholder: 'UDID', isRepeatable: true, says: 'Device to register' },
  devices: { type: 'path', placeholder: 'FILE', says: 'List of devices: a UDID a line, with a name behind a tab or comma' },
  waiting: { type: 'flag', says: 'Devices that wait at a release server, of one app with --server-app' },
  ...serverOptions,
  ...serverAppOption,
} as const satisfies Readonly<Record<string, OptionSpec>>;

const largestList = 1024 * 1024;

export async function readNewDevices(input: CommandInput, services: CommandServices): Promise<readonly NewDevice[]> {
  const typed = input.textList('udid');
  const wrong = typed.find((each) => !isUdid(each));
  if (wrong !== undefined) throw usageFailure(`${wrong} is not a UDID`, 'Use 40 hexadecimal digits, or 8 and 16 with a hyphen between');
  const list = input.path('devices');
  const listed = list === undefined ? [] : parseDeviceList(fromUtf8(await services.files.readFile(list, { maxBytes: largestList })));
  const all = [...typed.map((udid) => ({ udid, name: udid })), ...listed, ...(await waitingDevices(input, services))];
  const unique = new Map(all.toReversed().map((device) => [device.udid.toLowerCase(), device]));
  return [...unique.values()].toReversed();
}

async function waitingDevices(input: CommandInput, services: CommandServices): Promise<readonly NewDevice[]> {
  if (!input.flag('waiting')) return [];
  const client = await connect(input, services);
  const isAll = input.text('server-app') === undefined;
  const found = isAll ? await client.listWaitingDevices() : await client.listDevices(serverApp(input));
  return found.flatMap(({ udid, name, testerEmail, state }) =>
    state === 'waiting' && isUdid(udid) ? [{ udid, name: name ?? testerEmail ?? udid }] : [],
  );
}
