/** What a node of the view Releases has below it. Each node asks its server when it is opened; a server that does not answer says so in its own row. */

import * as vscode from 'vscode';
import { type ReleaseClient } from '../../../releases/client/releaseClient.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type KnownServer } from '../servers/knownServer.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { isStoreNode, type ReleasesNode, type ReleasesRow, type ServerAppNode } from './releasesNode.ts';
import { type ReleasesViewParts } from './releasesView.ts';
import { storeChildrenOf } from './storeChildren.ts';

/** Releases shown at once; older ones wait behind a separate node. */
const releasesAtOnce = 25;

/** Servers first, then the accounts at stores. */
export async function childrenOf(
  { servers, loadStores }: Pick<ReleasesViewParts, 'servers' | 'loadStores'>,
  node?: ReleasesRow,
): Promise<ReleasesRow[]> {
  if (isStoreNode(node)) return await storeChildrenOf(await loadStores(), node);
  if (node) return await serverChildrenOf(servers, node);
  const [known, { accounts }] = await Promise.all([servers.list(), loadStores()]);
  return [
    ...known.map((server) => ({ kind: 'server', server }) as const),
    ...accounts.list().map((account) => ({ kind: 'storeAccount', account }) as const),
  ];
}

async function serverChildrenOf(servers: ReleaseServers, node: ReleasesNode): Promise<ReleasesNode[]> {
  const { server } = node;
  switch (node.kind) {
    case 'server':
      return await ask(servers, server, async (client) => await appsOf(client, server));
    case 'serverApp':
      return await ask(servers, server, async (client) => await partsOf(client, node));
    case 'devices':
      return node.devices.map((device) => ({ kind: 'device', server, serverApp: node.serverApp, device }));
    case 'feedbackList':
      return node.feedback.map((said) => ({ kind: 'feedback', server, serverApp: node.serverApp, said }));
    case 'groups':
      return await ask(servers, server, async (client) => {
        const groups = await client.listGroups(nameOf(node));
        return groups.map((group) => ({ kind: 'group', server, serverApp: node.serverApp, group }));
      });
    case 'group':
      return await ask(servers, server, async (client) => {
        const testers = await client.listTesters(nameOf(node), node.group.name);
        return testers.map(({ email }) => ({ ...node, kind: 'tester', email }));
      });
    case 'older':
      return await ask(servers, server, async (client) => await releasesOf(client, node, node.before));
    case 'release':
      return node.release.destinations.map((destination) => ({ ...node, kind: 'destination', destination }));
    case 'device':
    case 'feedback':
    case 'tester':
    case 'destination':
    case 'note':
      return [];
  }
}

/** What waits for the developer comes first, and is not there when nothing waits. */
async function partsOf(client: ReleaseClient, node: ServerAppNode): Promise<ReleasesNode[]> {
  const { server, serverApp } = node;
  const [all, said, releases] = await Promise.all([
    client.listDevices(nameOf(node)),
    client.listFeedback(nameOf(node)),
    releasesOf(client, node),
  ]);
  const devices = all.filter(({ state }) => state === 'waiting');
  const feedback = said.filter(({ isResolved }) => !isResolved);
  return [
    ...(devices.length > 0 ? [{ kind: 'devices', server, serverApp, devices } as const] : []),
    ...(feedback.length > 0 ? [{ kind: 'feedbackList', server, serverApp, feedback } as const] : []),
    { kind: 'groups', server, serverApp },
    ...releases,
  ];
}

async function ask(
  servers: ReleaseServers,
  server: KnownServer,
  question: (client: ReleaseClient) => Promise<ReleasesNode[]>,
): Promise<ReleasesNode[]> {
  try {
    return await question(await servers.client(server));
  } catch (error) {
    return [{ kind: 'note', server, text: describeError(error), isProblem: true }];
  }
}

function nameOf({ serverApp }: Pick<ServerAppNode, 'serverApp'>): { readonly owner: string; readonly app: string } {
  return { owner: serverApp.owner, app: serverApp.name };
}

async function appsOf(client: ReleaseClient, server: KnownServer): Promise<ReleasesNode[]> {
  const apps = await client.listApps();
  if (apps.length === 0)
    return [{ kind: 'note', server, text: vscode.l10n.t('No app yet. Release a package to create one.'), isProblem: false }];
  return apps.map((serverApp) => ({ kind: 'serverApp', server, serverApp }));
}

async function releasesOf(client: ReleaseClient, node: Omit<ServerAppNode, 'kind'>, before?: number): Promise<ReleasesNode[]> {
  const { server, serverApp } = node;
  const found = await client.listReleases(nameOf(node), releasesAtOnce + 1, before);
  const rows: ReleasesNode[] = found.slice(0, releasesAtOnce).map((release) => ({ kind: 'release', server, serverApp, release }));
  const last = found[releasesAtOnce - 1];
  return found.length > releasesAtOnce && last ? [...rows, { kind: 'older', server, serverApp, before: last.id }] : rows;
}
