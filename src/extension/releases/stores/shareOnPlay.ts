/** Internal App Sharing of Google Play: a link to just this package, without a track and without a review. */

import * as vscode from 'vscode';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { sharePackageOnPlay } from '../../../core/workflow/stores/sharePackage.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { openWebPage } from '../../shared/openWebPage.ts';
import { type PackageToRelease } from '../release/packageToRelease.ts';
import { withStoreProgress, type StoreParts } from './storeParts.ts';

export async function shareOnPlay(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld' | 'errors'>,
  { path, fileName }: Pick<PackageToRelease, 'path' | 'fileName'>,
  account: StoreAccount,
): Promise<void> {
  await parts.errors.orAgain(async () => {
    const source = await parts.accounts.source(account);
    const world = await parts.loadWorld();
    const { url } = await withStoreProgress(vscode.l10n.t('Publishing {0}', fileName), async (signal, report) =>
      sharePackageOnPlay(world, {
        path,
        app: playAppOf(source, '', signal),
        report: ({ fraction }) => report(Math.floor(100 * (fraction ?? 0))),
        signal,
      }),
    );
    void tellShared(fileName, url);
  });
}

async function tellShared(fileName: string, url: string): Promise<void> {
  const text = vscode.l10n.t('{0} has a link on Google Play. People need internal app sharing turned on in the Play Store app.', fileName);
  const [copy, open] = [vscode.l10n.t('Copy Link'), vscode.l10n.t('Open Link')];
  const chosen = await vscode.window.showInformationMessage(text, copy, open);
  if (chosen === copy) await vscode.env.clipboard.writeText(url);
  if (chosen === open) await openWebPage(url);
}
