/** Tells `when` clauses and the walkthrough what the workspace contains, whether or not the view is open. */

import type * as vscode from 'vscode';
import { type Platform } from '../../core/settings/platform.ts';
import { setContext } from '../shared/contextKeys.ts';
import { platformsOf } from './appEntry.ts';
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
    const ready = apps.filter(({ opened }) => opened.hasSettings);
    const isReady = ready.length > 0;
    await setContext('mobileDistribution.appState', isReady ? 'ready' : apps.length > 0 ? 'notSetUp' : 'none');
    await setContext(
      'mobileDistribution.packageMade',
      apps.some(({ opened }) => opened.ledger.records.length > 0),
    );
    const makes = (platform: Platform): boolean => ready.some((app) => platformsOf(app).includes(platform));
    await setContext('mobileDistribution.hasAndroid', makes('android'));
    await setContext('mobileDistribution.hasIos', makes('ios'));
    await setContext(
      'mobileDistribution.hasKeystore',
      ready.some(({ opened }) => opened.inspected.settings.android?.keystore !== undefined),
    );
  }

  dispose(): void {
    this.#listening?.dispose();
  }
}
