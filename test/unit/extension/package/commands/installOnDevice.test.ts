/** Install on Device…: what it shows while it looks, asks and installs, with a stand-in of the server of adb. */

import { deepStrictEqual, ok } from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { MachineFacts } from '../../../../../src/core/engines/engine/machineFacts.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { AdbStandIn, type StandInDevice } from '../../../../support/adbStandIn.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { machineOf } from '../../../../support/machines.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const pixel: StandInDevice = { serial: 'R5CT1', model: 'Pixel_8' };
const emulator: StandInDevice = { serial: 'emulator-5554', model: 'Emulator' };

describe('installing on a device', () => {
  beforeEach(resetFakeEditor);

  /** What was asked and shown, and the devices that have the package then. */
  async function install(devices: readonly StandInDevice[], answers: readonly string[]) {
    const { runInstallOnDevice } = await import('../../../../../src/extension/package/commands/installOnDevice.ts');
    const adb = new AdbStandIn(devices);
    const made = machineOf('linux', { '/app/shop.apk': 'apk' }, { ANDROID_ADB_SERVER_PORT: String(await adb.start()) });
    fakeEditor.answers = [...answers];
    try {
      const machine = new MachineFacts(new Toolchains(made));
      const installing = runInstallOnDevice(async () => workflowWorld(made.files, { machine }), { path: '/app/shop.apk' });
      await installing.catch((error: unknown) => ok(isFailure(error, 'cancelled')));
      const { asked, progress } = fakeEditor;
      return { asked, progress, installed: [...adb.installed.keys()] };
    } finally {
      await adb.stop();
    }
  }

  const question = 'Install on Device';
  const looking = 'Looking for devices…';

  it('says that it installs only once the device is chosen', async () => {
    deepStrictEqual(await install([pixel, emulator], []), { asked: [question], progress: [looking], installed: [] });
  });

  it('installs on the one that was chosen', async () => {
    deepStrictEqual(await install([pixel, emulator], ['Emulator']), {
      asked: [question, 'shop.apk is installed on Emulator.'],
      progress: [looking, 'Installing shop.apk'],
      installed: ['emulator-5554'],
    });
  });

  it('does not ask where one alone can be used', async () => {
    deepStrictEqual(await install([pixel, { ...emulator, state: 'offline' }], []), {
      asked: ['shop.apk is installed on Pixel 8.'],
      progress: [looking, 'Installing shop.apk'],
      installed: ['R5CT1'],
    });
  });
});
