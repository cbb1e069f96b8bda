/** The question before a publication: where the package goes, and everything that is known to stop it, before the first byte is sent. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { storePreflight } from '../../../core/workflow/publish/preflight/storePreflight.ts';
import { type PackageToRelease } from '../release/packageToRelease.ts';
import { isStopped, preflightLines } from './preflightSummary.ts';
import { withStoreProgress, type StoreParts } from './storeParts.ts';

export interface PublicationToConfirm {
  /** Where the package goes, and for whom. */
  readonly lines: readonly string[];
  readonly track?: string;
  readonly groups?: readonly string[];
  readonly notes: string;
  /** What few publications need: another button, and what was chosen there. */
  readonly options?: { readonly ask: () => Promise<void>; readonly lines: () => readonly string[] };
}

/** Throws `cancelled` when someone says no, and after the store's refusal was shown. */
export async function confirmPublication(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld'>,
  { path, fileName, appFolder }: Pick<PackageToRelease, 'path' | 'fileName' | 'appFolder'>,
  account: StoreAccount,
  { lines, notes, options, ...where }: PublicationToConfirm,
): Promise<void> {
  const { store, name } = account;
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const rows = await withStoreProgress(vscode.l10n.t('Checking {0} for {1}', fileName, storeTitles[store]), async (signal) =>
    storePreflight(world, { path, source, ...where, notes, appFolder, signal }),
  );
  const detailNow = (): string => {
    const given = [`${storeTitles[store]} · ${name}`, ...lines, ...(options?.lines() ?? []), notes].filter((line) => line !== '');
    return [...given, '', ...preflightLines(rows)].join('\n');
  };
  if (isStopped(rows)) {
    const refusal = vscode.l10n.t('{0} would refuse {1}. Nothing was sent.', storeTitles[store], fileName);
    await vscode.window.showErrorMessage(refusal, { modal: true, detail: detailNow() });
    throw Failure.of('cancelled', {});
  }
  const publish = vscode.l10n.t('Publish');
  const text = vscode.l10n.t('Publish {0}?', fileName);
  const more = vscode.l10n.t('Options…');
  const buttons = options ? [publish, more] : [publish];
  for (;;) {
    const chosen = await vscode.window.showInformationMessage(text, { modal: true, detail: detailNow() }, ...buttons);
    if (chosen === publish) return;
    if (chosen !== more || !options) throw Failure.of('cancelled', {});
    await options.ask();
  }
}
