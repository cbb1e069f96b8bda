/** Install on Device… of an IPA: onto an iPhone or iPad at this machine, with the tool that the machine has for them. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { installOnIos, launchOnIos } from '../../../core/devices/ios/iosDevices.ts';
import { type IosDevice } from '../../../core/devices/ios/iosTool.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { connectIosTool, nameOfDevice } from './connectedDevices.ts';

/** `appIdentifier` where it is known: then the app can be started. */
export async function installIpa(world: WorkflowWorld, path: string, appIdentifier: string | undefined, device: IosDevice): Promise<void> {
  const name = nameOfDevice({ platform: 'ios', device });
  await cancellableProgress(vscode.l10n.t('Installing {0}', basename(path)), async ({ signal, report }) => {
    // No tool says how far it is.
    report(0.01, name);
    await installOnIos(await connectIosTool(world, signal), device, path);
  });
  const start = vscode.l10n.t('Start App');
  const said = vscode.l10n.t('{0} is installed on {1}.', basename(path), name);
  const chosen = await vscode.window.showInformationMessage(said, ...(appIdentifier === undefined ? [] : [start]));
  if (chosen !== start || appIdentifier === undefined) return;
  await cancellableProgress(vscode.l10n.t('Start App'), async ({ signal }) =>
    launchOnIos(await connectIosTool(world, signal), device, appIdentifier),
  );
}
