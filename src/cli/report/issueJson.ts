/** Issues as programs read them: lines and columns counted from one, as compilers write them. */

import { type Issue, type TextRange } from '../../core/base/issue.ts';

export interface IssueJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly remedy: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  /** Name of the entry when the file is an archive. */
  readonly entry?: string;
  readonly offset?: number;
  /** Of the build log that says so. */
  readonly logLine?: number;
  /** How many equal findings it stands for. */
  readonly count?: number;
  /** What the editor would do about it with one click, best first. */
  readonly fixes?: readonly string[];
}

export function issueJson({ code, severity, message, remedy, place, others }: Issue, fixes: readonly string[] = []): IssueJson {
  const { file, entry, pointer, range, offset, logLine } = place ?? {};
  return {
    code,
    severity,
    message,
    remedy,
    ...(file !== undefined && { file }),
    ...(range && { line: range.line + 1, ...(!isWholeLine(range) && { column: range.column + 1 }) }),
    ...(pointer !== undefined && { pointer }),
    ...(entry !== undefined && { entry }),
    ...(offset !== undefined && { offset }),
    ...(logLine !== undefined && { logLine }),
    ...(others && { count: others.count + 1 }),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** From a line's start to the next one's: the column is not known. */
function isWholeLine({ line, column, endLine, endColumn }: TextRange): boolean {
  return column === 0 && endColumn === 0 && endLine === line + 1;
}
