/** Tells `when` clauses and the walkthrough what the workspace holds, whether or not the view is open. */

import type * as vscode from 'vscode';
import { setContext } from '../shared/contextKeys.ts';
import { type AppIndex } from './appIndex.ts';

export class AppContexts implements vscode.Disposable {
  readonly #index: AppIndex;
  #listening: vscode.Disposable | undefined;

  constructor(index: AppIndex) {
    this.#index = index;
  }

  start(): void {
    this.#listening = this.#index.onDidChange(() => void this.#tell());
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const apps = await this.#index.apps();
    const isReady = apps.some(({ opened }) => opened.hasSettings);
    await setContext('mobileDistribution.appState', isReady ? 'ready' : apps.length > 0 ? 'notSetUp' : 'none');
    await setContext(
      'mobileDistribution.packageMade',
      apps.some(({ opened }) => opened.ledger.records.length > 0),
    );
  }

  dispose(): void {
    this.#listening?.dispose();
  }
}
