/** iPhones and iPads at this machine, by the first of the tools that is there: which one to use, installing, starting, removing, listening. */

import { utf8 } from '../../base/bytes.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { type MachineFacts } from '../../engines/engine/machineFacts.ts';
import { explainLog } from '../../engines/log/explainLog.ts';
import { devicectl } from './devicectl.ts';
import { goIos } from './goIos.ts';
import { checkedBundleIdentifier, type IosDevice, type IosTool, type IosToolWorld } from './iosTool.ts';
import { libimobiledevice } from './libimobiledevice.ts';

const longestLine = 4000;
/** Then the tool is started again: no program runs without a limit. */
const followMs = 60 * 60_000;

export interface IosWorld extends IosToolWorld {
  readonly machine: MachineFacts;
}

/** `undefined` where this machine has none. */
export async function findIosTool(world: IosWorld): Promise<IosTool | undefined> {
  const { toolchains } = world.machine;
  if (!toolchains) return undefined;
  if (toolchains.system === 'macos' && (await toolchains.xcodes()).length > 0) return devicectl(world);
  const ios = await toolchains.program('ios');
  if (ios !== undefined) return goIos(world, ios);
  const list = await toolchains.program('idevice_id');
  if (list === undefined) return undefined;
  const [info, installer, debug, syslog] = await Promise.all(
    ['ideviceinfo', 'ideviceinstaller', 'idevicedebug', 'idevicesyslog'].map(async (name) => await toolchains.program(name)),
  );
  return libimobiledevice(world, { list, info, installer, debug, syslog });
}

export async function requireIosTool(world: IosWorld): Promise<IosTool> {
  const tool = await findIosTool(world);
  if (!tool) throw Failure.of('ios-tool-missing', {});
  return tool;
}

/** The device that was named, by its UDID or its name; else the only one that can be used. */
export async function chooseIosDevice(tool: IosTool, wanted: string | undefined): Promise<IosDevice> {
  const all = await tool.devices();
  const isNamed = ({ udid, name }: IosDevice): boolean => udid.toLowerCase() === wanted?.toLowerCase() || name === wanted;
  const named = wanted === undefined ? all : all.filter(isNamed);
  const usable = named.filter(({ state }) => state === 'device');
  const [only, ...others] = usable;
  if (only && others.length === 0) return only;
  if (only) throw Failure.of('device-not-chosen', { devices: usable.map(({ udid }) => udid).join(', ') });
  if (wanted !== undefined && named.length === 0)
    throw Failure.of('device-unknown', { device: wanted, devices: all.map(({ udid }) => udid).join(', ') || '-' });
  throw named.length > 0 ? Failure.of('ios-device-unusable', { device: nameOf(named[0]) }) : Failure.of('ios-device-none', {});
}

export function nameOf(device: IosDevice | undefined): string {
  return device?.name ?? device?.model ?? device?.udid ?? '-';
}

/** `path` is absolute. Fails with the reason of the device, explained where it is known. */
export async function installOnIos(tool: IosTool, device: IosDevice, path: string): Promise<void> {
  await explained(async () => await tool.install(device.udid, path), device);
}

export async function launchOnIos(tool: IosTool, device: IosDevice, appIdentifier: string): Promise<void> {
  const checked = checkedBundleIdentifier(appIdentifier);
  await explained(async () => await tool.launch(device.udid, checked), device);
}

export async function uninstallFromIos(tool: IosTool, device: IosDevice, appIdentifier: string): Promise<void> {
  await tool.uninstall(device.udid, checkedBundleIdentifier(appIdentifier));
}

/**
 * What an app writes into the log of its device within a time: lines that name its identifier, and those of a process that is called like its last
 * part, as usual. The last `most` of them.
 */
export async function listenOnIos(
  tool: IosTool,
  device: IosDevice,
  { appIdentifier, most, forMs }: { readonly appIdentifier: string; readonly most: number; readonly forMs: number },
): Promise<readonly string[]> {
  const isOfApp = linesOf(appIdentifier);
  if (!tool.listen) throw Failure.of('ios-log-missing', { tool: tool.name });
  const lines: string[] = [];
  await tool.listen(
    device.udid,
    (line) => {
      if (!isOfApp(line)) return;
      lines.push(line.slice(0, longestLine));
      if (lines.length > 2 * most) lines.splice(0, most);
    },
    forMs,
  );
  return lines.slice(-most);
}

/** The same without an end, until the signal of the tool's world says so; fails when the device goes away. The device keeps nothing of before. */
export async function followOnIos(tool: IosTool, device: IosDevice, appIdentifier: string, onLine: (line: string) => void): Promise<void> {
  const isOfApp = linesOf(appIdentifier);
  if (!tool.listen) throw Failure.of('ios-log-missing', { tool: tool.name });
  const follow = (line: string): void => {
    if (isOfApp(line)) onLine(line.slice(0, longestLine));
  };
  while ((await tool.listen(device.udid, follow, followMs)) === 'time-over');
  throw Failure.of('ios-log-ended', { tool: tool.name, device: nameOf(device) });
}

function linesOf(appIdentifier: string): (line: string) => boolean {
  const identifier = checkedBundleIdentifier(appIdentifier);
  const process = (identifier.split('.').at(-1) ?? identifier).toLowerCase();
  return (line) => {
    const writer = /\s([^\s[(]{1,100})(?:\([^)]{0,200}\))?\[\d{1,10}\]/.exec(line.slice(0, 500))?.[1]?.toLowerCase();
    return writer === process || line.includes(identifier);
  };
}

async function explained(act: () => Promise<void>, device: IosDevice): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isFailure(error, 'ios-tool-failed')) throw error;
    const answer = String(error.params['reason'] ?? '-');
    const { issues } = await explainLog([utf8(`${answer}\n`)]);
    const errors = issues.filter(({ severity, code }) => severity === 'error' && code.startsWith('log-ios-'));
    throw Failure.of('install-refused', { device: nameOf(device), answer }, { issues: errors });
  }
}
