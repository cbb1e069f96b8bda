/** How the server of adb is reached: where it listens, and what starts it when it does not run. */

import { type MachineFacts } from '../engines/engine/machineFacts.ts';
import { type PathTools } from '../ports/fileSystem.ts';
import { type LocalConnections } from '../ports/localConnections.ts';
import { type ProcessRunner } from '../ports/processRunner.ts';
import { AdbClient } from './adbClient.ts';

export interface AdbWorld {
  readonly connections: LocalConnections;
  readonly programs: ProcessRunner;
  readonly machine: MachineFacts;
  readonly paths: PathTools;
  /** Where projects are: adb is not taken from there. */
  readonly projectFolders: readonly string[];
}

/** Where it listens unless ANDROID_ADB_SERVER_PORT says otherwise. */
const usualPort = 5037;
const startTimeoutMs = 20_000;

export async function connectAdb(
  { connections, programs, machine, paths, projectFolders }: AdbWorld,
  signal: AbortSignal,
): Promise<AdbClient> {
  const { toolchains } = machine;
  const named = Number(toolchains?.variable('ANDROID_ADB_SERVER_PORT'));
  const port = Number.isInteger(named) && named > 0 && named < 65_536 ? named : usualPort;
  const adb = new AdbClient(connections, { port, signal });
  if ((await adb.version()) !== undefined) return adb;
  const sdk = await toolchains?.androidSdk();
  const own = sdk && paths.join(sdk.path, 'platform-tools', toolchains?.system === 'windows' ? 'adb.exe' : 'adb');
  // The one of the SDK and the one on PATH may have versions that end each other's server, so the SDK's comes first.
  for (const command of [own, 'adb']) {
    if (command === undefined) continue;
    const args = ['-P', String(port), 'start-server'];
    const { exitCode } = await programs.run({ command, args, timeoutMs: startTimeoutMs, signal, notFrom: projectFolders });
    if (exitCode === 0) break;
  }
  return adb;
}
