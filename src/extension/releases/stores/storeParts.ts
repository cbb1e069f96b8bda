/** What the commands about stores work with, and the questions they share. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { storeTitles, type StoreAccount, type StoreName } from '../../../core/stores/storeAccount.ts';
import { type NodeWorld } from '../../../node/nodeWorld.ts';
import { type AppAsker } from '../../app/commands/askForApp.ts';
import { type ErrorPresenter } from '../../shared/errors/errorPresenter.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { activeFile } from '../../shared/workspace/activeFile.ts';
import { isPackageUri } from '../../package/files/packageSubjects.ts';
import { packageToRelease, type PackageSources } from '../release/packageToRelease.ts';
import { type ReleaseServers } from '../servers/releaseServers.ts';
import { type StoreAccounts, type StoreAccountsParts } from '../../shared/stores/storeAccounts.ts';

interface StoreWorld extends PackageSources {
  readonly loadWorld: () => Promise<NodeWorld>;
  /** Where a store refuses, the same can be tried again. */
  readonly errors: ErrorPresenter;
}

export interface StoreParts extends StoreWorld {
  readonly accounts: StoreAccounts;
  readonly memory: vscode.Memento;
}

/** What came of it, for a notification, and where to look at it. */
export interface Published {
  readonly text: string;
  readonly url: string | null;
}

/** What the accounts and the rest are made of, when a command is called. */
export interface StoreSources extends StoreWorld, StoreAccountsParts {
  readonly servers: ReleaseServers;
  readonly asker: AppAsker;
  /** What new files get, to be opened again. */
  readonly passwords: PasswordStore;
}

/** The only one is taken without a question. Without any, one is connected first. */
export async function askAccount({ accounts }: StoreParts, stores?: readonly StoreName[]): Promise<StoreAccount> {
  const fits = (): readonly StoreAccount[] => accounts.list().filter((each) => stores === undefined || stores.includes(each.store));
  if (fits().length === 0) await vscode.commands.executeCommand('mobileDistribution.connectStore' satisfies CommandId, stores);
  const [only, ...others] = fits();
  if (!only) throw Failure.of('cancelled', {});
  if (others.length === 0) return only;
  const items = fits().map((account) => ({ label: account.name, description: storeTitles[account.store], account }));
  // Questions follow, which a click elsewhere does not end either.
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which store account?'), ignoreFocusOut: true });
  if (!chosen) throw Failure.of('cancelled', {});
  return chosen.account;
}

/** Of the package or the settings that are open; empty when that is not known. */
export async function proposedIdentifier(parts: StoreParts): Promise<string> {
  const open = activeFile();
  if (open && isPackageUri(open)) return (await packageToRelease(parts, open)).candidate.appIdentifier ?? '';
  const text = vscode.window.activeTextEditor?.document.getText().slice(0, 100_000) ?? '';
  return /"appIdentifier"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1] ?? '';
}

/** With a notification that can be cancelled. */
export async function withStoreProgress<Result>(
  title: string,
  work: (signal: AbortSignal, report: (percent: number, message?: string) => void) => Promise<Result>,
): Promise<Result> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return await vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    let before = 0;
    try {
      return await work(abort.signal, (percent, message) => {
        progress.report({ increment: Math.max(0, percent - before), ...(message !== undefined && { message }) });
        before = Math.max(before, percent);
      });
    } finally {
      listening.dispose();
    }
  });
}
