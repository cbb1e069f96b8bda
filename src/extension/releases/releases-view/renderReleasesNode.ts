/** Turns the nodes of the view Releases into tree items: words, icons, tooltips, and the context that menus match. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { contextValue } from '../../app/appsNode.ts';
import { escapeMarkdown } from '../../shared/markdownText.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import {
  isStoreNode,
  type DestinationNode,
  type ReleaseNode,
  type ReleasesRow,
  type ServerAppNode,
  type ServerNode,
} from './releasesNode.ts';
import { renderStoreNode } from './renderStoreNode.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function renderReleasesNode(node: ReleasesRow, now: Date): vscode.TreeItem {
  if (isStoreNode(node)) return renderStoreNode(node, now);
  switch (node.kind) {
    case 'server':
      return serverItem(node);
    case 'serverApp':
      return appItem(node);
    case 'devices': {
      const item = plainItem(`devices ${keyOf(node)}`, vscode.l10n.t('Devices waiting'), 'device-mobile', Collapsed, { kind: 'devices' });
      item.description = String(node.devices.length);
      item.tooltip = vscode.l10n.t(
        'These devices registered and are in no provisioning profile yet. Register them with Apple and re-sign the package.',
      );
      return item;
    }
    case 'device': {
      const { udid, name, model, testerEmail } = node.device;
      const item = plainItem(`device ${keyOf(node)} ${udid}`, name ?? model ?? udid, 'device-mobile', None, { kind: 'device' });
      item.description = [testerEmail, udid].filter(Boolean).join(' · ');
      item.tooltip = udid;
      return item;
    }
    case 'feedbackList': {
      const item = plainItem(`feedback ${keyOf(node)}`, vscode.l10n.t('Feedback'), 'comment', Collapsed, { kind: 'feedbackList' });
      item.description = String(node.feedback.length);
      return item;
    }
    case 'feedback': {
      const { id, text, release, author, testerEmail, at } = node.said;
      const [line = ''] = text.split('\n', 1);
      const item = plainItem(
        `feedback ${keyOf(node)} ${id}`,
        line === '' ? vscode.l10n.t('Screenshot') : line.slice(0, 100),
        'comment',
        None,
        {
          kind: 'feedback',
        },
      );
      item.description = [`#${release}`, testerEmail ?? author, relativeTime(new Date(at), now)].filter(Boolean).join(' · ');
      item.tooltip = text.slice(0, 2000);
      item.command = { command: 'mobileDistribution.showFeedback', title: vscode.l10n.t('Show Feedback'), arguments: [node] };
      return item;
    }
    case 'groups':
      return plainItem(`groups ${keyOf(node)}`, vscode.l10n.t('Groups'), 'organization', Collapsed, { kind: 'groups' });
    case 'group': {
      const item = plainItem(`group ${keyOf(node)} ${node.group.id}`, node.group.name, 'organization', Collapsed, { kind: 'group' });
      if (node.group.isPublic) item.description = vscode.l10n.t('public');
      return item;
    }
    case 'tester':
      return plainItem(`tester ${keyOf(node)} ${node.group.id} ${node.email}`, node.email, 'account', None, { kind: 'tester' });
    case 'release':
      return releaseItem(node, now);
    case 'destination':
      return destinationItem(node);
    case 'older':
      return plainItem(`older ${keyOf(node)} ${node.before}`, vscode.l10n.t('Older releases'), 'history', Collapsed, { kind: 'older' });
    case 'note': {
      const item = new vscode.TreeItem(node.text, None);
      item.iconPath = new vscode.ThemeIcon(node.isProblem ? 'warning' : 'info');
      item.tooltip = node.text;
      item.contextValue = contextValue({ kind: 'note' });
      return item;
    }
  }
}

function serverItem({ server: { kind, url } }: ServerNode): vscode.TreeItem {
  const item = plainItem(`server ${url}`, hostOf(url), 'server-environment', Expanded, { kind: 'server', place: kind });
  item.description = kind === 'local' ? vscode.l10n.t('this computer') : '';
  item.tooltip = url;
  return item;
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

function appItem(node: ServerAppNode): vscode.TreeItem {
  const { serverApp } = node;
  const item = plainItem(`app ${keyOf(node)}`, serverApp.displayName, 'window', Collapsed, { kind: 'serverApp' });
  item.description = serverApp.os;
  item.tooltip = `${serverApp.owner}/${serverApp.name}`;
  return item;
}

function releaseItem(node: ReleaseNode, now: Date): vscode.TreeItem {
  const { release } = node;
  const { id, shortVersion, version, isEnabled, destinations } = release;
  const isMandatory = destinations.some((each) => each.isMandatory);
  const item = new vscode.TreeItem(`${shortVersion} (${version})`, destinations.length === 0 ? None : Collapsed);
  item.id = `release ${keyOf(node)} ${id} ${destinations.length === 0 ? 'nowhere' : 'given'}`;
  item.contextValue = contextValue({ kind: 'release', enabled: isEnabled ? 'yes' : 'no' });
  item.iconPath = !isEnabled
    ? new vscode.ThemeIcon('circle-slash')
    : isMandatory
      ? new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('charts.red'))
      : new vscode.ThemeIcon('package');
  item.description = [
    `#${id}`,
    !isEnabled && vscode.l10n.t('disabled'),
    isMandatory && vscode.l10n.t('mandatory'),
    relativeTime(new Date(release.uploadedAt), now),
  ]
    .filter(Boolean)
    .join(' · ');
  const lines = [
    `**${escapeMarkdown(release.fileName)}** · ${formatByteSize(release.sizeBytes)}`,
    escapeMarkdown(destinations.map(({ name }) => name).join(', ')) || vscode.l10n.t('No destination yet'),
    escapeMarkdown(release.notes.slice(0, 500)),
    `SHA-256 \`${release.sha256}\``,
  ];
  item.tooltip = new vscode.MarkdownString(lines.filter((line) => line !== '').join('\n\n'));
  return item;
}

function destinationItem(node: DestinationNode): vscode.TreeItem {
  const { kind, id, name, isMandatory, storeState } = node.destination;
  const icon = kind === 'group' ? 'organization' : kind === 'store' ? 'globe' : 'account';
  const item = plainItem(`destination ${keyOf(node)} ${node.release.id} ${id}`, name, icon, None, { kind: 'destination' });
  if (isMandatory) item.description = vscode.l10n.t('mandatory');
  if (typeof storeState === 'string') item.description = storeState;
  return item;
}

function keyOf({ server, serverApp }: Pick<ServerAppNode, 'server' | 'serverApp'>): string {
  return `${server.url} ${serverApp.owner}/${serverApp.name}`;
}

function plainItem(
  id: string,
  label: string,
  icon: string,
  state: vscode.TreeItemCollapsibleState,
  context: Readonly<Record<string, string>>,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue(context);
  return item;
}
