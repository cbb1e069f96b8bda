/**
 * What one app wrote into the log of a device: its processes when it runs, and its last crash when it does not. A crash of Java code is written by
 * the process that crashed (`AndroidRuntime`), one of native code by the process that looks at it (`DEBUG`). The device keeps crashes in a buffer
 * of their own, so they are there longer than the rest.
 */

import { type AdbClient, type AdbDevice } from './adbClient.ts';
import { checkedIdentifier } from './installOnDevice.ts';

export interface DeviceLog {
  /** `crashed`: it does not run, and the device still has the lines of a crash. */
  readonly state: 'running' | 'crashed' | 'not-running';
  /** Oldest first. */
  readonly lines: readonly string[];
}

/** Few apps have more than three processes; each costs a request. */
const mostProcesses = 8;
/** Of all apps. */
const crashLines = 500;

/** At most `most` lines, the last ones. */
export async function logOnDevice(adb: AdbClient, device: AdbDevice, appIdentifier: string, most: number): Promise<DeviceLog> {
  const ask = async (command: string): Promise<string> => await adb.shell(device.serial, command);
  const ofProcess = async (pid: string): Promise<readonly string[]> =>
    linesOf(await ask(`logcat -d -v time -t ${Math.trunc(most)} --pid=${pid}`));
  const running = await processesOf(ask, checkedIdentifier(appIdentifier));
  if (running.length > 0) {
    const logs: (readonly string[])[] = [];
    for (const pid of running) logs.push(await ofProcess(pid));
    return { state: 'running', lines: merged(logs).slice(-most) };
  }
  const crash = lastCrash(linesOf(await ask(`logcat -d -b crash -v time -t ${crashLines}`)), appIdentifier);
  if (!crash) return { state: 'not-running', lines: [] };
  const before = crash.pid === undefined ? [] : await ofProcess(crash.pid);
  const known = new Set(crash.lines);
  return { state: 'crashed', lines: merged([before.filter((line) => !known.has(line)), crash.lines]).slice(-most) };
}

/** Also those that the app names after a colon. */
export async function processesOf(ask: (command: string) => Promise<string>, appIdentifier: string): Promise<readonly string[]> {
  const main = (await ask(`pidof ${appIdentifier}`)).trim().split(/\s+/);
  // Devices with Android 7 do not know these options, and print their usage.
  const others = (await ask('ps -A -o PID,NAME')).split(/\r?\n/).flatMap((line) => {
    const [pid = '', name = ''] = line.trim().split(/\s+/);
    return isOfApp(name, appIdentifier) ? [pid] : [];
  });
  return [...new Set([...main, ...others])].filter((pid) => /^\d{1,10}$/.test(pid)).slice(0, mostProcesses);
}

export function isOfApp(processName: string, appIdentifier: string): boolean {
  return processName === appIdentifier || processName.startsWith(`${appIdentifier}:`);
}

interface Crash {
  /** Of the process that crashed. */
  readonly pid: string | undefined;
  readonly lines: readonly string[];
}

function lastCrash(lines: readonly string[], appIdentifier: string): Crash | undefined {
  const entries = lines.map((line) => {
    const [, writer, text = ''] = /^[^(]{1,300}\( *(\d{1,10})\): (.*)$/.exec(line) ?? [];
    return { line, writer, text };
  });
  const named = entries.findLast(({ text }) => isOfApp(crashedProcess(text) ?? '', appIdentifier));
  if (named?.writer === undefined) return undefined;
  const own = entries.filter(({ writer }) => writer === named.writer);
  const pid = own.map(({ text }) => /(?:^|, )pid: (\d{1,10})\b/i.exec(text)?.[1]).findLast((found) => found !== undefined);
  return { pid, lines: own.map(({ line }) => line) };
}

/** `Process: com.example.hello, PID: 4711` of Java, `pid: 4711, tid: 4711, name: hello  >>> com.example.hello <<<` of native code. */
function crashedProcess(text: string): string | undefined {
  return /^Process: ([^\s,]{1,300}), PID: /.exec(text)?.[1] ?? />>> (\S{1,300}) <<</.exec(text)?.[1];
}

function linesOf(log: string): readonly string[] {
  return log.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('--------- '));
}

/** In the order of time, which is at the beginning of each line in digits of the same number. */
function merged(logs: readonly (readonly string[])[]): readonly string[] {
  const timeOf = (line: string): string => line.slice(0, '11-29 10:00:00.000'.length);
  return logs.flat().toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}
