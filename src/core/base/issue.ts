/**
 * An issue is a fact about the user's files that is wrong or doubtful. Issues are collected, never thrown. Their texts
 * are in one table (`issues/`), which the documentation page `docs/issues.md` is made from.
 */

import { issueTable, type IssueCode } from './issues/issueTable.ts';
import { fillTemplate, type TemplateParams } from './template.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Zero-based, end exclusive, as editors count. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where an issue stands. Everything is optional: an issue carries what is known. */
export interface Place {
  /** Path of the file on disk, as the caller gave it. */
  readonly file?: string;
  /** Name of the entry when `file` is an archive. */
  readonly entry?: string;
  /** JSON pointer (RFC 6901) when `file` is JSON. */
  readonly pointer?: string;
  readonly range?: TextRange;
  /** Byte offset inside the file or the entry. */
  readonly offset?: number;
  /** Line of the build log that says so, counted from one. */
  readonly logLine?: number;
}

export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly place?: Place;
  /** Of an issue that stands for several equal ones: how many others there are, and what the first of them are about. */
  readonly others?: { readonly count: number; readonly list: string };
}

type MessageOf<Code extends IssueCode> = (typeof issueTable)[Code]['message'];
type RemedyOf<Code extends IssueCode> = (typeof issueTable)[Code]['remedy'];
export type IssueParams<Code extends IssueCode> = TemplateParams<MessageOf<Code>> & TemplateParams<RemedyOf<Code>>;

/** Makes the issue of a code. A place and another severity than the table's may be given. */
export function createIssue<Code extends IssueCode>(code: Code, params: IssueParams<Code>, place?: Place, severity?: Severity): Issue {
  return issueOfRow(code, params, place, severity);
}

/** The same for a row of a table, whose code and parameters cannot be checked against each other by their types. */
export function issueOfRow(code: IssueCode, params: Issue['params'], place?: Place, severity?: Severity): Issue {
  const row: { readonly severity: Severity; readonly message: string; readonly remedy: string } = issueTable[code];
  return {
    code,
    severity: severity ?? row.severity,
    message: fillTemplate(row.message, params),
    remedy: fillTemplate(row.remedy, params),
    params,
    ...(place && { place }),
  };
}

export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}

/** The same issue, placed in a file; a file it already names stays. */
export function issueInFile(issue: Issue, file: string): Issue {
  return { ...issue, place: { file, ...issue.place } };
}
