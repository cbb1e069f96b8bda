/** What is found in a log: an issue of the one table, the tool that said it, where in the project, and in which line of the log. */

import { type Issue, issueOfRow, type Place, type Severity, type TextRange } from '../../base/issue.ts';
import { type androidLogIssues } from '../../base/issues/androidLogIssues.ts';
import { type appleLogIssues } from '../../base/issues/appleLogIssues.ts';
import { type frameworkLogIssues } from '../../base/issues/frameworkLogIssues.ts';
import { type gradleLogIssues } from '../../base/issues/gradleLogIssues.ts';
import { type machineLogIssues } from '../../base/issues/machineLogIssues.ts';
import { type nodeLogIssues } from '../../base/issues/nodeLogIssues.ts';
import { type storeLogIssues } from '../../base/issues/storeLogIssues.ts';
import { type LogTool } from './logTool.ts';
import { maskCommonSecrets } from './maskCommonSecrets.ts';

export type LogIssueCode =
  | keyof typeof androidLogIssues
  | keyof typeof appleLogIssues
  | keyof typeof frameworkLogIssues
  | keyof typeof gradleLogIssues
  | keyof typeof machineLogIssues
  | keyof typeof nodeLogIssues
  | keyof typeof storeLogIssues;

/** How sure it is that this is the cause: what is known by name, what a compiler says of a place, what only says that something failed. */
export type FindingRank = 'known' | 'placed' | 'weak' | 'unexplained';

export interface LogPlace {
  readonly file?: string;
  /** Counted from one, as tools print them. */
  readonly line?: number;
  readonly column?: number;
}

export interface LogFinding extends LogPlace {
  readonly rank: FindingRank;
  readonly tool: LogTool;
  readonly code: LogIssueCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly severity?: Severity;
  readonly logLine: number;
}

/** A failure that is known by what the tool says. */
export interface KnownFailure {
  readonly code: LogIssueCode;
  readonly tool: LogTool;
  /** The first that fits counts. */
  readonly texts: readonly KnownText[];
  /** Says only that something failed: it counts when nothing else was found. */
  readonly isWeak?: true;
  /** What the editor can do about it. */
  readonly fix?: LogFix;
}

export interface KnownText {
  /** Stands in the line, letter by letter. */
  readonly anchor: string;
  /**
   * Must fit the line as well. Its named groups fill the places of the message; `file`, `line` and `column` say where. Bounded, and linear
   * in the length of the line.
   */
  readonly pattern?: RegExp;
}

export type LogFix = 'choose-jdk' | 'choose-android-sdk' | 'make-executable' | 'open-terminal' | 'open-gradle-properties' | 'set-team';

const longestName = 1000;

export function findingIssue(finding: LogFinding): Issue {
  const { code, severity, logLine } = finding;
  const entries = Object.entries(finding.params).map(([name, value]) => [
    name,
    typeof value === 'string' ? maskCommonSecrets(value) : value,
  ]);
  const params: Readonly<Record<string, string | number>> = Object.fromEntries(entries);
  const place: Place = {
    ...(finding.file !== undefined && { file: maskCommonSecrets(finding.file).slice(0, longestName) }),
    ...(finding.line !== undefined && finding.line > 0 && { range: rangeOf(finding.line - 1, finding.column) }),
    logLine,
  };
  return issueOfRow(code, params, place, severity);
}

/** Without a column, the whole line. */
function rangeOf(line: number, column: number | undefined): TextRange {
  return column === undefined || column < 1
    ? { line, column: 0, endLine: line + 1, endColumn: 0 }
    : { line, column: column - 1, endLine: line, endColumn: column };
}

/** A path as tools write it, as the file system has it. */
export function filePath(written: string): string {
  const text = written.trim();
  if (!text.startsWith('file:')) return text;
  const path = decoded(text.slice('file:'.length).replace(/^\/{2}(?=\/)/, ''));
  return path.replace(/^\/(?=[A-Za-z]:[\\/])/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
