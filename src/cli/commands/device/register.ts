/** `mdist device register`: registers devices at Apple, and shows how many of the yearly hundred are used. */

import { registerDevices, usedDevices, yearlyDevices } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { type TextPage } from '../../terminal/textPage.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';
import { newDeviceOptions, readNewDevices } from './newDevices.ts';

export const deviceRegister: Command = {
  path: ['device', 'register'],
  summary: 'Register devices at Apple',
  details: [
    'Apple takes 100 devices of each kind a membership year; disabled ones count until it ends. Devices that are registered are left as they are.',
  ],
  options: { ...newDeviceOptions, ...appleAccessOptions },
  examples: [
    'mdist device register --udid 00008030-001A2B3C4D5E6F70 --account apple',
    'mdist device register --devices testers.csv --account apple',
    'mdist device register --waiting --account apple',
  ],
  run: async (input, services) => {
    const wanted = await readNewDevices(input, services);
    if (wanted.length === 0 && !input.flag('waiting'))
      throw usageFailure('There is no device to register', 'Add --udid UDID, --devices FILE or --waiting');
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const workflow = await services.loadWorkflow();
    const { devices, added } = await withConnect(workflow, account, undefined, async (api) => registerDevices(api, wanted));
    const used = usedDevices(devices);
    return {
      document: { added: added.map(({ udid, name, kind }) => ({ udid, name, kind })), used, limit: yearlyDevices },
      issues: [],
      write: (page) => {
        page.line(added.length === 0 ? 'All devices are registered already.' : `Registered ${added.length} devices at Apple.`, 'green');
        writeUsed(page, used);
      },
      next: added.length === 0 ? [] : ['mdist profile renew FILE.mobileprovision'],
    };
  },
};

export function writeUsed(page: TextPage, used: Readonly<Record<string, number>>): void {
  page.table(
    ['Kind', 'Used', 'Of'],
    Object.entries(used)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([kind, count]) => [kind === 'unknown' ? 'not known yet' : kind, count, yearlyDevices]),
  );
}
