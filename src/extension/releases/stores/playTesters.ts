/** The testers of a closed track of Google Play: its Google Groups, and the link by which people join. */

import * as vscode from 'vscode';
import { changeTesters, optInAddress, type TestersChange } from '../../../core/stores/google-play/playChanges.ts';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { withStoreProgress, type StoreParts } from './storeParts.ts';

/** Until someone leaves. */
export async function showTesters(
  parts: Pick<StoreParts, 'accounts' | 'loadWorld'>,
  account: StoreAccount,
  appIdentifier: string,
  track: string,
): Promise<void> {
  const source = await parts.accounts.source(account);
  const world = await parts.loadWorld();
  const change = async (title: string, groups: Partial<TestersChange>): Promise<readonly string[]> =>
    await withStoreProgress(title, async (signal) => {
      const app = playAppOf(source, appIdentifier, signal);
      return (await changeTesters(world, app, { track, add: [], remove: [], ...groups })).result;
    });
  let groups = await change(vscode.l10n.t('Reading the testers of {0}', track), {});
  for (;;) {
    const add = { label: vscode.l10n.t('Add Google Group…'), iconPath: new vscode.ThemeIcon('add') };
    const copy = { label: vscode.l10n.t('Copy Link to Join'), iconPath: new vscode.ThemeIcon('link') };
    const rows = groups.map((group) => ({
      label: group,
      description: vscode.l10n.t('select to remove'),
      iconPath: new vscode.ThemeIcon('organization'),
      group,
    }));
    const chosen = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly group?: string }>([...rows, add, copy], {
      title: vscode.l10n.t('Testers of {0}', track),
      placeHolder: vscode.l10n.t('Google Play takes Google Groups here; add single addresses in the Play Console'),
      ignoreFocusOut: true,
    });
    if (!chosen) return;
    if (chosen === copy) {
      await vscode.env.clipboard.writeText(optInAddress(appIdentifier));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the link to join the test'), 5000);
      return;
    }
    const added = chosen === add ? await askGroup() : undefined;
    const { group } = chosen;
    if (group !== undefined && (await mayRemove(group, track)))
      groups = await change(vscode.l10n.t('Removing {0}', group), { remove: [group] });
    if (added !== undefined) groups = await change(vscode.l10n.t('Adding {0}', added), { add: [added] });
  }
}

/** Its members lose the app at once, and a click is made quickly. */
async function mayRemove(group: string, track: string): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const detail = vscode.l10n.t('Its members get no more updates of this track.');
  const question = vscode.l10n.t('Remove {0} from the testers of {1}?', group, track);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}

async function askGroup(): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Google Group'),
    prompt: vscode.l10n.t('Address of the Google Group'),
    placeHolder: 'testers@googlegroups.com',
    validateInput: (text) =>
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? undefined : vscode.l10n.t('Enter the address of a Google Group'),
    ignoreFocusOut: true,
  });
  return given?.trim();
}
