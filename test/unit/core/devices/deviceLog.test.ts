/** The log of an app on a stand-in of the server of adb: while it runs, after a crash, and of a device that answers anything. */

import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { AdbClient } from '../../../../src/core/devices/adbClient.ts';
import { type DeviceLog, logOnDevice } from '../../../../src/core/devices/deviceLog.ts';
import { nodeLocalConnections } from '../../../../src/node/nodeLocalConnections.ts';
import { AdbStandIn } from '../../../support/adbStandIn.ts';

const at = (second: number, rest: string): string => `11-29 10:00:${String(second).padStart(2, '0')}.000 ${rest}`;
const text = (lines: readonly string[]): string => ['--------- beginning of main', ...lines, ''].join('\n');

const javaCrash = [
  at(5, 'E/AndroidRuntime( 4711): FATAL EXCEPTION: main'),
  at(5, 'E/AndroidRuntime( 4711): Process: com.acme.hello, PID: 4711'),
  at(5, 'E/AndroidRuntime( 4711): java.lang.IllegalStateException: no (good): reason'),
];
const otherCrash = [
  at(6, 'E/AndroidRuntime( 4800): FATAL EXCEPTION: main'),
  at(6, 'E/AndroidRuntime( 4800): Process: com.acme.hello2, PID: 4800'),
];
const nativeCrash = [
  at(8, 'F/DEBUG   ( 900): *** *** ***'),
  at(8, 'F/DEBUG   ( 900): pid: 4712, tid: 4713, name: worker  >>> com.acme.hello:remote <<<'),
  at(8, 'F/DEBUG   ( 900): signal 11 (SIGSEGV), code 1'),
];

describe('the log of an app on a device', () => {
  const open: AdbStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.stop();
  });

  async function logWith(
    commands: Readonly<Record<string, string>>,
    most = 50,
  ): Promise<DeviceLog & { readonly requests: readonly string[] }> {
    const server = new AdbStandIn([{ serial: 'R5CT1', commands }]);
    open.push(server);
    const adb = new AdbClient(nodeLocalConnections, { port: await server.start(), signal: AbortSignal.timeout(300_000) });
    const device = { serial: 'R5CT1', state: 'device', model: undefined };
    const log = await logOnDevice(adb, device, 'com.acme.hello', most);
    return { ...log, requests: server.requests.filter((request) => request.startsWith('exec:')) };
  }

  it('has the lines of all its processes in the order of time, the last ones', async () => {
    const commands = {
      'pidof com.acme.hello': '4711 4712\n',
      'ps -A -o PID,NAME':
        '  PID NAME\n 4711 com.acme.hello\n 4713 com.acme.hello:remote\n 4714 com.acme.hello2\n 4715 my.com.acme.hello\n',
      'logcat -d -v time -t 3 --pid=4711': text([at(1, 'I/Main( 4711): one'), at(4, 'I/Main( 4711): four')]),
      'logcat -d -v time -t 3 --pid=4712': text([at(2, 'I/Main( 4712): two')]),
      'logcat -d -v time -t 3 --pid=4713': text([at(3, 'I/Main( 4713): three')]),
    };
    const { requests, ...log } = await logWith(commands, 3);
    const lines = [at(2, 'I/Main( 4712): two'), at(3, 'I/Main( 4713): three'), at(4, 'I/Main( 4711): four')];
    deepStrictEqual(log, { state: 'running', lines });
    deepStrictEqual(requests.filter((request) => request.includes('--pid=')).length, 3);
  });

  it('has the last crash of an app that does not run, and what the process wrote before it', async () => {
    const before = at(4, 'I/Main( 4711): before');
    const commands = {
      'logcat -d -b crash': text([...javaCrash, ...otherCrash]),
      'logcat -d -v time -t 50 --pid=4711': text([before, ...javaCrash]),
    };
    const { requests: _, ...log } = await logWith(commands);
    deepStrictEqual(log, { state: 'crashed', lines: [before, ...javaCrash] });
  });

  it('has a crash of native code, which another process wrote', async () => {
    const before = at(7, 'I/Main( 4712): before');
    const commands = {
      'logcat -d -b crash': text([...javaCrash, ...nativeCrash]),
      'logcat -d -v time -t 50 --pid=4712': text([before]),
    };
    const { requests: _, ...log } = await logWith(commands);
    deepStrictEqual(log, { state: 'crashed', lines: [before, ...nativeCrash] });
  });

  it('has no lines of other apps', async () => {
    const { requests: _, ...log } = await logWith({ 'logcat -d -b crash': text(otherCrash) });
    deepStrictEqual(log, { state: 'not-running', lines: [] });
  });

  it('stays bounded whatever the device answers', async () => {
    const all = Array.from({ length: 5000 }, (_, index) => `${index + 1} com.acme.hello:p${index}`).join('\n');
    const { lines, requests } = await logWith({
      'ps -A': `; rm -rf /\n${all}`,
      logcat: text(Array.from({ length: 2000 }, () => at(1, '((('))),
    });
    deepStrictEqual([lines.length, requests.length], [50, 10]);
    ok(requests.slice(2).every((request) => /^exec:logcat -d -v time -t 50 --pid=\d+$/.test(request)));
    const odd = await logWith({
      pidof: 'usage: pidof [-s]\n',
      ps: 'bad pid\n',
      'logcat -d -b crash': '(((: \n>>> <<<\nProcess: com.acme.hello, PID: x\n',
    });
    deepStrictEqual([odd.state, odd.lines], ['not-running', []]);
  });

  it('puts only identifiers into a command', async () => {
    const adb = new AdbClient(nodeLocalConnections, { port: 1, signal: AbortSignal.timeout(300_000) });
    await rejects(logOnDevice(adb, { serial: 'x', state: 'device', model: undefined }, '$(id)', 50), { code: 'app-not-started' });
  });
});
