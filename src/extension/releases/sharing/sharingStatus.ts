/** Says above the tree of the view Apps that packages are shared, and where. */

import * as vscode from 'vscode';
import { type Sharing } from './sharing.ts';

export class SharingStatus implements vscode.Disposable {
  readonly #sharing: Sharing;
  readonly #describe: (text: string) => void;
  #listening: vscode.Disposable | undefined;

  constructor(sharing: Sharing, describe: (text: string) => void) {
    this.#sharing = sharing;
    this.#describe = describe;
  }

  start(): void {
    this.#listening = this.#sharing.onDidChange(() => {
      const { origin } = this.#sharing;
      this.#describe(origin === undefined ? '' : vscode.l10n.t('Packages are shared on {0}', URL.parse(origin)?.host ?? origin));
    });
  }

  dispose(): void {
    this.#listening?.dispose();
  }
}
