/**
 * The one item in the status bar: percent and step while a package is made, a count while several are, the result for a
 * while afterwards, and nothing at all when there is nothing to say. A click opens the log.
 */

import * as vscode from 'vscode';
import { platformNames } from '../../../core/settings/platform.ts';
import { isActive, type PackageRun } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { percent, progressText } from '../runs/runText.ts';

const resultShownMs = 12_000;

export class PackageStatusItem implements vscode.Disposable {
  readonly #runs: PackageRuns;
  readonly #item = vscode.window.createStatusBarItem('mobileDistribution.status', vscode.StatusBarAlignment.Left, 10);
  readonly #disposables: vscode.Disposable[] = [this.#item];
  #timer: NodeJS.Timeout | undefined;
  #lastEnded: PackageRun | undefined;

  constructor(runs: PackageRuns) {
    this.#runs = runs;
  }

  start(): void {
    this.#item.name = 'Mobile Distribution';
    this.#item.command = 'mobileDistribution.showPackageLog';
    this.#disposables.push(this.#runs.onDidChange((run) => this.#changed(run)));
  }

  #changed(run: PackageRun): void {
    if (!isActive(run)) {
      this.#lastEnded = run;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#lastEnded = undefined;
        this.#show();
      }, resultShownMs);
    }
    this.#show();
  }

  #show(): void {
    const active = this.#runs.active();
    const [only] = active;
    if (active.length === 1 && only) {
      this.#item.text = `$(sync~spin) ${platformNames[only.request.platform]} ${progressText(only)}`;
      this.#item.tooltip = tooltip(active);
    } else if (active.length > 1) {
      const mean = Math.floor(active.reduce((sum, run) => sum + percent(run), 0) / active.length);
      this.#item.text = `$(sync~spin) ${vscode.l10n.t('{0} packages', active.length)} ${mean} %`;
      this.#item.tooltip = tooltip(active);
    } else if (this.#lastEnded) {
      this.#item.text = resultText(this.#lastEnded);
      this.#item.tooltip = tooltip([this.#lastEnded]);
    } else {
      this.#item.hide();
      return;
    }
    this.#item.accessibilityInformation = { label: this.#item.text.replace(/\$\([^)]*\)\s*/g, ''), role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}

function resultText(run: PackageRun): string {
  const icon = run.state.kind === 'made' ? 'check' : run.state.kind === 'failed' ? 'error' : 'circle-slash';
  return `$(${icon}) ${platformNames[run.request.platform]} ${progressText(run)}`;
}

function tooltip(runs: readonly PackageRun[]): string {
  const lines = runs.map((run) => `${run.request.appName} · ${platformNames[run.request.platform]}: ${progressText(run)}`);
  return [...lines, vscode.l10n.t('Select to open the log')].join('\n');
}
