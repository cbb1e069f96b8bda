/** What the rows of stores in the view Releases can do. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { readCrashLog } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { isStoreNode } from '../releases-view/releasesNode.ts';
import { changeStoreRow } from './storeChanges.ts';
import { showStoreStatus } from './storeStatus.ts';
import { withStoreProgress, type StoreParts } from './storeParts.ts';

/** Without a row, the store, the app and the release are asked for. */
export async function changeStoreRelease(parts: StoreParts, argument: unknown): Promise<void> {
  if (isStoreNode(argument) && argument.kind === 'storeRelease')
    await changeStoreRow(parts, argument.account, argument.appIdentifier, argument.row);
  else await showStoreStatus(parts, undefined);
}

/** The whole text, with the crash log or the screenshots, whose addresses end after a while. */
export async function showBetaFeedback(parts: StoreParts, argument: unknown): Promise<void> {
  if (!isStoreNode(argument) || argument.kind !== 'betaFeedback') throw Failure.of('cancelled', {});
  const { account, appIdentifier, said } = argument;
  const { kind, comment, email, deviceModel, osVersion, screenshots, id } = said;
  const log = vscode.l10n.t('Show Crash Log');
  const pictures = new Map(screenshots.slice(0, 5).map((url, index) => [vscode.l10n.t('Screenshot {0}', index + 1), url]));
  const detail = [appIdentifier, email, deviceModel, osVersion].filter((each) => each !== null).join(' · ');
  const untitled = kind === 'crash' ? vscode.l10n.t('Crash without a comment') : vscode.l10n.t('Screenshot without a comment');
  const buttons = [...(kind === 'crash' ? [log] : []), ...pictures.keys()];
  const text = comment === null || comment === '' ? untitled : comment.slice(0, 2000);
  const chosen = await vscode.window.showInformationMessage(text, { modal: true, detail }, ...buttons);
  const picture = pictures.get(chosen ?? '');
  if (picture !== undefined) await openWebPage(picture);
  if (chosen !== log) return;
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const content = await withStoreProgress(vscode.l10n.t('Reading the crash log'), async (signal) =>
    withConnect(world, connectAccountOf(source, signal), appIdentifier, async (api) => await readCrashLog(api, id)),
  );
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'log' }));
}
