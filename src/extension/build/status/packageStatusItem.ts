/**
 * The one item in the status bar: percent and step while a package is made, a count while several are, the result for a while afterwards; a
 * click opens the log. While nothing runs it names the target of Create Package…, and a click chooses another. Without an app that is set up
 * there is none.
 */

import * as vscode from 'vscode';
import { platformNames } from '../../../core/settings/platform.ts';
import { nameOf } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { buildTypeOf, type ChosenTarget, type PackageTarget } from '../targets/chosenTarget.ts';
import { isActive, type PackageRun } from '../runs/packageRun.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { progressOfAll, progressText } from '../runs/runText.ts';

const resultShownMs = 12_000;

export class PackageStatusItem implements vscode.Disposable {
  readonly #runs: PackageRuns;
  readonly #target: ChosenTarget;
  readonly #index: AppIndex;
  readonly #item = vscode.window.createStatusBarItem('mobileDistribution.status', vscode.StatusBarAlignment.Left, 10);
  readonly #disposables: vscode.Disposable[] = [this.#item];
  #timer: NodeJS.Timeout | undefined;
  #lastEnded: PackageRun | undefined;
  /** What is shown while nothing runs. */
  #current: PackageTarget | undefined;

  constructor(runs: PackageRuns, target: ChosenTarget, index: AppIndex) {
    this.#runs = runs;
    this.#target = target;
    this.#index = index;
  }

  start(): void {
    this.#item.name = 'Mobile Distribution';
    this.#disposables.push(
      this.#runs.onDidChange((run) => this.#changed(run)),
      this.#target.onDidChange(() => void this.#look()),
      this.#index.onDidChange(() => void this.#look()),
    );
    void this.#look();
  }

  async #look(): Promise<void> {
    this.#current = await this.#target.current();
    this.#show();
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
    this.#item.command = 'mobileDistribution.showPackageLog' satisfies CommandId;
    const active = this.#runs.active();
    const [only] = active;
    if (active.length === 1 && only) {
      this.#item.text = `$(sync~spin) ${platformNames[only.request.platform]} ${progressText(only)}`;
      this.#item.tooltip = tooltip(active);
    } else if (active.length > 1) {
      this.#item.text = `$(sync~spin) ${progressOfAll(active)}`;
      this.#item.tooltip = tooltip(active);
    } else if (this.#lastEnded) {
      this.#item.text = resultText(this.#lastEnded);
      this.#item.tooltip = tooltip([this.#lastEnded]);
    } else if (this.#current) {
      this.#item.command = 'mobileDistribution.selectTarget' satisfies CommandId;
      this.#item.text = `$(package) ${targetText(this.#current)}`;
      this.#item.tooltip = vscode.l10n.t(
        'Target of Create Package…: {0}\nSelect to choose another app, platform or build type',
        targetText(this.#current),
      );
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

function targetText(target: PackageTarget): string {
  return `${nameOf(target.app)} · ${platformNames[target.platform]} · ${buildTypeOf(target)}`;
}

function resultText(run: PackageRun): string {
  const icon = run.state.kind === 'made' ? 'check' : run.state.kind === 'failed' ? 'error' : 'circle-slash';
  return `$(${icon}) ${platformNames[run.request.platform]} ${progressText(run)}`;
}

function tooltip(runs: readonly PackageRun[]): string {
  const lines = runs.map((run) => `${run.request.appName} · ${platformNames[run.request.platform]}: ${progressText(run)}`);
  return [...lines, vscode.l10n.t('Select to open the log')].join('\n');
}
