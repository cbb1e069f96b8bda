/** `mdist profile create`: a provisioning profile from nothing, with identifier, certificate and devices, by App Store Connect. */

import { usedDevices, yearlyDevices } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { creatableProfiles, createProfileFile } from '../../../core/workflow/stores/createProfileFile.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { shellWord } from '../../report/shellWord.ts';
import { newDeviceOptions, readNewDevices } from '../device/newDevices.ts';
import { writeUsed } from '../device/register.ts';
import { readStore, storeAppIdentifier, storeAppOptions } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';

export const profileCreate: Command = {
  path: ['profile', 'create'],
  summary: 'Create a provisioning profile at Apple and download it',
  details: [
    'The app identifier is registered if it is new. Ad hoc and development profiles get all devices that are enabled at Apple, and those given here, which are registered; --only-these leaves the others out. An App Store profile has no devices.',
    'The certificate is the only valid one at Apple, or the one of --serial; create one with mdist certificate create. The command can be repeated after any interruption.',
  ],
  operands: [{ name: 'FILE', says: 'The new profile, such as signing/adhoc.mobileprovision' }],
  options: {
    kind: { type: 'choice', choices: creatableProfiles, says: 'Kind of the profile (default: ad-hoc)' },
    name: { type: 'text', placeholder: 'NAME', says: 'Name at Apple (default: app identifier and kind)' },
    serial: { type: 'text', placeholder: 'NUMBER', isRepeatable: true, says: 'Serial number of the certificate, hexadecimal' },
    'only-these': { type: 'flag', says: 'Allow only the given devices' },
    force: { type: 'flag', says: 'Replace an existing file' },
    ...newDeviceOptions,
    ...appleAccessOptions,
    ...storeAppOptions,
  },
  examples: [
    'mdist profile create signing/adhoc.mobileprovision --account apple --app-identifier com.example.app',
    'mdist profile create signing/store.mobileprovision --kind app-store --account apple',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const kind = input.choice('kind', creatableProfiles) ?? 'ad-hoc';
    const isForTheseOnly = input.flag('only-these');
    const devices = await readNewDevices(input, services);
    if (kind === 'app-store' && (devices.length > 0 || isForTheseOnly))
      throw usageFailure('A profile of kind app-store has no devices', 'Leave the devices out, or use --kind ad-hoc');
    if (isForTheseOnly && devices.length === 0) throw usageFailure('--only-these needs devices', 'Add --udid, --devices or --waiting');
    const serialNumbers = input.textList('serial');
    const wrong = serialNumbers.find((each) => !/^[0-9a-f]{2,64}$/i.test(each));
    if (wrong !== undefined) throw usageFailure(`${wrong} is not a serial number`, 'Use the hexadecimal digits without colons');
    const appIdentifier = await storeAppIdentifier(input, services, 'app-store-connect');
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const name = input.text('name') ?? `${appIdentifier} ${kind}`;
    const request = { path, kind, appIdentifier, name, serialNumbers, devices, isForTheseOnly, mayReplace: input.flag('force') };
    const made = await createProfileFile(await services.loadWorkflow(), account, request);
    const used = usedDevices(made.devices);
    const { isChanged, isIdentifierNew, deviceCount } = made;
    const added = made.added.map((device) => ({ udid: device.udid, name: device.name, kind: device.kind }));
    return {
      document: {
        path,
        name,
        kind,
        appIdentifier,
        changed: isChanged,
        identifierNew: isIdentifierNew,
        deviceCount,
        added,
        used,
        limit: yearlyDevices,
      },
      issues: [],
      write: (page) => {
        page.line(isChanged ? `Created the profile ${path}` : `Downloaded the profile that Apple has to ${path}`, 'green');
        page.facts([
          ['Profile', name],
          ['App identifier', isIdentifierNew ? `${appIdentifier} (registered now)` : appIdentifier],
          ['Devices', kind === 'app-store' ? undefined : deviceCount],
        ]);
        if (kind !== 'app-store') writeUsed(page, used);
      },
      next: [`mdist profile inspect ${shellWord(path)}`],
    };
  },
};
