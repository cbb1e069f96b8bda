/** Tells the owner about devices that registered from an install page and wait for a package that lists them, each once, in whichever window. */

import * as vscode from 'vscode';
import { type ServerDevice } from '../../../releases/client/serverAnswers.ts';
import { type KnownServer } from './knownServer.ts';
import { type ReleaseServers } from './releaseServers.ts';

const memoryKey = 'devicesTold';
/** Older ones are told again if they still wait, which does no harm. */
const mostRemembered = 500;

/** A server that does not answer says so in the view, where someone looks. */
export async function tellDevices(servers: ReleaseServers, memory: vscode.Memento): Promise<void> {
  for (const server of await servers.list()) await tellOfServer(servers, memory, server).catch(() => undefined);
}

async function tellOfServer(servers: ReleaseServers, memory: vscode.Memento, server: KnownServer): Promise<void> {
  const client = await servers.client(server);
  const told = memory.get<readonly string[]>(memoryKey, []);
  const news = (await client.listWaitingDevices()).filter((device) => !told.includes(keyOf(server, device)));
  if (news.length === 0) return;
  await memory.update(memoryKey, [...told, ...news.map((device) => keyOf(server, device))].slice(-mostRemembered));
  servers.refresh();
  void tell(news);
}

function keyOf({ url }: KnownServer, { app = '', udid }: ServerDevice): string {
  return `${url} ${app} ${udid}`;
}

async function tell(devices: readonly ServerDevice[]): Promise<void> {
  const [{ name, model, udid, testerEmail, app = '' } = { name: null, model: null, udid: '', testerEmail: null }] = devices;
  const register = vscode.l10n.t('Register Devices…');
  const sign = vscode.l10n.t('Re-sign for New Devices…');
  const device = [name ?? model ?? udid, testerEmail].filter((each) => each !== null).join(', ');
  const text =
    devices.length === 1
      ? vscode.l10n.t('A device registered for {0} and waits for a package that lists it: {1}', app, device)
      : vscode.l10n.t('{0} devices registered and wait for packages that list them', devices.length);
  const chosen = await vscode.window.showInformationMessage(text, register, sign);
  if (chosen === register) await vscode.commands.executeCommand('mobileDistribution.registerDevices');
  if (chosen === sign) await vscode.commands.executeCommand('mobileDistribution.resignForNewDevices');
}
