/** A run in a few words, the same in tree, status bar, notification and terminal. */

import * as vscode from 'vscode';
import { longestTime, remainingTime } from '../../../core/base/remainingTime.ts';
import { type ProgressStep } from '../../../core/base/progress.ts';
import { type PackageRun } from './packageRun.ts';

export function stepName(step: ProgressStep): string {
  switch (step) {
    case 'checking':
      return vscode.l10n.t('checking');
    case 'building':
      return vscode.l10n.t('building');
    case 'reading the web app':
      return vscode.l10n.t('reading the web app');
    case 'making icons':
      return vscode.l10n.t('making icons');
    case 'packing web files':
      return vscode.l10n.t('packing web files');
    case 'packed':
      return vscode.l10n.t('packed');
    case 'signing':
      return vscode.l10n.t('signing');
    case 'verifying':
      return vscode.l10n.t('verifying');
    case 'recording':
      return vscode.l10n.t('recording');
    case 'uploading':
      return vscode.l10n.t('uploading');
    case 'copying packages':
      return vscode.l10n.t('copying packages');
    case 'registering devices':
      return vscode.l10n.t('registering devices');
    case 'renewing the profile':
      return vscode.l10n.t('renewing the profile');
    case 'downloading the profile':
      return vscode.l10n.t('downloading the profile');
    case 'done':
      return vscode.l10n.t('done');
  }
}

/** `about 3 min left`; nothing where it is not known. */
function remainingText(remainingMs: number | undefined): readonly string[] {
  const left = remainingMs === undefined ? undefined : remainingTime(remainingMs);
  if (!left) return [];
  return [left.unit === 'minutes' ? vscode.l10n.t('about {0} min left', left.count) : vscode.l10n.t('about {0} s left', left.count)];
}

/** `62 % · signing`, and how long the rest will take. */
export function progressText(run: PackageRun): string {
  switch (run.state.kind) {
    case 'waiting':
      return vscode.l10n.t('waiting');
    case 'running':
      return [`${percent(run)} %`, stepName(run.state.progress.step), ...remainingText(run.state.progress.remainingMs)].join(' · ');
    case 'cancelling':
      return vscode.l10n.t('cancelling');
    case 'made':
      return vscode.l10n.t('created');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'cancelled':
      return vscode.l10n.t('cancelled');
  }
}

/** `~3 min · 62 % · signing`: a narrow side bar cuts off what comes last, and people look for the time. */
export function progressInRow(run: PackageRun): string {
  const { state } = run;
  const left = state.kind === 'running' && state.progress.remainingMs !== undefined ? remainingTime(state.progress.remainingMs) : undefined;
  if (state.kind !== 'running' || !left) return progressText(run);
  const time = left.unit === 'minutes' ? vscode.l10n.t('~{0} min', left.count) : vscode.l10n.t('~{0} s', left.count);
  return [time, `${percent(run)} %`, stepName(state.progress.step)].join(' · ');
}

/** `2 packages 40 %`, and how long the one that takes longest will take. */
export function progressOfAll(runs: readonly PackageRun[]): string {
  const mean = Math.floor(runs.reduce((sum, run) => sum + percent(run), 0) / runs.length);
  const times = runs.map(({ state }) => (state.kind === 'running' ? state.progress.remainingMs : undefined));
  return [`${vscode.l10n.t('{0} packages', runs.length)} ${mean} %`, ...remainingText(longestTime(times))].join(' · ');
}

export function percent(run: PackageRun): number {
  if (run.state.kind === 'waiting') return 0;
  return run.state.kind === 'running' || run.state.kind === 'cancelling' ? Math.floor(run.state.progress.fraction * 100) : 100;
}
