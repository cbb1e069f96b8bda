/** How a package was built, as its record says: by row, each with a label for people. */

import * as vscode from 'vscode';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';

export type BuildFact = readonly [label: string, value: string];

export function buildFacts(record: PackageRecord): readonly BuildFact[] {
  const { tools = {}, tasks = {}, skippedSteps = {}, durationMs } = record;
  const named = Object.entries(tools).map(([name, version]) => `${name} ${version}`);
  const counted = Object.entries(tasks).map(([outcome, count]) => `${count} ${outcomeText(outcome)}`);
  const skipped = Object.entries(skippedSteps).map(([step, reason]) => `${step} (${outcomeText(reason)})`);
  const all: readonly BuildFact[] = [
    [vscode.l10n.t('Engine'), `${record.engine} ${record.engineVersion}`],
    [vscode.l10n.t('Tools'), named.join(', ')],
    [vscode.l10n.t('Tasks'), counted.join(', ')],
    [vscode.l10n.t('Skipped steps'), skipped.join(', ')],
    [vscode.l10n.t('Duration'), durationMs === undefined ? '' : durationText(durationMs)],
    [vscode.l10n.t('Commit'), commitText(record)],
  ];
  return all.filter(([, value]) => value !== '');
}

/** A newer version may have more words. */
function outcomeText(outcome: string): string {
  switch (outcome) {
    case 'executed':
      return vscode.l10n.t('executed');
    case 'up-to-date':
      return vscode.l10n.t('up to date');
    case 'from-cache':
      return vscode.l10n.t('from cache');
    case 'no-source':
      return vscode.l10n.t('no source');
    case 'skipped':
      return vscode.l10n.t('skipped');
    default:
      return outcome;
  }
}

function durationText(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 1) return vscode.l10n.t('less than a second');
  return seconds < 60 ? vscode.l10n.t('{0} s', seconds) : vscode.l10n.t('{0} min {1} s', Math.floor(seconds / 60), seconds % 60);
}

/** A working tree whose state is unknown is shown as unknown, not as clean. */
function commitText({ commit, hasUncommittedChanges }: PackageRecord): string {
  if (commit === undefined) return '';
  if (hasUncommittedChanges === undefined) return vscode.l10n.t('{0}, uncommitted changes unknown', commit);
  return hasUncommittedChanges ? vscode.l10n.t('{0} with uncommitted changes', commit) : commit;
}
