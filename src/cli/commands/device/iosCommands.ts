/** What the commands for devices do with iPhones and iPads. */

import { Failure } from '../../../core/base/failure.ts';
import {
  chooseIosDevice,
  installOnIos,
  launchOnIos,
  listenOnIos,
  nameOf,
  requireIosTool,
  uninstallFromIos,
} from '../../../core/devices/ios/iosDevices.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { iosWorldOf } from './adbOf.ts';

/** How long the log is listened to. */
const listenMs = 10_000;
const mostLines = 200;

/** `path` is absolute. */
export async function installIpa(path: string, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const world = await services.loadWorkflow();
  const source = await world.files.openFile(path);
  try {
    const { signal } = services;
    const { facts, issues } = await world.tools.describe(source, { now: world.clock.now(), isForStore: false, signal });
    const { appIdentifier, version = null } = facts;
    if (facts.format !== 'ipa' || appIdentifier === undefined) throw Failure.of('install-needs-ipa', { path });
    const tool = await requireIosTool(await iosWorldOf(services));
    const device = await chooseIosDevice(tool, input.text('device'));
    services.report({ step: 'uploading', fraction: 0 });
    await installOnIos(tool, device, path);
    const starts = input.flag('start');
    if (starts) await launchOnIos(tool, device, appIdentifier);
    return {
      document: { device: device.udid, model: device.model ?? null, appIdentifier, version, started: starts },
      issues: issues.filter(({ severity }) => severity === 'error'),
      exitCode: 0,
      write: (page) => page.heading(`${appIdentifier} ${version ?? ''} is installed on ${nameOf(device)}${starts ? ' and started' : ''}`),
    };
  } finally {
    await source.close();
  }
}

export async function uninstallIos(appIdentifier: string, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const tool = await requireIosTool(await iosWorldOf(services));
  const device = await chooseIosDevice(tool, input.text('device'));
  await uninstallFromIos(tool, device, appIdentifier);
  return {
    document: { device: device.udid, appIdentifier },
    issues: [],
    write: (page) => page.heading(`${appIdentifier} is removed from ${nameOf(device)}`),
  };
}

export async function logIos(appIdentifier: string, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const tool = await requireIosTool(await iosWorldOf(services));
  const device = await chooseIosDevice(tool, input.text('device'));
  const lines = await listenOnIos(tool, device, { appIdentifier, most: mostLines, forMs: listenMs });
  return {
    document: { device: device.udid, appIdentifier, state: null, lines },
    issues: [],
    write: (page) => {
      if (lines.length === 0) page.line(`${appIdentifier} wrote nothing on ${nameOf(device)} for ${listenMs / 1000} seconds.`);
      for (const line of lines) page.line(line);
    },
  };
}
