/** go-ios, whose program is called `ios`: on every system, by cable. It prints JSON, a line an object. With iOS 17 and later, starting an app needs its tunnel. */

import { valueAt } from '../../projects/projectText.ts';
import { installTimeMs, type IosDevice, type IosTool, type IosToolWorld, isIosUdid, listenFor, runIosTool } from './iosTool.ts';

const mostDevices = 200;

/** `command` is its absolute path. */
export function goIos(world: IosToolWorld, command: string): IosTool {
  const run = async (args: readonly string[], timeoutMs?: number): Promise<string> =>
    await runIosTool(world, command, args, { reasonOf, ...(timeoutMs !== undefined && { timeoutMs }) });
  return {
    name: 'go-ios',
    devices: async () => {
      const found = objectsIn(await run(['list', '--details'])).map((each) => valueAt(each, 'deviceList'));
      const devices = found.find((each) => Array.isArray(each));
      return Array.isArray(devices) ? devices.slice(0, mostDevices).flatMap((each: unknown) => deviceOf(each)) : [];
    },
    install: async (udid, path) => {
      await run(['install', `--path=${path}`, `--udid=${udid}`], installTimeMs);
    },
    uninstall: async (udid, appIdentifier) => {
      await run(['uninstall', appIdentifier, `--udid=${udid}`]);
    },
    launch: async (udid, appIdentifier) => {
      await run(['launch', appIdentifier, `--udid=${udid}`]);
    },
    listen: async (udid, onLine, forMs) =>
      await listenFor(world, { command, args: ['syslog', `--udid=${udid}`], forMs }, (line) => {
        const [said] = objectsIn(line);
        const text = valueAt(said, 'msg');
        onLine(typeof text === 'string' ? text : line);
      }),
  };
}

function deviceOf(device: unknown): readonly IosDevice[] {
  const text = (name: string): string | undefined => {
    const value = valueAt(device, name);
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const udid = typeof device === 'string' ? device : text('Udid');
  if (udid === undefined || !isIosUdid(udid)) return [];
  const version = text('ProductVersion');
  // What a device that does not trust this computer keeps back.
  return [
    {
      udid,
      name: text('DeviceName'),
      model: text('ProductType'),
      osVersion: version,
      state: version === undefined ? 'unpaired' : 'device',
    },
  ];
}

function objectsIn(output: string): readonly unknown[] {
  return output.split('\n', 10_000).flatMap((line): readonly unknown[] => {
    if (!line.startsWith('{')) return [];
    try {
      return [JSON.parse(line)];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}

/** `{"level":"fatal","msg":"…","err":"…"}` */
function reasonOf(output: string): string {
  const said = objectsIn(output).flatMap((each) => {
    const parts = ['msg', 'err', 'error'].map((name) => valueAt(each, name)).filter((part) => typeof part === 'string');
    return parts.length > 0 ? [parts.join(': ')] : [];
  });
  return said.at(-1) ?? output.trim().split('\n').at(-1) ?? '';
}
