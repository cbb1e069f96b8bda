/** Install on Device… of an IPA, with go-ios that is made up; no phone was at hand. */

import { deepStrictEqual, rejects } from 'node:assert/strict';
import { MachineFacts } from '../../../../../src/core/engines/engine/machineFacts.ts';
import { Toolchains } from '../../../../../src/core/engines/toolchains/toolchains.ts';
import { fakeEditor, resetFakeEditor } from '../../../../support/fakeEditor.ts';
import { machineOf } from '../../../../support/machines.ts';
import { packageRecord } from '../../../../support/packageRecords.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const [first, second] = ['00008110-000A1B2C3D4E5F60', '00008110-000A1B2C3D4E5F61'];
const path = '/app/shop.ipa';

describe('installing on an iPhone', () => {
  beforeEach(resetFakeEditor);

  async function install(devices: readonly string[], answers: readonly string[], hasTool = true) {
    const { runInstallOnDevice } = await import('../../../../../src/extension/package/commands/installOnDevice.ts');
    const made = machineOf('linux', { [path]: 'ipa', ...(hasTool && { '/usr/bin/ios': '' }) }, { PATH: '/usr/bin' });
    const asked: string[] = [];
    const list = devices.map((Udid) => ({
      Udid,
      DeviceName: `Phone ${Udid.slice(-2)}`,
      ProductType: 'iPhone15,2',
      ProductVersion: '18.1',
    }));
    const programs = {
      run: async ({ args }: { readonly args: readonly string[] }) => {
        asked.push(args.join(' '));
        return { exitCode: 0, stdout: args.includes('list') ? JSON.stringify({ deviceList: list }) : '', stderr: '' };
      },
    };
    fakeEditor.answers = [...answers];
    const world = { ...workflowWorld(made.files, { machine: new MachineFacts(new Toolchains(made)) }), programs };
    const recorded = { app: {} as never, record: packageRecord({ platform: 'ios', appIdentifier: 'com.acme.shop' }) };
    await runInstallOnDevice(async () => world, { path, recorded });
    return asked.filter((line) => !line.includes('list'));
  }

  it('asks only where several can be used, and starts the app when someone wants that', async () => {
    deepStrictEqual(await install([first], []), [`install --path=${path} --udid=${first}`]);
    deepStrictEqual(fakeEditor.asked, ['shop.ipa is installed on Phone 60.']);
    deepStrictEqual(await install([first, second], ['Phone 61', 'Start App']), [
      `install --path=${path} --udid=${second}`,
      `launch com.acme.shop --udid=${second}`,
    ]);
  });

  it('says which tools there are where the machine has none, and that no phone is there', async () => {
    await rejects(install([first], [], false), { code: 'ios-tool-missing' });
    await rejects(install([], []), { code: 'ios-device-none' });
  });
});
