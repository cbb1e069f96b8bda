/**
 * iPhones through the three tools that reach them: what each is asked, and what is taken of its answer. The tools are made up, with answers in the form
 * that their documentation and users show; no phone was at hand.
 */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { fromUtf8, utf8 } from '../../../../../src/core/base/bytes.ts';
import { Failure, isFailure } from '../../../../../src/core/base/failure.ts';
import {
  chooseIosDevice,
  findIosTool,
  followOnIos,
  installOnIos,
  type IosWorld,
  launchOnIos,
  listenOnIos,
  requireIosTool,
  uninstallFromIos,
} from '../../../../../src/core/devices/ios/iosDevices.ts';
import { isIosUdid, type IosTool } from '../../../../../src/core/devices/ios/iosTool.ts';
import { MachineFacts } from '../../../../../src/core/engines/engine/machineFacts.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessRequest, type ProcessResult } from '../../../../../src/core/ports/processRunner.ts';
import { countingRandom } from '../../../../support/fixedWorld.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const udid = '00008110-000A1B2C3D4E5F60';
const other = 'a'.repeat(40);

type Answers = (args: readonly string[], request: ProcessRequest) => Partial<ProcessResult> & { readonly answer?: unknown };

interface Tools {
  readonly programs?: readonly string[];
  readonly system?: 'macos' | 'linux';
  readonly answers?: Answers;
}

function worldWith({ programs = [], system = 'linux', answers = () => ({}) }: Tools) {
  const files = new MemoryFiles({
    ...Object.fromEntries(programs.map((name) => [`/bin/${name}`, utf8('')])),
    ...(system === 'macos' && { '/Applications/Xcode.app/Contents/Developer/usr/bin/xcodebuild': utf8('') }),
  });
  const machine = { system, homeFolder: '/home/user', variable: (name: string) => (name === 'PATH' ? '/bin' : undefined) };
  const asked: string[] = [];
  const world: IosWorld = {
    files,
    paths: posixPaths,
    random: countingRandom(),
    userFolder: '/home/user/mdist',
    projectFolders: ['/app'],
    signal: new AbortController().signal,
    machine: new MachineFacts(new Toolchains({ files, paths: posixPaths, machine })),
    programs: {
      run: async (request) => {
        asked.push([request.command, ...request.args].join(' ').replace(/devicectl-[0-9a-f]{16}\.json/, 'ANSWER'));
        deepStrictEqual(request.notFrom, ['/app']);
        const { answer, ...result } = answers(request.args, request);
        if (answer !== undefined) await files.writeFile(request.args.at(-1) ?? '', utf8(JSON.stringify(answer)));
        return { exitCode: 0, stdout: '', stderr: '', ...result };
      },
    },
  };
  return { world, files, asked };
}

async function problemOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'none';
  } catch (error) {
    if (!isFailure(error)) throw error;
    return [error.code, error.message, ...error.issues.map(({ code }) => code)].join(' | ');
  }
}

const phone = (
  fields: { udid?: string; platform?: string; pairing?: string; tunnel?: string; transport?: string | null } = {},
): object => ({
  identifier: 'E5C0F7A4-0000-0000-0000-000000000000',
  connectionProperties: {
    pairingState: fields.pairing ?? 'paired',
    tunnelState: fields.tunnel ?? 'disconnected',
    ...(fields.transport !== null && { transportType: fields.transport ?? 'wired' }),
  },
  deviceProperties: { name: 'Ada’s iPhone', osVersionNumber: '26.1' },
  hardwareProperties: {
    udid: fields.udid ?? udid,
    platform: fields.platform ?? 'iOS',
    marketingName: 'iPhone 15 Pro',
    productType: 'iPhone16,1',
  },
});

describe('devicectl', () => {
  const mac = (answers: Answers) => worldWith({ system: 'macos', answers });

  it('lists phones and tablets with their state, and leaves no file', async () => {
    const devices = [
      phone(),
      phone({ udid: other, pairing: 'unpaired' }),
      phone({ udid: 'b'.repeat(40), tunnel: 'unavailable' }),
      phone({ udid: 'c'.repeat(40), transport: null }),
      phone({ platform: 'watchOS' }),
      phone({ udid: '--help' }),
      null,
      'x',
    ];
    const { world, files, asked } = mac(() => ({ answer: { info: { outcome: 'success' }, result: { devices } } }));
    const tool = await requireIosTool(world);
    deepStrictEqual(await tool.devices(), [
      { udid, name: 'Ada’s iPhone', model: 'iPhone 15 Pro', osVersion: '26.1', state: 'device' },
      ...(['unpaired', 'offline', 'offline'] as const).map((state, index) => ({
        udid: [other, 'b'.repeat(40), 'c'.repeat(40)][index],
        name: 'Ada’s iPhone',
        model: 'iPhone 15 Pro',
        osVersion: '26.1',
        state,
      })),
    ]);
    deepStrictEqual(asked, ['xcrun devicectl list devices --quiet --json-output /home/user/mdist/ANSWER']);
    deepStrictEqual(
      files.paths().filter((path) => path.includes('devicectl-')),
      [],
    );
    for (const answer of [{}, [], 'x', { result: { devices: 'x' } }])
      deepStrictEqual(await (await requireIosTool(mac(() => ({ answer })).world)).devices(), []);
  });

  it('installs, starts and removes', async () => {
    const { world, asked } = mac(() => ({ answer: { info: { outcome: 'success' }, result: { devices: [phone()] } } }));
    const tool = await requireIosTool(world);
    const device = await chooseIosDevice(tool, undefined);
    await installOnIos(tool, device, '/out/app.ipa');
    await launchOnIos(tool, device, 'com.acme.my-shop');
    await uninstallFromIos(tool, device, 'com.acme.my-shop');
    const end = '--quiet --json-output /home/user/mdist/ANSWER';
    deepStrictEqual(asked.slice(1), [
      `xcrun devicectl device install app --device ${udid} /out/app.ipa ${end}`,
      `xcrun devicectl device process launch --terminate-existing --device ${udid} com.acme.my-shop ${end}`,
      `xcrun devicectl device uninstall app --device ${udid} com.acme.my-shop ${end}`,
    ]);
  });

  it('says why a device refuses a package, with what to do', async () => {
    const text = (string: string): object => ({ string });
    const error = {
      userInfo: {
        NSLocalizedDescription: text('Failed to install the app on the device.'),
        NSUnderlyingError: { error: { userInfo: { NSLocalizedDescription: text('Failed to verify code signature : 0xe8008015') } } },
      },
    };
    const answers: Answers = (args) =>
      args.includes('list')
        ? { answer: { result: { devices: [phone()] } } }
        : { exitCode: 1, answer: { info: { outcome: 'failed' }, error } };
    const tool = await requireIosTool(mac(answers).world);
    const device = await chooseIosDevice(tool, udid);
    strictEqual(
      await problemOf(installOnIos(tool, device, '/out/app.ipa')),
      'install-refused | The device Ada’s iPhone refused the package: Failed to install the app on the device. Failed to verify code signature : 0xe8008015 | log-ios-install-profile',
    );
    const bare = await requireIosTool(mac(() => ({ exitCode: 72, stderr: 'xcrun: error: unable to find utility "devicectl"' })).world);
    strictEqual(await problemOf(bare.devices()), 'ios-tool-failed | devicectl failed: xcrun: error: unable to find utility "devicectl"');
    strictEqual(
      await problemOf(listenOnIos(tool, device, { appIdentifier: 'com.acme.shop', most: 10, forMs: 10 })),
      'ios-log-missing | devicectl cannot read the log of a device',
    );
  });
});

describe('go-ios', () => {
  const list = `{"level":"info","msg":"x"}\n${JSON.stringify({ deviceList: [{ Udid: udid, ProductType: 'iPhone16,1', ProductVersion: '26.1' }, { Udid: other }, { Udid: '-x' }, 5] })}\n`;

  it('lists, installs, starts, removes and listens', async () => {
    const { world, asked } = worldWith({
      programs: ['ios', 'idevice_id'],
      answers: ([command], { onLine }) => {
        if (command !== 'syslog') return { stdout: command === 'list' ? list : '' };
        onLine?.('{"msg":"Nov 30 10:00:00 iPhone shop(UIKit)[312] <Notice>: hello"}', 'stdout');
        onLine?.('{"msg":"Nov 30 10:00:01 iPhone other[9] <Notice>: no"}', 'stdout');
        onLine?.('{"msg":"Nov 30 10:00:02 iPhone SpringBoard[60] <Notice>: com.acme.shop is active"}', 'stdout');
        onLine?.('com.acme.shop on standard error', 'stderr');
        throw Failure.of('process-timeout', { command: 'ios', seconds: 10 });
      },
    });
    const tool = await requireIosTool(world);
    strictEqual(tool.name, 'go-ios');
    deepStrictEqual(
      (await tool.devices()).map(({ udid: id, model, osVersion, state }) => [id, model, osVersion, state]),
      [
        [udid, 'iPhone16,1', '26.1', 'device'],
        [other, undefined, undefined, 'unpaired'],
      ],
    );
    const device = await chooseIosDevice(tool, undefined);
    await installOnIos(tool, device, '/out/app.ipa');
    await launchOnIos(tool, device, 'com.acme.shop');
    await uninstallFromIos(tool, device, 'com.acme.shop');
    deepStrictEqual(await listenOnIos(tool, device, { appIdentifier: 'com.acme.shop', most: 10, forMs: 10_000 }), [
      'Nov 30 10:00:00 iPhone shop(UIKit)[312] <Notice>: hello',
      'Nov 30 10:00:02 iPhone SpringBoard[60] <Notice>: com.acme.shop is active',
    ]);
    deepStrictEqual(asked.slice(2), [
      `/bin/ios install --path=/out/app.ipa --udid=${udid}`,
      `/bin/ios launch com.acme.shop --udid=${udid}`,
      `/bin/ios uninstall com.acme.shop --udid=${udid}`,
      `/bin/ios syslog --udid=${udid}`,
    ]);
  });

  it('says why it failed', async () => {
    const stderr = '{"level":"fatal","msg":"failed starting","err":"The operation failed because Developer Mode is disabled."}';
    const answers: Answers = ([command]) => (command === 'list' ? { stdout: list } : { exitCode: 1, stderr });
    const tool = await requireIosTool(worldWith({ programs: ['ios'], answers }).world);
    const device = await chooseIosDevice(tool, undefined);
    strictEqual(
      await problemOf(launchOnIos(tool, device, 'com.acme.shop')),
      `install-refused | The device iPhone16,1 refused the package: failed starting: The operation failed because Developer Mode is disabled. | log-ios-developer-mode`,
    );
  });
});

describe('the log of an app on an iPhone', () => {
  const listed = `${JSON.stringify({ deviceList: [{ Udid: udid, DeviceName: 'Ada', ProductVersion: '26.1' }] })}\n`;

  it('is followed beyond the time of one listening, until the tool ends', async () => {
    let listenings = 0;
    const { world } = worldWith({
      programs: ['ios'],
      answers: ([command], { onLine }) => {
        if (command !== 'syslog') return { stdout: listed };
        listenings += 1;
        onLine?.(`{"msg":"Nov 30 10:00:0${listenings} iPhone shop[312] <Notice>: ${'x'.repeat(5000)}"}`, 'stdout');
        onLine?.('{"msg":"Nov 30 10:00:01 iPhone other[9] <Notice>: no"}', 'stdout');
        if (listenings < 3) throw Failure.of('process-timeout', { command: 'ios', seconds: 3600 });
        return {};
      },
    });
    const tool = await requireIosTool(world);
    const lines: string[] = [];
    const device = await chooseIosDevice(tool, undefined);
    strictEqual(
      await problemOf(followOnIos(tool, device, 'com.acme.shop', (line) => void lines.push(line))),
      'ios-log-ended | go-ios ended the log of Ada',
    );
    deepStrictEqual(
      lines.map((line) => [line.slice(0, 15), line.length]),
      [1, 2, 3].map((second) => [`Nov 30 10:00:0${second}`, 4000]),
    );
  });

  it('ends when someone stops it', async () => {
    const { world } = worldWith({
      programs: ['ios'],
      answers: ([command]) => {
        if (command === 'syslog') throw Failure.of('cancelled', {});
        return { stdout: listed };
      },
    });
    const tool = await requireIosTool(world);
    const device = await chooseIosDevice(tool, undefined);
    await rejects(
      followOnIos(tool, device, 'com.acme.shop', () => undefined),
      { code: 'cancelled' },
    );
  });
});

describe('libimobiledevice', () => {
  const programs = ['idevice_id', 'ideviceinfo', 'ideviceinstaller', 'idevicedebug', 'idevicesyslog'];
  const info = 'DeviceName: Ada\nProductType: iPhone16,1\nProductVersion: 16.7\n';

  it('lists, installs with old and new versions, starts and removes', async () => {
    for (const [help, words] of [
      ['  -i, --install ARCHIVE\tInstall app', ['-i', '-U']],
      ['COMMANDS:\n  install PATH      Install app', ['install', 'uninstall']],
    ] as const) {
      const { world, asked } = worldWith({
        programs,
        answers: (args, { command }) => {
          if (command.endsWith('idevice_id')) return { stdout: `${udid}\n${udid} (Network)\n${other}\n\n` };
          if (command.endsWith('info'))
            return args.includes(other) ? { exitCode: 255, stderr: 'ERROR: Could not connect to lockdownd' } : { stdout: info };
          return { stdout: args.includes('--help') ? help : 'Install: Complete\n' };
        },
      });
      const tool = await requireIosTool(world);
      deepStrictEqual(
        (await tool.devices()).map(({ udid: id, name, state }) => [id, name, state]),
        [
          [udid, 'Ada', 'device'],
          [other, undefined, 'unpaired'],
        ],
      );
      const device = await chooseIosDevice(tool, 'Ada');
      asked.length = 0;
      await installOnIos(tool, device, '/out/app.ipa');
      await uninstallFromIos(tool, device, 'com.acme.shop');
      await launchOnIos(tool, device, 'com.acme.shop');
      deepStrictEqual(
        asked.filter((line) => !line.endsWith('--help')),
        [
          `/bin/ideviceinstaller -u ${udid} ${words[0]} /out/app.ipa`,
          `/bin/ideviceinstaller -u ${udid} ${words[1]} com.acme.shop`,
          `/bin/idevicedebug -u ${udid} --detach run com.acme.shop`,
        ],
      );
    }
  });

  it('takes no end without an error for a success, and no missing device for a failure', async () => {
    const answers: Answers = (_args, { command }) =>
      command.endsWith('idevice_id')
        ? { stdout: `${udid}\n` }
        : {
            stdout: command.endsWith('info')
              ? info
              : 'ERROR: Install failed. Got error "DeviceOSVersionTooLow" with code 0x00000000: unknown\n',
          };
    const tool = await requireIosTool(worldWith({ programs, answers }).world);
    const device = await chooseIosDevice(tool, undefined);
    strictEqual((await problemOf(installOnIos(tool, device, '/out/app.ipa'))).endsWith('| log-ios-install-os'), true);
    const none = await requireIosTool(
      worldWith({ programs, answers: () => ({ exitCode: 1, stderr: 'ERROR: Unable to retrieve device list!' }) }).world,
    );
    deepStrictEqual(await none.devices(), []);
    strictEqual(await problemOf(chooseIosDevice(none, undefined)), 'ios-device-none | No iPhone or iPad is connected');
    const without = await requireIosTool(worldWith({ programs: ['idevice_id'], answers }).world);
    strictEqual(await problemOf(without.install(udid, '/a.ipa')), 'ios-tool-failed | libimobiledevice failed: ideviceinstaller: not found');
    strictEqual('listen' in without, false);
  });
});

describe('the choice of an iPhone', () => {
  const toolOf = (...states: readonly ('device' | 'unpaired')[]): IosTool => {
    const nothing = async (): Promise<void> => undefined;
    const devices = states.map((state, index) => ({
      udid: String(index).repeat(40),
      name: `Phone ${index}`,
      model: undefined,
      osVersion: undefined,
      state,
    }));
    return { name: 'go-ios', devices: async () => devices, install: nothing, uninstall: nothing, launch: nothing };
  };

  it('takes the only one that can be used, or the one that is named', async () => {
    strictEqual((await chooseIosDevice(toolOf('unpaired', 'device'), undefined)).name, 'Phone 1');
    strictEqual((await chooseIosDevice(toolOf('device', 'device'), 'Phone 1')).name, 'Phone 1');
    strictEqual((await problemOf(chooseIosDevice(toolOf('device', 'device'), undefined))).split(' ')[0], 'device-not-chosen');
    strictEqual((await problemOf(chooseIosDevice(toolOf('device'), 'x'))).split(' ')[0], 'device-unknown');
    strictEqual((await problemOf(chooseIosDevice(toolOf('unpaired'), undefined))).split(' ')[0], 'ios-device-unusable');
  });

  it('needs a tool, and takes no option for an identifier or a device', async () => {
    strictEqual(await findIosTool(worldWith({}).world), undefined);
    await rejects(requireIosTool(worldWith({}).world), { code: 'ios-tool-missing' });
    const tool = toolOf('device');
    const device = await chooseIosDevice(tool, undefined);
    for (const bad of ['--all', '', 'a b', 'a;b', 'x'.repeat(256)])
      await rejects(uninstallFromIos(tool, device, bad), { code: 'app-not-started' });
    deepStrictEqual([udid, other, '--help', `${udid}x`, 'emulator-5554'].map(isIosUdid), [true, true, false, false, false]);
    strictEqual(fromUtf8(utf8(udid)), udid);
  });
});
