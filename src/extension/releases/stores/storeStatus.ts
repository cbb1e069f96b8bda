/** Show Store Status…: what of an app is live, and halting, resuming, completing or promoting it from there. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { storeTitles } from '../../../core/stores/storeAccount.ts';
import { packageToRelease } from '../release/packageToRelease.ts';
import { changeStoreRow } from './storeChanges.ts';
import { storeRowIcons } from './storeRowState.ts';
import { readStoreRows, type StoreRow } from './storeRows.ts';
import { askAccount, proposedIdentifier, withStoreProgress, type StoreParts } from './storeParts.ts';

interface StatusItem extends vscode.QuickPickItem {
  readonly row: StoreRow;
}

export async function showStoreStatus(parts: StoreParts, argument: unknown): Promise<void> {
  const account = await askAccount(parts);
  // A key of Firebase is for one app.
  const appIdentifier = account.appId ?? (await askIdentifier(parts, argument));
  const title = vscode.l10n.t('Reading the status from {0}', storeTitles[account.store]);
  const rows = await withStoreProgress(title, async (signal) => readStoreRows(parts, account, appIdentifier, signal));
  const items = rows.map((row): StatusItem => {
    const [icon, color] = storeRowIcons[row.state];
    const iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
    return { label: row.label, description: row.description, iconPath, row };
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing of {0} is at the store.', appIdentifier));
    return;
  }
  // What some stores have is changed in their consoles.
  const question = items.some(({ row }) => row.subject && row.subject.kind !== 'console')
    ? vscode.l10n.t('{0} at the store. Choose a release to change it.', appIdentifier)
    : vscode.l10n.t('{0} at {1}', appIdentifier, storeTitles[account.store]);
  const chosen = await vscode.window.showQuickPick(items, { title: question, matchOnDescription: true, ignoreFocusOut: true });
  if (chosen) await changeStoreRow(parts, account, appIdentifier, chosen.row);
}

/** Of the package that the command is called for; typed otherwise. */
async function askIdentifier(parts: StoreParts, argument: unknown): Promise<string> {
  const value = argument === undefined ? undefined : (await packageToRelease(parts, argument)).candidate.appIdentifier;
  if (value !== undefined) return value;
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Store Status'),
    prompt: vscode.l10n.t('App identifier at the store'),
    placeHolder: 'com.example.app',
    value: await proposedIdentifier(parts),
    ignoreFocusOut: true,
  });
  if (given === undefined || given.trim() === '') throw Failure.of('cancelled', {});
  return given.trim();
}
