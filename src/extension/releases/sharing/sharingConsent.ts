/** Asks once in each window, with what it means, whether packages may be shared at all. */

import * as vscode from 'vscode';
import { readSetting } from '../../shared/settings.ts';

export class SharingConsent {
  #answer: boolean | undefined;

  /** Whether that was asked and answered already. */
  get isDecided(): boolean {
    return this.#answer !== undefined;
  }

  /** Whether the person agreed; asked the first time only. */
  async ask(): Promise<boolean> {
    this.#answer ??= await question();
    return this.#answer;
  }

  /** The person asked for sharing on their own. */
  give(): void {
    this.#answer = true;
  }
}

async function question(): Promise<boolean> {
  const share = vscode.l10n.t('Share');
  const isRemote = vscode.env.remoteName !== undefined && readSetting('sharing.address') === '';
  const detail = [
    isRemote
      ? vscode.l10n.t('To show a QR code, this window starts a small server that phones can reach through VS Code’s port forwarding.')
      : vscode.l10n.t('To show a QR code, this window starts a small server that phones on the same network can reach.'),
    vscode.l10n.t(
      'Anyone with the link can download this package, and nothing else, for {0} hours.',
      readSetting('sharing.linkLifetimeHours'),
    ),
    ...(isRemote ? [] : [vscode.l10n.t('The connection is not encrypted; share only on networks that you trust.')]),
    vscode.l10n.t('Sharing stops when you close the window or run “Stop Sharing on Local Network”.'),
  ].join('\n\n');
  const options = { modal: true, detail };
  const text = isRemote ? vscode.l10n.t('Share through port forwarding?') : vscode.l10n.t('Share on the local network?');
  return (await vscode.window.showInformationMessage(text, options, share)) === share;
}
