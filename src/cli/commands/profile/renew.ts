/** `mdist profile renew`: registers devices at Apple, makes the provisioning profile again with them, and downloads it. */

import { usedDevices, yearlyDevices } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { renewProfileFile } from '../../../core/workflow/stores/renewProfileFile.ts';
import { type Command } from '../../grammar/command.ts';
import { shellWord } from '../../report/shellWord.ts';
import { newDeviceOptions, readNewDevices } from '../device/newDevices.ts';
import { writeUsed } from '../device/register.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';

export const profileRenew: Command = {
  path: ['profile', 'renew'],
  summary: 'Make a provisioning profile again at Apple, with more devices, and download it',
  details: [
    'Profiles cannot be changed: the old one of the same name is deleted at Apple, and a new one is made with its app identifier, its certificates, its devices and the new ones. The file is replaced.',
    'The command can be repeated after any interruption. A profile that has all devices is only downloaded.',
  ],
  operands: [{ name: 'FILE', says: 'Ad hoc or development profile (.mobileprovision)' }],
  options: { ...newDeviceOptions, ...appleAccessOptions },
  examples: [
    'mdist profile renew signing/adhoc.mobileprovision --udid 00008030-001A2B3C4D5E6F70 --account apple',
    'mdist profile renew signing/adhoc.mobileprovision --waiting --account apple',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const devices = await readNewDevices(input, services);
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const renewed = await renewProfileFile(await services.loadWorkflow(), account, { path, devices });
    const used = usedDevices(renewed.devices);
    const added = renewed.added.map(({ udid, name, kind }) => ({ udid, name, kind }));
    const { name, isChanged, deviceCount } = renewed;
    return {
      document: { path, name, changed: isChanged, deviceCount, added, used, limit: yearlyDevices },
      issues: [],
      write: (page) => {
        page.line(isChanged ? 'The profile was made again and downloaded.' : 'The profile has all devices; it was downloaded.', 'green');
        page.facts([
          ['Profile', name],
          ['Devices', deviceCount],
          ['New at Apple', added.length],
        ]);
        writeUsed(page, used);
      },
      next: [`mdist package sign FILE.ipa --profile ${shellWord(path)}`],
    };
  },
};
