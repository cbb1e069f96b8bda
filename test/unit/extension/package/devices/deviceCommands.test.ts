/** Show Devices…, Show Log on Device… and Uninstall from Device…, with a stand-in of the server of adb. */

import { deepStrictEqual, match, ok } from 'node:assert/strict';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import { MachineFacts } from '../../../../../src/core/engines/engine/machineFacts.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessRunner } from '../../../../../src/core/ports/processRunner.ts';
import { type AppEntry } from '../../../../../src/extension/app/appEntry.ts';
import { type AppAsker } from '../../../../../src/extension/app/commands/askForApp.ts';
import { type DeviceParts } from '../../../../../src/extension/package/devices/deviceCommands.ts';
import { AdbStandIn, type StandInDevice } from '../../../../support/adbStandIn.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { machineOf } from '../../../../support/machines.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { until } from '../../../../support/until.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const identifier = 'com.acme.hello';
const pixel: StandInDevice = {
  serial: 'R5CT1',
  model: 'Pixel_8',
  commands: { [`cmd package uninstall ${identifier}`]: 'Success\n', [`pidof ${identifier}`]: '7\n' },
  follows: { 'logcat -v time -T': '' },
};
const record = packageRecord();
const app: unknown = {
  folder: '/app',
  opened: { ledger: { records: [record] }, inspected: { settings: {} }, project: undefined },
  on: () => ({ variant: undefined, effective: { appIdentifier: { value: 'com.acme.other' } } }),
};

describe('the devices of the editor', () => {
  let adb: AdbStandIn | undefined;
  beforeEach(resetFakeEditor);
  afterEach(async () => await adb?.stop());

  async function partsFor(devices: readonly StandInDevice[]): Promise<DeviceParts> {
    adb = new AdbStandIn(devices);
    const made = machineOf('linux', {}, { ANDROID_ADB_SERVER_PORT: String(await adb.start()) });
    const asker: unknown = { app: async (node: object | undefined) => ({ app: app as AppEntry, ...node }) };
    const world = workflowWorld(made.files, { machine: new MachineFacts(new Toolchains(made)) });
    return { asker: asker as AppAsker, subjects: {} as DeviceParts['subjects'], loadWorld: async () => world };
  }

  it('are listed with what each lacks', async () => {
    const { showDevices } = await import('../../../../../src/extension/package/devices/deviceCommands.ts');
    fakeEditor.answers = ['R5CT9'];
    await showDevices(await partsFor([pixel, { serial: 'R5CT9', model: 'R5CT9', state: 'unauthorized' }]));
    deepStrictEqual(fakeEditor.asked, ['Devices', 'R5CT9: Not authorized: allow USB debugging on the device']);
    await adb?.stop();
    resetFakeEditor();
    await showDevices(await partsFor([]));
    match(fakeEditor.asked.join(), /^No device or emulator is connected/);
  });

  it('lose an app only after a question, with its identifier of the package or of what the app has', async () => {
    const { uninstallOnDevice, showDevices } = await import('../../../../../src/extension/package/devices/deviceCommands.ts');
    const parts = await partsFor([pixel]);
    await uninstallOnDevice(parts, { record }).catch((error: unknown) => ok(isFailure(error, 'cancelled')));
    const uninstalled = (): readonly string[] => (adb?.requests ?? []).filter((request) => request.includes('uninstall'));
    deepStrictEqual(uninstalled(), []);
    fakeEditor.answers = ['Uninstall'];
    await uninstallOnDevice(parts, { record });
    deepStrictEqual(uninstalled(), [`exec:cmd package uninstall ${identifier}`]);
    deepStrictEqual(fakeEditor.asked.slice(-2), [`Uninstall ${identifier} from Pixel 8?`, `${identifier} is uninstalled from Pixel 8.`]);
    fakeEditor.answers = ['Pixel 8', 'Uninstall App…', 'com.acme.other'];
    await showDevices(parts).catch((error: unknown) => ok(isFailure(error, 'cancelled')));
    deepStrictEqual(fakeEditor.asked.slice(-4), ['Devices', 'Pixel 8', 'Which app?', 'Uninstall com.acme.other from Pixel 8?']);
  });

  it('show the log of an app in a terminal, without what steers terminals, until Ctrl+C', async () => {
    const { DeviceLogTerminal } = await import('../../../../../src/extension/package/devices/deviceLogTerminal.ts');
    const { loadWorld } = await partsFor([pixel]);
    const terminal = new DeviceLogTerminal(
      await loadWorld(),
      { platform: 'android', device: { serial: 'R5CT1', state: 'device', model: 'Pixel 8' } },
      identifier,
    );
    let text = '';
    terminal.onDidWrite((piece) => (text += piece));
    terminal.open();
    await until('the log is followed', () => (adb?.followers ?? 0) > 0 || undefined);
    adb?.say('11-30 10:00:00.000 E/Shop    (    7): \u001B]52;c;x\u0007 broken\n');
    await until('the line came', () => text.includes('broken') || undefined);
    match(text, /com\.acme\.hello runs on Pixel 8/);
    match(text, /\u001B\[31m11-30 .* \uFFFD\]52;c;x\uFFFD broken\u001B\[0m\r\n/);
    terminal.handleInput('\u0003');
    await until('it stopped', () => text.includes('Stopped.') || undefined);
  });

  describe('that are iPhones', () => {
    const [ready, locked] = ['00008110-000A1B2C3D4E5F60', '00008110-000A1B2C3D4E5F61'];
    const iosApp: unknown = {
      folder: '/app',
      opened: { ledger: { records: [] }, inspected: { settings: { ios: {}, android: {} } }, project: undefined },
      on: (platform: string) => ({ variant: undefined, effective: { appIdentifier: { value: `com.acme.${platform}` } } }),
    };

    /** go-ios that is made up, next to an Android phone. */
    async function stage(lines: readonly string[] = []) {
      adb = new AdbStandIn([pixel]);
      const made = machineOf('linux', { '/usr/bin/ios': '' }, { PATH: '/usr/bin', ANDROID_ADB_SERVER_PORT: String(await adb.start()) });
      const started: string[] = [];
      const deviceList = [{ Udid: ready, DeviceName: 'Ada’s iPhone', ProductVersion: '26.1' }, { Udid: locked }];
      const programs: ProcessRunner = {
        run: async ({ args, onLine, signal }) => {
          if (args[0] === 'list') return { exitCode: 0, stdout: JSON.stringify({ deviceList }), stderr: '' };
          started.push(args.join(' '));
          if (args[0] !== 'syslog') return { exitCode: 0, stdout: '', stderr: '' };
          for (const line of lines) onLine?.(JSON.stringify({ msg: line }), 'stdout');
          return await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(Failure.of('cancelled', {}))));
        },
      };
      const world = { ...workflowWorld(made.files, { machine: new MachineFacts(new Toolchains(made)) }), programs };
      const asker: unknown = { app: async (node: object | undefined) => ({ app: iosApp as AppEntry, ...node }) };
      const parts = { asker: asker as AppAsker, subjects: {} as DeviceParts['subjects'], loadWorld: async () => world };
      return { parts, world, started };
    }

    it('are listed with the others, with what each lacks', async () => {
      const { showDevices } = await import('../../../../../src/extension/package/devices/deviceCommands.ts');
      const { parts } = await stage();
      fakeEditor.answers = [locked];
      await showDevices(parts);
      deepStrictEqual(fakeEditor.asked, ['Devices', `${locked}: Not paired: unlock it and trust this computer on it`]);
    });

    it('lose the app of the platform that they have, after a question', async () => {
      const { uninstallOnDevice } = await import('../../../../../src/extension/package/devices/deviceCommands.ts');
      const { parts, started } = await stage();
      fakeEditor.answers = ['Ada’s iPhone', 'Uninstall'];
      await uninstallOnDevice(parts, undefined);
      deepStrictEqual(started, [`uninstall com.acme.ios --udid=${ready}`]);
      deepStrictEqual(fakeEditor.asked, [
        'Uninstall from Device',
        'Uninstall com.acme.ios from Ada’s iPhone?',
        'com.acme.ios is uninstalled from Ada’s iPhone.',
      ]);
    });

    it('show the lines of an app alone, until Ctrl+C', async () => {
      const { DeviceLogTerminal } = await import('../../../../../src/extension/package/devices/deviceLogTerminal.ts');
      const { world, started } = await stage([
        'Nov 30 10:00:00 iPhone ios(UIKit)[312] <Error>: \u001B]52;c;x\u0007 broken',
        'Nov 30 10:00:01 iPhone other[9] <Notice>: no',
      ]);
      const device = { udid: ready, name: 'Ada', model: undefined, osVersion: undefined, state: 'device' } as const;
      const terminal = new DeviceLogTerminal(world, { platform: 'ios', device }, 'com.acme.ios');
      let text = '';
      terminal.onDidWrite((piece) => (text += piece));
      terminal.open();
      await until('the line came', () => text.includes('broken') || undefined);
      match(text, /New lines of com\.acme\.ios on Ada follow; press Ctrl\+C to stop\./);
      match(text, /\u001B\[31mNov 30 .* \uFFFD\]52;c;x\uFFFD broken\u001B\[0m\r\n/);
      ok(!text.includes('other'));
      terminal.handleInput('\u0003');
      await until('it stopped', () => text.includes('Stopped.') || undefined);
      deepStrictEqual(started, [`syslog --udid=${ready}`]);
    });
  });
});
