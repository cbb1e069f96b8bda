/** A section that is one table, with so many rows that people still read. */

import * as vscode from 'vscode';
import { type AssetPart, type AssetSection } from '../../../protocol/assetViewerProtocol.ts';

export interface TableInput {
  readonly columns: readonly { readonly title: string; readonly isCode?: boolean; readonly isNumber?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** A hostile package declares any number. */
const mostRows = 500;

export function tablePart(label: string, table: TableInput, isLabelShown = false): AssetPart {
  const { columns, rows } = withoutEmptyColumns(table);
  const left = rows.length - mostRows;
  return {
    kind: 'table',
    label,
    isLabelShown,
    columns: columns.map(({ title, isCode = false, isNumber = false }) => ({ title, isCode, isNumber })),
    rows: rows.slice(0, mostRows),
    note: left > 0 ? vscode.l10n.t('{0} more are not shown.', left) : '',
  };
}

/** Omits columns without any text. */
function withoutEmptyColumns({ columns, rows }: TableInput): TableInput {
  const isUsed = columns.map((_, index) => index === 0 || rows.some((row) => row[index] !== ''));
  return { columns: columns.filter((_, index) => isUsed[index]), rows: rows.map((row) => row.filter((_, index) => isUsed[index])) };
}

export interface TableSectionInput extends TableInput {
  readonly id: string;
  readonly title: string;
  /** Said in place of an empty table; without it there is no section then. */
  readonly whenEmpty?: string;
}

export function tableSection({ id, title, whenEmpty, ...table }: TableSectionInput): readonly AssetSection[] {
  if (table.rows.length > 0) return [{ id, title, badges: [], parts: [tablePart(title, table)] }];
  if (whenEmpty === undefined) return [];
  return [{ id, title, badges: [], parts: [{ kind: 'text', tone: 'plain', text: whenEmpty, buttons: [] }] }];
}
