/**
 * libimobiledevice with ideviceinstaller: on every system, by cable. `idevicedebug` starts an app through the developer image, which devices with iOS 17
 * and later do not take this way; there the tool says so.
 */

import { Failure, isFailure } from '../../base/failure.ts';
import { installTimeMs, type IosDevice, type IosTool, type IosToolWorld, isIosUdid, listenFor, runIosTool } from './iosTool.ts';

const mostDevices = 50;

/** The names of its programs on PATH, by their absolute paths. */
export interface IdevicePrograms {
  readonly list: string;
  readonly info: string | undefined;
  readonly installer: string | undefined;
  readonly debug: string | undefined;
  readonly syslog: string | undefined;
}

export function libimobiledevice(world: IosToolWorld, programs: IdevicePrograms): IosTool {
  const { list, info, installer, debug, syslog } = programs;
  const required = (path: string | undefined, name: string): string => {
    if (path === undefined) throw Failure.of('ios-tool-failed', { tool: 'libimobiledevice', reason: `${name}: not found` });
    return path;
  };
  return {
    name: 'libimobiledevice',
    devices: async () => {
      const found: IosDevice[] = [];
      const udids = (await listed(world, list)).filter((udid) => isIosUdid(udid));
      for (const udid of [...new Set(udids)].slice(0, mostDevices)) found.push(await deviceOf(world, info, udid));
      return found;
    },
    install: async (udid, path) => await installWith(world, required(installer, 'ideviceinstaller'), udid, ['install', '-i'], path),
    uninstall: async (udid, appIdentifier) =>
      await installWith(world, required(installer, 'ideviceinstaller'), udid, ['uninstall', '-U'], appIdentifier),
    launch: async (udid, appIdentifier) => {
      await runIosTool(world, required(debug, 'idevicedebug'), ['-u', udid, '--detach', 'run', appIdentifier]);
    },
    ...(syslog !== undefined && {
      listen: async (udid: string, onLine: (line: string) => void, forMs: number) =>
        await listenFor(world, { command: syslog, args: ['-u', udid], forMs }, onLine),
    }),
  };
}

/** Without a device it ends with an error in some versions. */
async function listed(world: IosToolWorld, command: string): Promise<readonly string[]> {
  try {
    return (await runIosTool(world, command, ['-l'])).split('\n').map((line) => line.trim().split(' ')[0] ?? '');
  } catch (error) {
    if (isFailure(error, 'ios-tool-failed') && /no device|unable to retrieve device list/i.test(error.message)) return [];
    throw error;
  }
}

/** Commands are words since ideviceinstaller 1.2 and options before, which Debian has; an old one prints its usage and ends with an error. */
async function installWith(
  world: IosToolWorld,
  installer: string,
  udid: string,
  [word, option]: readonly [string, string],
  what: string,
): Promise<void> {
  const usage = await world.programs.run({
    command: installer,
    args: ['--help'],
    timeoutMs: 20_000,
    signal: world.signal,
    notFrom: world.projectFolders,
  });
  const takesWords = /^[ \t]+install PATH/m.test(`${usage.stdout}\n${usage.stderr}`);
  const output = await runIosTool(world, installer, ['-u', udid, takesWords ? word : option, what], { timeoutMs: installTimeMs });
  // Old versions end without an error all the same.
  const reason = output.split('\n').find((line) => /^\s*(?:ERROR|Could not)|- Error occurred|failed\b/i.test(line));
  if (reason !== undefined) throw Failure.of('ios-tool-failed', { tool: 'ideviceinstaller', reason: reason.trim().slice(0, 1000) });
}

/** Lines of `name: value`. A device that does not trust this computer says nothing of itself. */
async function deviceOf(world: IosToolWorld, info: string | undefined, udid: string): Promise<IosDevice> {
  let facts = new Map<string, string>();
  try {
    const output = info === undefined ? '' : await runIosTool(world, info, ['-u', udid]);
    facts = new Map([...output.matchAll(/^(\w{1,60}): (.{1,200})$/gm)].map(([, name = '', value = '']) => [name, value]));
  } catch (error) {
    if (!isFailure(error, 'ios-tool-failed')) throw error;
    return { udid, name: undefined, model: undefined, osVersion: undefined, state: 'unpaired' };
  }
  return {
    udid,
    name: facts.get('DeviceName'),
    model: facts.get('ProductType'),
    osVersion: facts.get('ProductVersion'),
    state: 'device',
  };
}
