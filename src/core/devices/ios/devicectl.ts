/**
 * `xcrun devicectl` of Xcode 15 and later, for devices with iOS 17 and later. Apple documents the file that `--json-output` writes as stable, and what is printed as not;
 * so only the file is read. There is no command for the log of an app that runs.
 */

import { fromUtf8 } from '../../base/bytes.ts';
import { Failure, isFailure } from '../../base/failure.ts';
import { readJson, valueAt } from '../../projects/projectText.ts';
import { installTimeMs, type IosDevice, type IosTool, type IosToolWorld, isIosUdid } from './iosTool.ts';

const usualTimeMs = 60_000;
const largestAnswer = 4 * 1024 * 1024;
const mostDevices = 200;

export function devicectl(world: IosToolWorld): IosTool {
  const ask = async (args: readonly string[], timeoutMs = usualTimeMs): Promise<unknown> => await answerOf(world, args, timeoutMs);
  return {
    name: 'devicectl',
    devices: async () => {
      const devices = valueAt(await ask(['list', 'devices']), 'result', 'devices');
      return Array.isArray(devices) ? devices.slice(0, mostDevices).flatMap((each: unknown) => deviceOf(each)) : [];
    },
    install: async (udid, path) => {
      await ask(['device', 'install', 'app', '--device', udid, path], installTimeMs);
    },
    uninstall: async (udid, appIdentifier) => {
      await ask(['device', 'uninstall', 'app', '--device', udid, appIdentifier]);
    },
    launch: async (udid, appIdentifier) => {
      await ask(['device', 'process', 'launch', '--terminate-existing', '--device', udid, appIdentifier]);
    },
  };
}

/** The document that a command writes. Fails with the reasons that are in it. */
async function answerOf(world: IosToolWorld, args: readonly string[], timeoutMs: number): Promise<unknown> {
  const { programs, files, paths, random, userFolder, projectFolders, signal } = world;
  const name = [...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const answer = paths.join(userFolder, `devicectl-${name}.json`);
  // Makes the folder, and a file that this user alone writes.
  await files.writeFile(answer, new Uint8Array(0));
  try {
    const { exitCode, stderr } = await programs.run({
      command: 'xcrun',
      args: ['devicectl', ...args, '--quiet', '--json-output', answer],
      timeoutMs,
      signal,
      notFrom: projectFolders,
    });
    const document = readJson(fromUtf8(await files.readFile(answer, { maxBytes: largestAnswer })));
    if (exitCode === 0 && valueAt(document, 'info', 'outcome') !== 'failed') return document;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    throw Failure.of('ios-tool-failed', { tool: 'devicectl', reason: (reasonsIn(document) || said || '-').slice(0, 1000) });
  } finally {
    await removeAnswer(files, answer);
  }
}

async function removeAnswer(files: IosToolWorld['files'], path: string): Promise<void> {
  try {
    await files.remove(path);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

/** An error, and the one below it that says why: `error.userInfo.NSUnderlyingError.error…`. */
function reasonsIn(document: unknown): string {
  const reasons: string[] = [];
  let error = valueAt(document, 'error');
  for (let level = 0; level < 8 && error !== undefined; level++) {
    for (const key of ['NSLocalizedDescription', 'NSLocalizedFailureReason', 'FunctionName']) {
      const text = valueAt(error, 'userInfo', key, 'string');
      if (typeof text === 'string' && key !== 'FunctionName' && !reasons.includes(text)) reasons.push(text);
    }
    error = valueAt(error, 'userInfo', 'NSUnderlyingError', 'error');
  }
  return reasons.join(' ');
}

/** Phones and tablets alone: a watch is installed to by its phone. */
function deviceOf(device: unknown): readonly IosDevice[] {
  const text = (...path: readonly string[]): string | undefined => {
    const value = valueAt(device, ...path);
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
  };
  const udid = text('hardwareProperties', 'udid');
  const platform = text('hardwareProperties', 'platform');
  if (udid === undefined || !isIosUdid(udid) || (platform !== 'iOS' && platform !== 'iPadOS')) return [];
  const isPaired = text('connectionProperties', 'pairingState') === 'paired';
  const isReached =
    text('connectionProperties', 'tunnelState') !== 'unavailable' && text('connectionProperties', 'transportType') !== undefined;
  return [
    {
      udid,
      name: text('deviceProperties', 'name'),
      model: text('hardwareProperties', 'marketingName') ?? text('hardwareProperties', 'productType'),
      osVersion: text('deviceProperties', 'osVersionNumber'),
      state: !isPaired ? 'unpaired' : isReached ? 'device' : 'offline',
    },
  ];
}
