/** Our client of adb against a stand-in of its server. Debian's adb judges both in test/oracle/adb.oracle.ts. */

import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/base/byteSource.ts';
import { isFailure } from '../../../../src/core/base/failure.ts';
import { AdbClient } from '../../../../src/core/devices/adbClient.ts';
import { chooseDevice, installOnDevice, startOnDevice, uninstallFromDevice } from '../../../../src/core/devices/installOnDevice.ts';
import { createLocalConnections, nodeLocalConnections } from '../../../../src/node/nodeLocalConnections.ts';
import { AdbStandIn, type StandInDevice } from '../../../support/adbStandIn.ts';

const phone: StandInDevice = { serial: 'R5CT1', model: 'Pixel_8' };
const apk = new Uint8Array(700_000).fill(7);

describe('adb', () => {
  const open: AdbStandIn[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.stop();
  });

  async function start(devices: readonly StandInDevice[], signal = new AbortController().signal) {
    const server = new AdbStandIn(devices);
    open.push(server);
    const port = await server.start();
    return { server, port, adb: new AdbClient(nodeLocalConnections, { port, signal }) };
  }

  const failureOf = async (promise: Promise<unknown>): Promise<readonly string[]> =>
    await promise.then(
      () => [],
      (error: unknown) => (isFailure(error) ? [error.code, ...error.issues.map(({ code }) => code)] : [String(error)]),
    );

  it('lists devices with their states and models', async () => {
    const { adb } = await start([phone, { serial: 'emulator-5554', state: 'unauthorized' }, { serial: 'X1', state: 'no permissions' }]);
    deepStrictEqual(await adb.devices(), [
      { serial: 'R5CT1', state: 'device', model: 'Pixel 8' },
      { serial: 'emulator-5554', state: 'unauthorized', model: 'x' },
      { serial: 'X1', state: 'no permissions', model: 'x' },
    ]);
    strictEqual(await adb.version(), 41);
  });

  it('installs a package whole, and says how far it is', async () => {
    const { adb, server } = await start([phone]);
    const fractions: number[] = [];
    await installOnDevice(adb, {
      device: await chooseDevice(adb, undefined),
      source: bytesSource(apk),
      onProgress: (done) => fractions.push(done),
    });
    deepStrictEqual(new Uint8Array(server.installed.get('R5CT1') ?? []), apk);
    deepStrictEqual([fractions.length, fractions.at(-1)], [3, 1]);
    deepStrictEqual(server.requests.slice(-2), ['host:transport:R5CT1', 'exec:cmd package install -r -S 700000']);
  });

  const refusals: Readonly<Record<string, string>> = {
    'INSTALL_FAILED_UPDATE_INCOMPATIBLE: Existing package com.acme signatures do not match newer version': 'log-install-signer-differs',
    'INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected': 'log-install-downgrade',
    'INSTALL_FAILED_NO_MATCHING_ABIS: Failed to extract native libraries, res=-113': 'log-install-abi',
    'INSTALL_FAILED_OLDER_SDK: Requires newer sdk version #35 (current version is #30)': 'log-install-old-android',
    INSTALL_FAILED_INSUFFICIENT_STORAGE: 'log-install-storage',
    'INSTALL_FAILED_USER_RESTRICTED: Install canceled by user': 'log-install-restricted',
    'INSTALL_FAILED_TEST_ONLY: installPackageLI': 'log-install-test-only',
  };
  it('explains each way in which newer devices say that there is no space', async () => {
    const thrown = [
      'Requested internal only, but not enough space',
      'Not enough space on existing volume null for com.acme upgrade',
      'No special requests, but no room on allowed volumes.  allow3rdPartyOnInternal? true',
    ];
    for (const reason of thrown) {
      const installs = `\nException occurred while executing 'install':\nandroid.os.ParcelableException: java.io.IOException: ${reason}\n\tat x`;
      const { adb } = await start([{ ...phone, installs, stopsAfter: 0 }]);
      const device = await chooseDevice(adb, undefined);
      const failing = installOnDevice(adb, { device, source: bytesSource(apk) });
      deepStrictEqual(await failureOf(failing), ['install-refused', 'log-install-storage']);
    }
  });

  for (const [reason, code] of Object.entries(refusals))
    it(`explains ${reason.split(':')[0]}`, async () => {
      // A device that refuses may not wait for the rest of the package.
      const { adb } = await start([{ ...phone, installs: `Failure [${reason}]`, stopsAfter: 1000 }]);
      const device = await chooseDevice(adb, 'R5CT1');
      deepStrictEqual(await failureOf(installOnDevice(adb, { device, source: bytesSource(apk) })), ['install-refused', code]);
    });

  describe('with a package larger than what the system keeps', () => {
    const large = {
      ...bytesSource(apk),
      size: 64_000_000,
      read: async (_: number, size: number) => await Promise.resolve(new Uint8Array(size)),
    };
    const install = async (more: Partial<StandInDevice>, limits = { idleMs: 60_000, answeredMs: 300 }): Promise<readonly string[]> => {
      const server = new AdbStandIn([
        { ...phone, installs: 'Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]', stopsAfter: 100_000, ...more },
      ]);
      open.push(server);
      const adb = new AdbClient(createLocalConnections(limits), { port: await server.start(), signal: AbortSignal.timeout(300_000) });
      const device = await chooseDevice(adb, 'R5CT1');
      return await failureOf(installOnDevice(adb, { device, source: large }));
    };
    const refused = ['install-refused', 'log-install-storage'];

    it('says why a device refused and closed the connection, each time', async () => {
      for (let round = 0; round < 50; round++) deepStrictEqual(await install({ afterwards: 'closes' }), refused);
    });

    it('says why a device refused and ended its side', async () => deepStrictEqual(await install({ afterwards: 'ends' }), refused));

    it('does not wait for a device that refused and reads no more', async () =>
      deepStrictEqual(await install({ afterwards: 'waits' }), refused));

    it('fails where a device closes the connection without a word', async () =>
      deepStrictEqual(await install({ afterwards: 'closes without an answer' }), ['adb-ended']));

    it('ends the wait for a device that reads no more and says nothing', async () =>
      deepStrictEqual(await install({ afterwards: 'waits without an answer' }, { idleMs: 300, answeredMs: 300 }), ['process-timeout']));

    it('installs it whole', async () => {
      deepStrictEqual(await install({ installs: 'Success', stopsAfter: 64_000_000 }), []);
    });
  });

  it('chooses no device by chance', async () => {
    const other = { serial: 'emulator-5554' };
    const { adb } = await start([phone, other]);
    strictEqual((await chooseDevice(adb, 'emulator-5554')).serial, 'emulator-5554');
    deepStrictEqual(await failureOf(chooseDevice(adb, undefined)), ['device-not-chosen']);
    deepStrictEqual(await failureOf(chooseDevice(adb, 'gone')), ['device-unknown']);
    const waiting = await start([{ ...phone, state: 'unauthorized' }]);
    deepStrictEqual(await failureOf(chooseDevice(waiting.adb, undefined)), ['issues-found', 'log-device-unauthorized']);
    const none = await start([]);
    deepStrictEqual(await failureOf(chooseDevice(none.adb, undefined)), ['issues-found', 'log-device-none']);
  });

  it('starts and removes an app, and puts nothing else into a command', async () => {
    const commands = {
      'monkey -p com.acme.hello': 'Events injected: 1\n',
      'monkey -p com.acme.gone': '** No activities found to run, monkey aborted.\n',
      'cmd package uninstall com.acme.hello': 'Success\n',
    };
    const { adb, server } = await start([{ ...phone, commands }]);
    const device = await chooseDevice(adb, undefined);
    await startOnDevice(adb, device, 'com.acme.hello');
    deepStrictEqual(await failureOf(startOnDevice(adb, device, 'com.acme.gone')), ['app-not-started']);
    await uninstallFromDevice(adb, device, 'com.acme.hello');
    deepStrictEqual(await failureOf(uninstallFromDevice(adb, device, 'com.acme.gone')), ['app-not-installed']);
    const before = server.requests.length;
    for (const name of ['a; rm -rf /', '$(id)', '', 'a b'])
      deepStrictEqual(await failureOf(startOnDevice(adb, device, name)), ['app-not-started']);
    strictEqual(server.requests.length, before);
  });

  it('says that no server runs, and what it refuses', async () => {
    const { adb, server } = await start([phone]);
    deepStrictEqual(await failureOf(adb.shell('gone', 'true')), ['adb-refused']);
    await server.stop();
    open.splice(0);
    strictEqual(await adb.version(), undefined);
    deepStrictEqual(await failureOf(adb.devices()), ['adb-unreachable']);
  });

  it('stops when it is cancelled', async () => {
    const cancelling = new AbortController();
    const { adb } = await start([{ ...phone, stopsAfter: 10_000_000 }], cancelling.signal);
    const endless = { ...bytesSource(apk), size: 900_000_000, read: async () => await Promise.resolve(new Uint8Array(1000)) };
    const installing = installOnDevice(adb, { device: await chooseDevice(adb, undefined), source: endless });
    setTimeout(() => cancelling.abort(), 100);
    await rejects(installing);
  });
});
