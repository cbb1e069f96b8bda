/** Turns what is at stores into rows of the view Releases. */

import * as vscode from 'vscode';
import { storeTitles } from '../../../core/stores/storeAccount.ts';
import { contextValue } from '../../app/appsNode.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import { choicesFor } from '../stores/storeChanges.ts';
import { storeRowIcons } from '../stores/storeRowState.ts';
import { type StoreNode } from './releasesNode.ts';

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

export function renderStoreNode(node: StoreNode, now: Date): vscode.TreeItem {
  const { name, store } = node.account;
  switch (node.kind) {
    case 'storeAccount': {
      const item = row(`store ${name}`, name, ['cloud'], Collapsed, { kind: 'storeAccount' });
      item.description = storeTitles[store];
      return item;
    }
    case 'storeApp':
      return row(`storeApp ${name} ${node.appIdentifier}`, node.appIdentifier, ['window'], Collapsed, { kind: 'storeApp' });
    case 'storeRelease': {
      const { id, label, description, state, subject } = node.row;
      const can = choicesFor(subject).length > 0 ? 'change' : 'nothing';
      const item = row(`storeRelease ${name} ${node.appIdentifier} ${id}`, label, storeRowIcons[state], None, {
        kind: 'storeRelease',
        can,
      });
      item.description = description;
      item.tooltip = `${label}\n${description}`;
      return item;
    }
    case 'betaFeedbackList': {
      const item = row(`betaFeedback ${name} ${node.appIdentifier}`, vscode.l10n.t('Feedback'), ['comment'], Collapsed, {
        kind: 'betaFeedbackList',
      });
      item.description = String(node.feedback.length);
      return item;
    }
    case 'betaFeedback': {
      const { id, kind, comment, createdAt, deviceModel, email } = node.said;
      const untitled = kind === 'crash' ? vscode.l10n.t('Crash') : vscode.l10n.t('Screenshot');
      const [line = ''] = (comment ?? '').split('\n', 1);
      const icon = kind === 'crash' ? 'bug' : 'device-camera';
      const item = row(`betaFeedback ${name} ${id}`, line === '' ? untitled : line.slice(0, 100), [icon], None, { kind: 'betaFeedback' });
      const at = createdAt === null ? null : new Date(createdAt);
      item.description = [email, deviceModel, at && !Number.isNaN(at.getTime()) ? relativeTime(at, now) : null]
        .filter((each) => each !== null)
        .join(' · ');
      item.tooltip = (comment ?? untitled).slice(0, 2000);
      item.command = { command: 'mobileDistribution.showBetaFeedback', title: vscode.l10n.t('Show Feedback'), arguments: [node] };
      return item;
    }
    case 'storeNote': {
      const item = new vscode.TreeItem(node.text, None);
      item.iconPath = new vscode.ThemeIcon(node.isProblem ? 'warning' : 'info');
      item.tooltip = node.text;
      item.contextValue = contextValue({ kind: 'note' });
      return item;
    }
  }
}

function row(
  id: string,
  label: string,
  [icon, color]: readonly [icon: string, color?: string],
  state: vscode.TreeItemCollapsibleState,
  context: Readonly<Record<string, string>>,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = contextValue(context);
  return item;
}
