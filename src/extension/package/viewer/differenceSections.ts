/** What differs from the package that this one is compared with. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { isSame, type FactDifference, type PackageDifference } from '../../../core/packages/comparison/comparePackages.ts';
import { type AssetPart, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';
import { comparedFactLabel, comparedListLabel, partName, yesOrNo } from './packageNames.ts';
import { tablePart, type TableInput } from './tableSection.ts';
import { type PackageButtons, type PackageViewInput } from './packageViewInput.ts';

export function differenceSection({ comparison }: PackageViewInput, buttons: PackageButtons): readonly AssetSection[] {
  if (!comparison) return [];
  const { name, difference } = comparison;
  const stop = buttons.button(vscode.l10n.t('Stop Comparing'), { kind: 'stopComparing' });
  const text = isSame(difference)
    ? vscode.l10n.t('The files are the same as in {0}; only the archive differs.', name)
    : vscode.l10n.t('Before: {0}. After: this package.', name);
  const parts: AssetPart[] = [{ kind: 'text', tone: 'plain', text, buttons: [stop] }];
  const facts = factRows(difference);
  if (facts.length > 0)
    parts.push(
      labelledTable(vscode.l10n.t('Changed properties'), {
        columns: [{ title: vscode.l10n.t('Property') }, { title: vscode.l10n.t('Before') }, { title: vscode.l10n.t('After') }],
        rows: facts,
      }),
    );
  const lists = listRows(difference);
  if (lists.length > 0)
    parts.push(
      labelledTable(vscode.l10n.t('Added and removed'), {
        columns: [{ title: vscode.l10n.t('List') }, { title: vscode.l10n.t('Change') }, { title: vscode.l10n.t('Name'), isCode: true }],
        rows: lists,
      }),
    );
  parts.push(sizeTable(difference));
  if (difference.files.largest.length > 0) parts.push(fileTable(difference));
  return [{ id: 'difference', title: vscode.l10n.t('Compared with {0}', name), badges: [], parts }];
}

/** Several tables are in one section, so each says what it is. */
function labelledTable(label: string, table: TableInput): AssetPart {
  return tablePart(label, table, true);
}

function factRows({ facts }: PackageDifference): readonly (readonly string[])[] {
  const shown = (value: FactDifference['before']): string => (typeof value === 'boolean' ? yesOrNo(value) : String(value ?? '–'));
  return facts.map(({ name, before, after }) => [comparedFactLabel(name), shown(before), shown(after)]);
}

function listRows({ lists }: PackageDifference): readonly (readonly string[])[] {
  return lists.flatMap(({ name, added, removed }) => [
    ...removed.map((item) => [comparedListLabel(name), vscode.l10n.t('removed'), item]),
    ...added.map((item) => [comparedListLabel(name), vscode.l10n.t('added'), item]),
  ]);
}

function sizeTable({ sizes }: PackageDifference): AssetPart {
  return labelledTable(vscode.l10n.t('Sizes by part'), {
    columns: [
      { title: vscode.l10n.t('Part') },
      ...[vscode.l10n.t('Before'), vscode.l10n.t('After'), vscode.l10n.t('Change')].map((title) => ({ title, isNumber: true })),
    ],
    rows: sizes.map(({ part, before, after }) => [partName(part), formatByteSize(before), formatByteSize(after), signed(after - before)]),
  });
}

function fileTable({ files }: PackageDifference): AssetPart {
  const title = vscode.l10n.t(
    'Files: {0} added, {1} removed, {2} changed; largest size differences first',
    files.added,
    files.removed,
    files.changed,
  );
  return labelledTable(title, {
    columns: [
      { title: vscode.l10n.t('File'), isCode: true },
      { title: vscode.l10n.t('Change'), isNumber: true },
    ],
    rows: files.largest.map(({ path, before = 0, after = 0 }) => [path, signed(after - before)]),
  });
}

function signed(bytes: number): string {
  if (bytes === 0) return '0';
  return `${bytes > 0 ? '+' : '−'}${formatByteSize(Math.abs(bytes))}`;
}
