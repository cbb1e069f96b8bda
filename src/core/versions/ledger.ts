/**
 * The ledger's text, `.mobile-distribution/packages.jsonl`: one package record a line, only ever appended to. Lines that
 * cannot be read are reported and kept, and so are those that claim what cannot be; conflict markers of a merge are reported as such; order
 * means nothing, since merges mix it.
 */

import { createIssue, type Issue } from '../base/issue.ts';
import { type PackageRecord } from './packageRecord.ts';
import { excessOf, readPackageRecord, readRecordedCode, type RecordedCode } from './readPackageRecord.ts';
import { recordedPath } from './recordedPath.ts';
import { RecordedCodes } from './recordedCodes.ts';

export const ledgerLimits = { sizeBytes: 64 * 1024 * 1024, issues: 200 } as const;

export interface InspectedLedger {
  readonly records: readonly PackageRecord[];
  /** Version codes of lines that cannot be read as a whole: they are taken all the same. */
  readonly codes: readonly RecordedCode[];
  readonly issues: readonly Issue[];
}

/** `ownOutputs`: of the packages outside of the app that this user created, the absolute paths by the id of the record. */
export function inspectLedger(text: string, file?: string, ownOutputs?: ReadonlyMap<string, string>): InspectedLedger {
  const records: PackageRecord[] = [];
  const codesOnly: RecordedCode[] = [];
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const codes = new RecordedCodes();
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = content.split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() === '') continue;
    const report = (make: (number: number) => Issue) => {
      if (issues.length >= ledgerLimits.issues) return;
      const issue = make(index + 1);
      const range = { line: index, column: 0, endLine: index, endColumn: line.length };
      issues.push({ ...issue, place: { ...(file !== undefined && { file }), range } });
    };
    if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line)) {
      report((number) => createIssue('ledger-merge-conflict', { line: number }));
      continue;
    }
    const record = readPackageRecord(line);
    const excess = typeof record === 'string' ? undefined : excessOf(record);
    if (excess !== undefined) {
      report((number) => createIssue('ledger-bad-line', { line: number, problem: excess }));
      const code = readRecordedCode(line);
      if (code) codesOnly.push(code);
    } else if (typeof record === 'string') {
      const code = readRecordedCode(line);
      if (code) codesOnly.push(code);
      const isCut = index === lines.length - 1;
      report((number) =>
        isCut ? createIssue('ledger-unfinished-line', {}) : createIssue('ledger-bad-line', { line: number, problem: record }),
      );
    } else if (seen.has(record.id)) report((number) => createIssue('ledger-duplicate', { line: number }));
    else {
      seen.add(record.id);
      const { path, isSuspicious } = recordedPath(record, ownOutputs);
      if (isSuspicious) report((number) => createIssue('ledger-path-refused', { line: number, path: record.path, instead: path }));
      records.push(path === record.path ? record : { ...record, path });
      // A package that was signed again is the same one for the stores.
      if (record.parent === undefined || record.engine === 'reuse') codes.add(record, index + 1, line.length);
    }
  }
  const repeated = codes.repeated().map((issue) => ({ ...issue, place: { ...(file !== undefined && { file }), ...issue.place } }));
  return { records, codes: codesOnly, issues: [...issues, ...repeated.slice(0, ledgerLimits.issues - issues.length)] };
}

/** The record's line, with its line break. Keys are in one order, so that equal records are equal lines. */
export function encodeLedgerLine(record: PackageRecord): string {
  return `${JSON.stringify(record)}\n`;
}
