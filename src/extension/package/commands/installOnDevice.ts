/**
 * Install on Device…: puts the APK of a package on an Android device or emulator at this machine, or the one that is made of its app bundle,
 * and starts it when asked. An IPA goes onto an iPhone or iPad (`installIpa.ts`).
 */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ProgressReporter } from '../../../core/base/progress.ts';
import { installOnDevice, startOnDevice } from '../../../core/devices/installOnDevice.ts';
import { withInstallable } from '../../../core/workflow/convertBundle.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { requirePackageFile } from '../files/packageFiles.ts';
import { type PackageSubject } from '../files/packageSubject.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { askForConnected, connectDevices, type ConnectedDevice } from '../devices/connectedDevices.ts';

/** Asks for the device where none is given and several can be used. */
export async function runInstallOnDevice(
  loadWorld: () => Promise<WorkflowWorld>,
  { path, recorded }: PackageSubject,
  chosen?: ConnectedDevice,
): Promise<void> {
  const world = await loadWorld();
  await requirePackageFile(world.files, path);
  const isIpa = /\.ipa$/i.test(path);
  if (chosen?.platform === 'ios' && !isIpa) throw Failure.of('install-needs-ipa', { path });
  if (!/\.(?:apk|aab)$/i.test(path) && (!isIpa || chosen?.platform === 'android')) throw Failure.of('install-needs-apk', { path });
  const title = vscode.l10n.t('Install on Device');
  const connected = chosen ?? (await askForConnected(world, [isIpa ? 'ios' : 'android'], title));
  if (connected.platform === 'ios') {
    const { installIpa } = await import('../devices/installIpa.ts');
    return await installIpa(world, path, recorded?.record.appIdentifier, connected.device);
  }
  const { device } = connected;
  const adb = await cancellableProgress(vscode.l10n.t('Installing {0}', basename(path)), async ({ signal, report }) => {
    const name = device.model ?? device.serial;
    const said: ProgressReporter = ({ step, fraction }) =>
      report(fraction, step === 'uploading' ? name : vscode.l10n.t('Creating an APK of the app bundle'));
    return await withInstallable(world, { path, signal, report: said }, async (installable, rest) => {
      const source = await world.files.openFile(installable);
      try {
        const client = await connectDevices(world, signal);
        await installOnDevice(client, { device, source, onProgress: (fraction) => rest({ step: 'uploading', fraction }) });
        return client;
      } finally {
        await source.close();
      }
    });
  });
  const said = vscode.l10n.t('{0} is installed on {1}.', basename(path), device.model ?? device.serial);
  const start = vscode.l10n.t('Start App');
  // Of a file that was not made here the identifier is not known.
  const answers = recorded ? [start] : [];
  if ((await vscode.window.showInformationMessage(said, ...answers)) === start && recorded)
    await startOnDevice(adb, device, recorded.record.appIdentifier);
}
