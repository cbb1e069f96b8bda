/** What is looked at before a package is published, as the question before the upload shows it. */

import * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { type PreflightCheck, type PreflightRow } from '../../../core/workflow/publish/preflight/preflightRows.ts';
import { describeError, describeIssue } from '../../shared/errors/errorText.ts';

const marks: Readonly<Record<PreflightRow['state'], string>> = { passed: '✓', warning: '⚠', refused: '✗', unknown: '?' };

/** One line for what passed, and one for each thing that did not, the worst first. */
export function preflightLines(rows: readonly PreflightRow[]): readonly string[] {
  const texts = checkTexts();
  const of = (state: PreflightRow['state']): readonly PreflightRow[] => rows.filter((row) => row.state === state);
  const reasons = ({ reasons: all }: PreflightRow): string =>
    all.map((each) => (each instanceof Failure ? describeError(each) : describeIssue(each))).join(' ');
  const named = (found: readonly PreflightRow[]): string => found.map(({ check }) => texts[check]).join(', ');
  const plain = of('passed').filter((row) => row.reasons.length === 0);
  return [
    ...[...of('refused'), ...of('warning'), ...of('passed').filter((row) => row.reasons.length > 0)].map(
      (row) => `${marks[row.state]} ${texts[row.check]}: ${reasons(row)}`,
    ),
    ...(of('unknown').length > 0 ? [`${marks.unknown} ${vscode.l10n.t('Not known: {0}', named(of('unknown')))}`] : []),
    ...(plain.length > 0 ? [`${marks.passed} ${named(plain)}`] : []),
  ];
}

export function isStopped(rows: readonly PreflightRow[]): boolean {
  return rows.some(({ state }) => state === 'refused');
}

function checkTexts(): Readonly<Record<PreflightCheck, string>> {
  return {
    account: vscode.l10n.t('Account'),
    store: vscode.l10n.t('App at the store'),
    package: vscode.l10n.t('Package'),
    format: vscode.l10n.t('File format'),
    signature: vscode.l10n.t('Signature'),
    'upload-certificate': vscode.l10n.t('Upload certificate'),
    profile: vscode.l10n.t('Provisioning profile'),
    'version-code': vscode.l10n.t('Version code'),
    'target-sdk': vscode.l10n.t('Target SDK'),
    sdk: vscode.l10n.t('SDK and minimum iOS'),
    code: vscode.l10n.t('64-bit code'),
    'page-size': vscode.l10n.t('16 KB pages'),
    debuggable: vscode.l10n.t('Not debuggable'),
    icon: vscode.l10n.t('Icon'),
    'privacy-manifest': vscode.l10n.t('Privacy manifest'),
    'export-compliance': vscode.l10n.t('Export compliance'),
    size: vscode.l10n.t('Size'),
    track: vscode.l10n.t('Track'),
    groups: vscode.l10n.t('Groups of testers'),
    'test-information': vscode.l10n.t('Test information'),
    notes: vscode.l10n.t('Release notes'),
  };
}
