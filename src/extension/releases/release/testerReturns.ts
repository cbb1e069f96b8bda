/** What comes back from testers: feedback, and devices that wait until a package lists them. */

import * as vscode from 'vscode';
import { utf8 } from '../../../core/base/bytes.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type ServerDevice, type ServerFeedback } from '../../../releases/client/serverAnswers.ts';
import { appleDeviceList, normalizedUdid } from '../../../releases/model/deviceNames.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { askInSteps, type Step } from '../../shared/questions/askInSteps.ts';
import { askText, type Remark } from '../../shared/questions/question.ts';
import { wentBack } from '../../shared/questions/questionPlace.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { askServerApp, type ServerAppChoice } from './releaseAsker.ts';

const applePage = 'https://developer.apple.com/account/resources/devices/add';

/** Register Devices…: the list of those that wait, for Apple's site; or one more device, by its identifier. */
export async function registerDevices(servers: ReleaseServers, argument: unknown): Promise<void> {
  const choice = await askServerApp(servers, argument);
  const waiting = (await choice.client.listDevices(choice.name)).filter(({ state }) => state === 'waiting');
  const save = {
    label: vscode.l10n.t('Save List for Apple…'),
    description: waiting.length === 1 ? vscode.l10n.t('1 device waits') : vscode.l10n.t('{0} devices wait', waiting.length),
    detail: waiting.map(nameOf).join(', '),
    act: async () => await saveList(choice, waiting),
  };
  const add = {
    label: vscode.l10n.t('Add Device by Identifier…'),
    detail: vscode.l10n.t('For a tester who sent you the UDID of the device'),
    act: async () => await addDevice(servers, choice),
  };
  const title = vscode.l10n.t('Register devices of {0}', choice.serverApp.displayName);
  const chosen = await vscode.window.showQuickPick(waiting.length > 0 ? [save, add] : [add], { title, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  await chosen.act();
}

export function nameOf({ name, model, udid }: ServerDevice): string {
  return name ?? model ?? udid;
}

async function saveList({ serverApp }: ServerAppChoice, waiting: readonly ServerDevice[]): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const fileName = `${serverApp.name}-devices.txt`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save List for Apple'),
    filters: { [vscode.l10n.t('Text')]: ['txt'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, fileName) }),
  });
  if (!uri) throw Failure.of('cancelled', {});
  const { writeChosenFile } = await import('../../shared/writeChosenFile.ts');
  await writeChosenFile(uri, utf8(appleDeviceList(waiting)), 'text');
  const open = vscode.l10n.t('Open Apple’s Page');
  const sign = vscode.l10n.t('Re-sign for New Devices…');
  const text = vscode.l10n.t(
    'List saved. Register the devices with Apple, download the profile again, then re-sign the package for new devices.',
  );
  const chosen = await vscode.window.showInformationMessage(text, open, sign);
  if (chosen === open) await openWebPage(applePage);
  if (chosen === sign) await vscode.commands.executeCommand('mobileDistribution.resignForNewDevices');
}

interface DeviceAnswers {
  readonly udid: string;
  readonly name: string;
  readonly email: string;
}

async function addDevice(servers: ReleaseServers, { client, name, serverApp }: ServerAppChoice): Promise<void> {
  const title = vscode.l10n.t('Add a device to {0}', serverApp.displayName);
  const steps = [
    deviceStep('udid', vscode.l10n.t('Identifier (UDID) of the device'), (text) =>
      normalizedUdid(text) === undefined
        ? { text: vscode.l10n.t('A UDID has 40 hexadecimal digits, or 8 and 16 with a hyphen between') }
        : undefined,
    ),
    deviceStep('name', vscode.l10n.t('Name of the device; may be empty')),
    deviceStep('email', vscode.l10n.t('Mail address of its tester; may be empty')),
  ];
  const answers = await askInSteps<DeviceAnswers>(title, steps, { udid: '', name: '', email: '' });
  const given = (text: string): string | undefined => (text === '' ? undefined : text);
  await client.addDevice(name, { udid: answers.udid, name: given(answers.name), email: given(answers.email) });
  servers.refresh();
  vscode.window.setStatusBarMessage(vscode.l10n.t('Device added; it waits for a package that lists it'), 5000);
}

function deviceStep(field: keyof DeviceAnswers, prompt: string, check?: (text: string) => Remark | undefined): Step<DeviceAnswers> {
  return {
    ask: async (answers, place) => {
      const given = await askText(place, { prompt, value: answers[field], ...(check && { check }) });
      return given === wentBack ? wentBack : { ...answers, [field]: given.trim() };
    },
  };
}

/** It no longer waits; a later registration lets it wait again. */
export async function dismissDevice(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name } = await askServerApp(servers, argument);
  const named = isReleasesNode(argument) && argument.kind === 'device' ? argument.device : undefined;
  const device = named ?? (await askDevice(await client.listDevices(name)));
  await client.settleDevice(name, device.udid, 'dismissed');
  servers.refresh();
}

async function askDevice(devices: readonly ServerDevice[]): Promise<ServerDevice> {
  const items = devices
    .filter(({ state }) => state === 'waiting')
    .map((device) => ({ label: nameOf(device), description: device.udid, device }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which device no longer waits?'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.device;
}

/** The whole text; screenshots are in the portal. */
export async function showFeedback(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name, server } = await askServerApp(servers, argument);
  const said = await feedbackOf(argument, async () => await client.listFeedback(name));
  const resolve = vscode.l10n.t('Mark as Resolved');
  const portal = vscode.l10n.t('Open Portal');
  const { text, author, testerEmail, device, release, screenshots } = said;
  const lines = [
    [vscode.l10n.t('Release {0}', release), testerEmail ?? author ?? '', device ?? ''].filter((each) => each !== '').join(' · '),
    screenshots.length > 0 ? vscode.l10n.t('Screenshots: {0}; the portal shows them.', screenshots.length) : '',
  ];
  const options = { modal: true, detail: lines.filter((line) => line !== '').join('\n') };
  const buttons = [resolve, ...(screenshots.length > 0 ? [portal] : [])];
  const chosen = await vscode.window.showInformationMessage(text.slice(0, 2000), options, ...buttons);
  if (chosen === portal) await openWebPage(await (await servers.client(server)).openPortal());
  if (chosen !== resolve) return;
  await client.resolveFeedback(name, said.id, true);
  servers.refresh();
}

export async function resolveFeedback(servers: ReleaseServers, argument: unknown): Promise<void> {
  const { client, name } = await askServerApp(servers, argument);
  const { id } = await feedbackOf(argument, async () => await client.listFeedback(name));
  await client.resolveFeedback(name, id, true);
  servers.refresh();
}

async function feedbackOf(argument: unknown, list: () => Promise<readonly ServerFeedback[]>): Promise<ServerFeedback> {
  if (isReleasesNode(argument) && argument.kind === 'feedback') return argument.said;
  const items = (await list())
    .filter(({ isResolved }) => !isResolved)
    .map((said) => ({ label: said.text.split('\n', 1)[0] ?? '', description: said.testerEmail ?? said.author ?? '', said }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which feedback?'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.said;
}
