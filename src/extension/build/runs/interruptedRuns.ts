/**
 * The process that creates a package ends with its window, since only the window can give it passwords. What was being created is kept with the
 * workspace, so that the next window can say what the reload stopped, and create it again.
 */

import type * as vscode from 'vscode';
import { present } from '../../../core/base/present.ts';
import { type RunRequest } from './packageRun.ts';
import { type PackageRuns } from './packageRuns.ts';

const key = 'runningPackages';

export type InterruptedRun = Pick<RunRequest, 'appFolder' | 'appName' | 'platform' | 'buildType' | 'variant' | 'overrides' | 'isClean'>;

export class InterruptedRuns {
  readonly #memento: vscode.Memento;
  readonly #runs: PackageRuns;
  #kept = '[]';

  constructor(memento: vscode.Memento, runs: PackageRuns) {
    this.#memento = memento;
    this.#runs = runs;
  }

  /** `tell` gets what the window before this one left, if anything. */
  start(tell: (interrupted: readonly InterruptedRun[]) => void): vscode.Disposable {
    const before = this.#memento.get<readonly InterruptedRun[]>(key) ?? [];
    if (before.length > 0) {
      void this.#memento.update(key, undefined);
      tell(before);
    }
    return this.#runs.onDidChange(() => this.#keep());
  }

  #keep(): void {
    // What ends now ends with the window.
    if (this.#runs.isStopping) return;
    const active = this.#runs.active().map(({ request: { appFolder, appName, platform, buildType, variant, overrides, isClean } }) => ({
      appFolder,
      appName,
      platform,
      ...present('buildType', buildType),
      ...present('variant', variant),
      ...present('overrides', overrides),
      ...present('isClean', isClean),
    })) satisfies readonly InterruptedRun[];
    // Progress fires often, and changes nothing of it.
    const text = JSON.stringify(active);
    if (text === this.#kept) return;
    this.#kept = text;
    void this.#memento.update(key, active.length === 0 ? undefined : active);
  }
}
