/**
 * Follows what one app writes into the log of a device, also when it starts again. The device sends the lines of all apps, since `logcat --pid`
 * knows one process and no later one; those of the app are chosen here. The system says which process an app got (`Start proc`), and a number may
 * go on to another app.
 */

import { type Bytes } from '../base/bytes.ts';
import { Failure, isFailure } from '../base/failure.ts';
import { type AdbClient, type AdbDevice } from './adbClient.ts';
import { isOfApp, logOnDevice, processesOf } from './deviceLog.ts';
import { checkedIdentifier } from './installOnDevice.ts';

export interface FollowedLog {
  /** What the device still has, oldest first, then each line as it comes. Text of the app: it may contain anything. */
  readonly onLine: (line: string) => void;
  /** Once, when the lines that were there have been given. */
  readonly onState?: (state: 'running' | 'crashed' | 'not-running') => void;
}

const linesBefore = 200;
/** Of all apps, sent first, so that nothing between the two requests is lost. */
const linesAround = 500;
/** A device cuts lines at 4 KB. */
const longestLine = 64 * 1024;

/** Until the signal of the client says so; fails when the device goes away. */
export async function followLog(adb: AdbClient, device: AdbDevice, appIdentifier: string, { onLine, onState }: FollowedLog): Promise<void> {
  const app = checkedIdentifier(appIdentifier);
  const { state, lines } = await logOnDevice(adb, device, app, linesBefore);
  for (const line of lines) onLine(line);
  onState?.(state);
  const known = new Set(lines);
  const processes = new Set(await processesOf(async (command) => await adb.shell(device.serial, command), app));
  const decoder = new TextDecoder();
  let rest = '';
  const onPiece = (piece: Bytes): void => {
    const parts = `${rest}${decoder.decode(piece, { stream: true })}`.split('\n');
    rest = (parts.pop() ?? '').slice(0, longestLine);
    for (const part of parts) {
      const line = part.replace(/\r$/, '');
      noteStart(line, app, processes);
      // What was given already is not given again.
      if (processes.has(processOf(line) ?? '') && !known.delete(line)) onLine(line);
    }
  };
  for (let around = linesAround; ; around = 1) {
    try {
      await adb.follow(device.serial, `logcat -v time -T ${around}`, onPiece);
    } catch (error) {
      // A device on which nothing happens for minutes.
      if (isFailure(error, 'process-timeout')) continue;
      throw error;
    }
    throw Failure.of('adb-ended', {});
  }
}

/** `11-30 10:00:00.000 I/Tag     ( 4711): text` */
function processOf(line: string): string | undefined {
  return /^[^(]{1,300}\( *(\d{1,10})\): /.exec(line)?.[1];
}

/** `Start proc 4711:com.example.hello:sync/u0a123 for …`, as the system says it. */
function noteStart(line: string, app: string, processes: Set<string>): void {
  const [, pid, name] = /^[^(]{1,100}I\/ActivityManager *\( *\d{1,10}\): Start proc (\d{1,10}):([\w.:]{1,300})\//.exec(line) ?? [];
  if (pid === undefined || name === undefined) return;
  if (isOfApp(name, app)) processes.add(pid);
  else processes.delete(pid);
}
