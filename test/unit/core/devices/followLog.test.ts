/** Following the log of an app, against a stand-in of the server of adb. */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { AdbClient } from '../../../../src/core/devices/adbClient.ts';
import { chooseDevice } from '../../../../src/core/devices/installOnDevice.ts';
import { followLog } from '../../../../src/core/devices/followLog.ts';
import { nodeLocalConnections } from '../../../../src/node/nodeLocalConnections.ts';
import { AdbStandIn, type StandInDevice } from '../../../support/adbStandIn.ts';
import { until } from '../../../support/until.ts';

const app = 'com.acme.shop';

function line(pid: number, text: string, tag = 'I/Shop', second = 0): string {
  return `11-30 10:00:0${second}.000 ${tag}(${String(pid).padStart(5)}): ${text}`;
}

describe('the log of an app that is followed', () => {
  let adb: AdbStandIn | undefined;
  afterEach(async () => await adb?.stop());

  async function follow(device: Partial<StandInDevice>, signal = new AbortController().signal) {
    adb = new AdbStandIn([{ serial: 'R5CT1', model: 'Pixel_8', ...device }]);
    const client = new AdbClient(nodeLocalConnections, { port: await adb.start(), signal });
    const lines: string[] = [];
    const ended = followLog(client, await chooseDevice(client, undefined), app, {
      onLine: (each) => lines.push(each),
      onState: (state) => lines.push(state),
    }).then(
      () => 'returned',
      (error: unknown) => (isFailure(error) ? error.code : String(error)),
    );
    const stand = adb;
    await until('the log is followed', () => stand.followers > 0 || undefined);
    return { lines, ended, stand };
  }

  it('has what was there once, then the lines of the app alone, in whatever pieces they come', async () => {
    const before = line(4711, 'before');
    const { lines, ended, stand } = await follow({
      commands: { pidof: '4711\n', 'ps -A': `PID NAME\n4711 ${app}\n`, 'logcat -d': `--------- beginning of main\n${before}\n` },
      follows: { 'logcat -v time -T': `${line(9, 'of another')}\n${before}\n${line(4711, 'in between')}\n` },
    });
    stand.say(`${line(4711, 'first')}\r\n${line(12, 'of another')}\n${line(4711, 'in two ').slice(0, 30)}`);
    await until('the first line came', () => lines.includes(line(4711, 'first')) || undefined);
    stand.say(`${line(4711, 'in two pieces').slice(30)}\n`);
    await until('both pieces came', () => lines.at(-1)?.endsWith('pieces') === true || undefined);
    deepStrictEqual(lines, [before, 'running', line(4711, 'in between'), line(4711, 'first'), line(4711, 'in two pieces')]);
    stand.hangUp();
    strictEqual(await ended, 'adb-ended');
  });

  it('goes on when the app starts again, with a process of its own too, and not with an app that got its number', async () => {
    const { lines, stand } = await follow({ commands: { 'ps -A': 'PID NAME\n' }, follows: { 'logcat -v time -T': '' } });
    const started = (pid: number, name: string): string =>
      line(1300, `Start proc ${pid}:${name}/u0a7 for top-activity`, 'I/ActivityManager');
    stand.say([line(50, 'not yet'), started(50, app), line(50, 'one'), started(51, `${app}:sync`), line(51, 'two'), ''].join('\n'));
    stand.say(
      [started(50, 'com.other'), line(50, 'of another'), started(52, `${app}.other`), line(52, 'of another'), line(51, 'three'), ''].join(
        '\n',
      ),
    );
    await until('the last line came', () => lines.includes(line(51, 'three')) || undefined);
    deepStrictEqual(lines, ['not-running', line(50, 'one'), line(51, 'two'), line(51, 'three')]);
  });

  it('ends when it is cancelled, and bounds what it keeps of a line without an end', async () => {
    const controller = new AbortController();
    const { lines, ended, stand } = await follow(
      { commands: { pidof: '7' }, follows: { 'logcat -v time -T': line(7, 'x'.repeat(1_000_000)) } },
      controller.signal,
    );
    stand.say(`\n${line(7, 'next')}\n`);
    await until('the next line came', () => lines.includes(line(7, 'next')) || undefined);
    strictEqual((lines.at(-2) ?? '').length < 70_000, true);
    controller.abort();
    strictEqual(await ended, 'cancelled');
  });
});
