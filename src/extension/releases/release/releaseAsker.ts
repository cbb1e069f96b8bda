/** Asks for what a command about releases lacks: server, app, release or group. Escape cancels the command. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { type ServerApp, type ServerGroup, type ServerRelease } from '../../../releases/client/serverAnswers.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import { isReleasesNode } from '../releases-view/releasesNode.ts';
import { type KnownServer } from '../servers/knownServer.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';

export interface ServerAppChoice {
  readonly server: KnownServer;
  readonly client: ReleaseClient;
  readonly serverApp: ServerApp;
  /** As requests name it. */
  readonly name: { readonly owner: string; readonly app: string };
}

const releasesOffered = 50;

export async function askServer(servers: ReleaseServers, argument: unknown): Promise<KnownServer> {
  if (isReleasesNode(argument)) return argument.server;
  const known = await servers.list();
  const [only] = known;
  if (!only) return await offerServer(servers);
  if (known.length === 1) return only;
  const items = known.map((server) => ({
    label: server.url,
    ...(server.kind === 'local' && { description: vscode.l10n.t('this computer') }),
    server,
  }));
  return (await pick(items, vscode.l10n.t('Which release server?'))).server;
}

async function offerServer(servers: ReleaseServers): Promise<KnownServer> {
  const start = vscode.l10n.t('Start Release Server…');
  const connect = vscode.l10n.t('Connect to Server…');
  const text = vscode.l10n.t('No release server is running or connected. Start one on this computer, or connect to one.');
  const chosen = await vscode.window.showInformationMessage(text, { modal: true }, start, connect);
  const { startReleaseServer, connectToServer } = await import('../servers/serverCommands.ts');
  if (chosen === start) return await startReleaseServer(servers);
  if (chosen !== connect) throw Failure.of('cancelled', {});
  await connectToServer(servers);
  return await askServer(servers, undefined);
}

export async function askServerApp(servers: ReleaseServers, argument: unknown): Promise<ServerAppChoice> {
  const server = await askServer(servers, argument);
  const client = await servers.client(server);
  if (isReleasesNode(argument) && 'serverApp' in argument) return choiceOf(server, client, argument.serverApp);
  const apps = await client.listApps();
  const [only] = apps;
  if (!only) throw Failure.of('no-app-on-server', { server: server.url });
  if (apps.length === 1) return choiceOf(server, client, only);
  const items = apps.map((serverApp) => ({
    label: serverApp.displayName,
    description: `${serverApp.owner}/${serverApp.name} · ${serverApp.os}`,
    serverApp,
  }));
  return choiceOf(server, client, (await pick(items, vscode.l10n.t('Which app on the server?'))).serverApp);
}

export function choiceOf(server: KnownServer, client: ReleaseClient, serverApp: ServerApp): ServerAppChoice {
  return { server, client, serverApp, name: { owner: serverApp.owner, app: serverApp.name } };
}

export async function askRelease(
  servers: ReleaseServers,
  argument: unknown,
): Promise<ServerAppChoice & { readonly release: ServerRelease }> {
  const choice = await askServerApp(servers, argument);
  if (isReleasesNode(argument) && 'release' in argument) return { ...choice, release: argument.release };
  const releases = await choice.client.listReleases(choice.name, releasesOffered);
  if (releases.length === 0) throw Failure.of('no-release-on-server', { app: choice.serverApp.displayName });
  const items = releases.map((release) => ({
    label: `${release.shortVersion} (${release.version})`,
    description: `#${release.id} · ${relativeTime(new Date(release.uploadedAt), new Date())}`,
    detail: release.destinations.map(({ name }) => name).join(', '),
    release,
  }));
  return { ...choice, release: (await pick(items, vscode.l10n.t('Which release?'))).release };
}

export async function askGroup(servers: ReleaseServers, argument: unknown): Promise<ServerAppChoice & { readonly group: ServerGroup }> {
  const choice = await askServerApp(servers, argument);
  if (isReleasesNode(argument) && 'group' in argument) return { ...choice, group: argument.group };
  const groups = await choice.client.listGroups(choice.name);
  const items = groups.map((group) => ({ label: group.name, ...(group.isPublic && { description: vscode.l10n.t('public') }), group }));
  return { ...choice, group: (await pick(items, vscode.l10n.t('Which group?'))).group };
}

async function pick<Item extends vscode.QuickPickItem>(items: readonly Item[], title: string): Promise<Item> {
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen;
}
