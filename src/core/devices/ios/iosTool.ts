/**
 * What a tool does with iPhones and iPads at this machine. Three can: `devicectl` of Xcode on a Mac; go-ios and libimobiledevice on every system. A tool gets
 * identifiers that were checked, and absolute paths, as arguments; no shell takes part.
 */

import { Failure, isFailure } from '../../base/failure.ts';
import { type FileSystem, type PathTools } from '../../ports/fileSystem.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import { type Random } from '../../ports/random.ts';

export interface IosDevice {
  readonly udid: string;
  /** As its owner calls it. */
  readonly name: string | undefined;
  /** As its maker calls it, or a product type such as `iPhone15,2`. */
  readonly model: string | undefined;
  readonly osVersion: string | undefined;
  /** `device` when it can be used; `unpaired` or `offline` otherwise. */
  readonly state: 'device' | 'unpaired' | 'offline';
}

export interface IosTool {
  readonly name: 'devicectl' | 'go-ios' | 'libimobiledevice';
  devices(): Promise<readonly IosDevice[]>;
  /** `path` is absolute, of an IPA. */
  install(udid: string, path: string): Promise<void>;
  uninstall(udid: string, appIdentifier: string): Promise<void>;
  launch(udid: string, appIdentifier: string): Promise<void>;
  /** The lines that the device writes while this listens, of all apps. Absent where the tool has none. */
  listen?(udid: string, onLine: (line: string) => void, forMs: number): Promise<ListenEnd>;
}

/** Whether the time was over, or the tool ended by itself, as it does when the device is unplugged. */
export type ListenEnd = 'time-over' | 'ended';

export interface IosToolWorld {
  readonly programs: ProcessRunner;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly random: Random;
  /** Where answers of a tool are kept for a moment. */
  readonly userFolder: string;
  /** Where projects are: no program is taken from there. */
  readonly projectFolders: readonly string[];
  readonly signal: AbortSignal;
}

const usualTimeMs = 60_000;
/** A large app over a cable, or over the air. */
export const installTimeMs = 20 * 60_000;

/** What a tool printed. Fails with the reason that it gives. */
export async function runIosTool(
  { programs, projectFolders, signal }: IosToolWorld,
  command: string,
  args: readonly string[],
  { timeoutMs = usualTimeMs, reasonOf = lastLine }: { readonly timeoutMs?: number; readonly reasonOf?: (output: string) => string } = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await programs.run({ command, args, timeoutMs, signal, notFrom: projectFolders });
  if (exitCode === 0) return stdout;
  throw Failure.of('ios-tool-failed', { tool: command, reason: reasonOf(`${stdout}\n${stderr}`).slice(0, 1000) || '-' });
}

function lastLine(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /error|fail|could not|no device/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
}

/** What a tool prints without an end, for a limited time. */
export async function listenFor(
  { programs, projectFolders, signal }: IosToolWorld,
  { command, args, forMs }: { readonly command: string; readonly args: readonly string[]; readonly forMs: number },
  onLine: (line: string) => void,
): Promise<ListenEnd> {
  try {
    const { exitCode, stderr } = await programs.run({
      command,
      args,
      timeoutMs: forMs,
      signal,
      notFrom: projectFolders,
      onLine: (line, stream) => {
        if (stream === 'stdout') onLine(line);
      },
    });
    if (exitCode !== 0) throw Failure.of('ios-tool-failed', { tool: command, reason: lastLine(stderr).slice(0, 1000) || '-' });
    return 'ended';
  } catch (error) {
    // That its time is over is the usual end.
    if (!isFailure(error, 'process-timeout')) throw error;
    return 'time-over';
  }
}

/** 40 hexadecimal digits, or 8 and 16 with a hyphen between. */
export function isIosUdid(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{8}-[0-9a-f]{16})$/i.test(text);
}

/** It becomes an argument, which must not be taken for an option. */
export function checkedBundleIdentifier(appIdentifier: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,254}$/.test(appIdentifier)) throw Failure.of('app-not-started', { appIdentifier });
  return appIdentifier;
}
