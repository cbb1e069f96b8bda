/**
 * `mdist profile renew`: registers devices at Apple, makes the provisioning profile again with them, and downloads it; with `--package` the package is
 * signed again with it, and replaces that of its release.
 */

import { type ProgressStep } from '../../../core/base/progress.ts';
import { type RenewalStep } from '../../../core/stores/app-store-connect/renewProfile.ts';
import { usedDevices, yearlyDevices } from '../../../core/stores/app-store-connect/appleDevices.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { renewProfileFile } from '../../../core/workflow/stores/renewProfileFile.ts';
import { type Command } from '../../grammar/command.ts';
import { type TextPage } from '../../terminal/textPage.ts';
import { shellWord } from '../../report/shellWord.ts';
import { newDeviceOptions, readNewDevices } from '../device/newDevices.ts';
import { writeUsed } from '../device/register.ts';
import { readStore } from '../store/storeAccess.ts';
import { appleAccessOptions } from '../testflight/appleAccess.ts';
import { packageToRenew, renewPackage, renewPackageOptions, type RenewedPackage } from './renewPackage.ts';

export const profileRenew: Command = {
  path: ['profile', 'renew'],
  summary: 'Make a provisioning profile again at Apple, with more devices, and download it',
  details: [
    'Profiles cannot be changed: the old one of the same name is deleted at Apple, and a new one is made with its app identifier, its certificates, its devices and the new ones. The file is replaced.',
    'With --package the package is signed again with the profile, and with --release it replaces the package of that release on the release server: devices, profile, package and the same link in one command.',
    'The command can be repeated after any interruption: what was done is left as it is. A profile that has all devices is only downloaded.',
  ],
  operands: [{ name: 'FILE', says: 'Ad hoc or development profile (.mobileprovision)' }],
  options: { ...newDeviceOptions, ...renewPackageOptions, ...appleAccessOptions },
  examples: [
    'mdist profile renew signing/adhoc.mobileprovision --udid 00008030-001A2B3C4D5E6F70 --account apple',
    'mdist profile renew signing/adhoc.mobileprovision --waiting --account apple',
    'mdist profile renew adhoc.mobileprovision --waiting --server-app acme/hello --package Hello.ipa --certificate dist.p12 --certificate-password env:P --release 12',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const wanted = packageToRenew(input);
    const devices = await readNewDevices(input, services);
    const account = connectAccountOf(await readStore(input, services, 'app-store-connect'), services.signal);
    const onStep = (step: RenewalStep): void => services.report({ step: steps[step][0], fraction: steps[step][1] });
    const renewed = await renewProfileFile(await services.loadWorkflow(), account, { path, devices, onStep });
    const made = wanted && (await renewPackage(input, services, wanted, path));
    const used = usedDevices(renewed.devices);
    const added = renewed.added.map(({ udid, name, kind }) => ({ udid, name, kind }));
    const { name, isChanged, deviceCount } = renewed;
    return {
      document: {
        path,
        name,
        changed: isChanged,
        deviceCount,
        added,
        used,
        limit: yearlyDevices,
        ...(made && { package: packageDocument(made) }),
      },
      issues: [],
      write: (page) => {
        page.line(isChanged ? 'The profile was made again and downloaded.' : 'The profile has all devices; it was downloaded.', 'green');
        page.facts([
          ['Profile', name],
          ['Devices', deviceCount],
          ['New at Apple', added.length],
        ]);
        writeUsed(page, used);
        if (made) writePackage(page, made);
      },
      next: made ? [] : [`mdist package sign FILE.ipa --profile ${shellWord(path)}`],
    };
  },
};

const steps = {
  register: ['registering devices', 0.05],
  profile: ['renewing the profile', 0.15],
  download: ['downloading the profile', 0.25],
} as const satisfies Readonly<Record<RenewalStep, readonly [ProgressStep, number]>>;

function packageDocument({ path, isSigned, isReplaced, release }: RenewedPackage): object {
  return {
    path,
    signed: isSigned,
    ...(release && { release: release.id, replaced: isReplaced, installUrl: release.installUrl }),
  };
}

function writePackage(page: TextPage, { path, isSigned, isReplaced, release }: RenewedPackage): void {
  page.line(isSigned ? `${path} is signed again with it.` : `${path} has the profile already.`, 'green');
  if (!release) return;
  page.line(isReplaced === true ? `Release ${release.id} has the package now.` : `Release ${release.id} has the package already.`, 'green');
  page.facts([['Link', release.installUrl]]);
}
