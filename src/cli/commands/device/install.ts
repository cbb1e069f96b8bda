/** `mdist device install`: puts a package on a device, of an app bundle the APK that is made of it, and starts it when asked. */

import { Failure } from '../../../core/base/failure.ts';
import { chooseDevice, installOnDevice, startOnDevice } from '../../../core/devices/installOnDevice.ts';
import { withInstallable } from '../../../core/workflow/convertBundle.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption } from './adbOf.ts';

export const deviceInstall: Command = {
  path: ['device', 'install'],
  summary: 'Install an APK, an app bundle or an IPA on a connected device or an emulator',
  details: [
    'The app is installed over the version that is there, and keeps its data. When the device refuses it, the reason is explained: another signer, a lower version, another processor, an older Android, no space, a restriction of the user.',
    'Of an app bundle, an APK for all devices is made first and signed with your debug key, so it cannot replace an app that was installed from a store.',
    'An IPA is installed with devicectl of Xcode on a Mac, otherwise with go-ios or libimobiledevice. Its profile must list the device.',
  ],
  operands: [{ name: 'FILE', says: 'The APK, app bundle or IPA' }],
  options: { ...deviceOption, start: { type: 'flag', says: 'Start the app afterwards' } },
  examples: [
    'mdist device install app.apk',
    'mdist device install app.aab',
    'mdist device install app.ipa',
    'mdist device install app.apk --device emulator-5554 --start',
  ],
  run: async (input, services) => {
    if (/\.ipa$/i.test(input.operandPath(0)))
      return await (await import('./iosCommands.ts')).installIpa(input.operandPath(0), input, services);
    const world = await services.loadWorkflow();
    const { signal } = services;
    return await withInstallable(world, { path: input.operandPath(0), signal, report: services.report }, async (path, report) => {
      const source = await world.files.openFile(path);
      try {
        const { facts, issues } = await world.tools.describe(source, { now: world.clock.now(), isForStore: false, signal });
        if (facts.format !== 'apk' || facts.appIdentifier === undefined) throw Failure.of('install-needs-apk', { path });
        const adb = await adbOf(services);
        const device = await chooseDevice(adb, input.text('device'));
        const { appIdentifier, version = null } = facts;
        await installOnDevice(adb, { device, source, onProgress: (fraction) => report({ step: 'uploading', fraction }) });
        const starts = input.flag('start');
        if (starts) await startOnDevice(adb, device, appIdentifier);
        return {
          document: { device: device.serial, model: device.model ?? null, appIdentifier, version, started: starts },
          issues: issues.filter(({ severity }) => severity === 'error'),
          exitCode: 0,
          write: (page) =>
            page.heading(
              `${appIdentifier} ${version ?? ''} is installed on ${device.model ?? device.serial}${starts ? ' and started' : ''}`,
            ),
          ...(!starts && { next: [`mdist device log ${appIdentifier}`] }),
        };
      } finally {
        await source.close();
      }
    });
  },
};
