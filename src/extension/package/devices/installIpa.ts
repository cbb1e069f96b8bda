/** Install on Device… of an IPA: onto an iPhone or iPad at this machine, with the tool that the machine has for them. */

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { chooseIosDevice, installOnIos, launchOnIos, nameOf, requireIosTool } from '../../../core/devices/ios/iosDevices.ts';
import { type IosDevice, type IosTool } from '../../../core/devices/ios/iosTool.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { cancellableProgress } from '../../shared/cancellableProgress.ts';
import { workspaceTrust } from '../../shared/workspace/workspaceTrust.ts';

/** `appIdentifier` where it is known: then the app can be started. */
export async function installIpa(world: WorkflowWorld, path: string, appIdentifier: string | undefined): Promise<void> {
  const toolFor = async (signal: AbortSignal): Promise<IosTool> =>
    await requireIosTool({ ...world, projectFolders: workspaceTrust.folders(), signal });
  const devices = await cancellableProgress(vscode.l10n.t('Looking for devices…'), async ({ signal }) => {
    const tool = await toolFor(signal);
    const usable = (await tool.devices()).filter(({ state }) => state === 'device');
    return usable.length > 1 ? usable : [await chooseIosDevice(tool, undefined)];
  });
  const device = await askForIosDevice(devices);
  await cancellableProgress(vscode.l10n.t('Installing {0}', basename(path)), async ({ signal, report }) => {
    // No tool says how far it is.
    report(0.01, nameOf(device));
    await installOnIos(await toolFor(signal), device, path);
  });
  const start = vscode.l10n.t('Start App');
  const said = vscode.l10n.t('{0} is installed on {1}.', basename(path), nameOf(device));
  const chosen = await vscode.window.showInformationMessage(said, ...(appIdentifier === undefined ? [] : [start]));
  if (chosen !== start || appIdentifier === undefined) return;
  await cancellableProgress(vscode.l10n.t('Start App'), async ({ signal }) => launchOnIos(await toolFor(signal), device, appIdentifier));
}

async function askForIosDevice(devices: readonly IosDevice[]): Promise<IosDevice> {
  const [only, ...others] = devices;
  if (only && others.length === 0) return only;
  const items = devices.map((device) => ({ label: nameOf(device), description: device.udid, device }));
  const title = vscode.l10n.t('Install on Device');
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('The iPhone or iPad'),
    ignoreFocusOut: true,
  });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.device;
}
