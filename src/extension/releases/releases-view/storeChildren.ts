/** What an account at a store has below it in the view Releases. Each node asks the store when it is opened, and a refusal is said in its own row. */

import * as vscode from 'vscode';
import { type Platform } from '../../../core/settings/platform.ts';
import { listFeedback, type BetaFeedback } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { findConnectApp, withConnect } from '../../../core/stores/app-store-connect/connectAccess.ts';
import { type StoreAccount, type StoreName } from '../../../core/stores/storeAccount.ts';
import { connectAccountOf } from '../../../core/workflow/stores/openStore.ts';
import { onPlatform, platformsOf, type AppEntry } from '../../app/appEntry.ts';
import { describeError } from '../../shared/errors/errorText.ts';
import { type StoreParts } from '../stores/storeParts.ts';
import { readStoreRows } from '../stores/storeRows.ts';
import { type StoreAccountNode, type StoreAppNode, type StoreNode } from './releasesNode.ts';

export interface StoreTreeParts extends Pick<StoreParts, 'accounts' | 'loadWorld'> {
  /** Of the workspace. */
  readonly apps: () => Promise<readonly AppEntry[]>;
  /** Which apps a workspace has is not told to stores before it is trusted. */
  readonly isTrusted: () => boolean;
}

const platformsAt: Readonly<Record<StoreName, readonly Platform[]>> = {
  'google-play': ['android'],
  appgallery: ['android'],
  'app-store-connect': ['ios'],
  intune: ['android', 'ios'],
  firebase: [],
};
/** A store is given up after so long. */
const patienceMs = 30_000;
const mostFeedback = 100;

export async function storeChildrenOf(parts: StoreTreeParts, node: StoreNode): Promise<StoreNode[]> {
  switch (node.kind) {
    case 'storeAccount':
      return await appsOf(parts, node);
    case 'storeApp':
      return await rowsOf(parts, node);
    case 'betaFeedbackList':
      return node.feedback.map((said) => ({ ...node, kind: 'betaFeedback', said }));
    case 'storeRelease':
    case 'betaFeedback':
    case 'storeNote':
      return [];
  }
}

/** The apps of the workspace that the store can have. A key of Firebase is for one app. */
async function appsOf({ apps, isTrusted }: StoreTreeParts, { account }: StoreAccountNode): Promise<StoreNode[]> {
  const note = (text: string): StoreNode[] => [{ kind: 'storeNote', account, text, isProblem: false }];
  if (account.appId !== undefined) return [{ kind: 'storeApp', account, appIdentifier: account.appId }];
  if (!isTrusted()) return note(vscode.l10n.t('Trust the workspace to see its apps here.'));
  const identifiers = (await apps()).flatMap((entry) =>
    platformsOf(entry)
      .filter((platform) => platformsAt[account.store].includes(platform))
      .flatMap((platform) => onPlatform(entry, platform).effective.appIdentifier?.value ?? []),
  );
  if (identifiers.length === 0) return note(vscode.l10n.t('No app of this workspace has an identifier for this store.'));
  return [...new Set(identifiers)].toSorted().map((appIdentifier) => ({ kind: 'storeApp', account, appIdentifier }));
}

async function rowsOf(parts: StoreTreeParts, node: StoreAppNode): Promise<StoreNode[]> {
  const { account, appIdentifier } = node;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const rows = await readStoreRows(parts, account, appIdentifier, signal);
    const feedback = account.store === 'app-store-connect' ? await feedbackOf(parts, account, appIdentifier, signal) : [];
    if (rows.length === 0 && feedback.length === 0)
      return [{ kind: 'storeNote', account, text: vscode.l10n.t('Nothing of {0} is at the store.', appIdentifier), isProblem: false }];
    return [
      ...(feedback.length > 0 ? [{ ...node, kind: 'betaFeedbackList', feedback } as const] : []),
      ...rows.map((row): StoreNode => ({ ...node, kind: 'storeRelease', row })),
    ];
  } catch (error) {
    const text = signal.aborted ? vscode.l10n.t('The store did not answer in time.') : describeError(error);
    return [{ kind: 'storeNote', account, text, isProblem: true }];
  }
}

/** The newest first. */
async function feedbackOf(
  { accounts, loadWorld }: StoreTreeParts,
  account: StoreAccount,
  appIdentifier: string,
  signal: AbortSignal,
): Promise<readonly BetaFeedback[]> {
  const source = await accounts.source(account);
  return await withConnect(await loadWorld(), connectAccountOf(source, signal), appIdentifier, async (api) => {
    const app = await findConnectApp(api, appIdentifier);
    return (await listFeedback(api, app.id)).slice(0, mostFeedback);
  });
}
