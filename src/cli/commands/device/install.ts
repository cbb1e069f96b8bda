/** `mdist device install`: puts an APK on a device, and starts it when asked. */

import { Failure } from '../../../core/base/failure.ts';
import { chooseDevice, installOnDevice, startOnDevice } from '../../../core/devices/installOnDevice.ts';
import { type Command } from '../../grammar/command.ts';
import { adbOf, deviceOption } from './adbOf.ts';

export const deviceInstall: Command = {
  path: ['device', 'install'],
  summary: 'Install an APK on an Android device or emulator',
  details: [
    'The app is installed over the version that is there, and keeps its data. When the device refuses it, the reason is explained: another signer, a lower version, another processor, an older Android, no space, a restriction of the user.',
    'App bundles cannot be installed; create an APK of the same app.',
  ],
  operands: [{ name: 'FILE', says: 'The APK' }],
  options: { ...deviceOption, start: { type: 'flag', says: 'Start the app afterwards' } },
  examples: ['mdist device install app.apk', 'mdist device install app.apk --device emulator-5554 --start'],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const { files, tools, clock } = await services.loadWorkflow();
    const { report, signal } = services;
    const source = await files.openFile(path);
    try {
      const { facts, issues } = await tools.describe(source, { now: clock.now(), isForStore: false, signal });
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
          page.heading(`${appIdentifier} ${version ?? ''} is installed on ${device.model ?? device.serial}${starts ? ' and started' : ''}`),
        ...(!starts && { next: [`mdist device log ${appIdentifier}`] }),
      };
    } finally {
      await source.close();
    }
  },
};
