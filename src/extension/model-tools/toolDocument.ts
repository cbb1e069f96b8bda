/** What the tools answer a language model: JSON with stable names. Lines and columns count from one. Pure; contains no secret. */

import { isFailure } from '../../core/base/failure.ts';
import { type Issue } from '../../core/base/issue.ts';
import { describeOrigin, type Sourced } from '../../core/settings/origin.ts';
import { type PackageRecord } from '../../core/versions/packageRecord.ts';
import { type CreatedPackage } from '../../core/workflow/createPackage.ts';
import { type AppValidation } from '../../core/workflow/validateApp.ts';

export type ToolDocument = Readonly<Record<string, unknown>>;

/** Models read long answers badly; what is left out is counted. */
const mostIssues = 50;

export function issuesDocument(issues: readonly Issue[], more: (issue: Issue) => ToolDocument = () => ({})): ToolDocument {
  const rank = { error: 0, warning: 1, info: 2 };
  const sorted = [...issues].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return {
    issues: sorted.slice(0, mostIssues).map((issue) => ({ ...issueDocument(issue), ...more(issue) })),
    ...(issues.length > mostIssues && { issuesLeftOut: issues.length - mostIssues }),
  };
}

function issueDocument({ code, severity, message, remedy, place }: Issue): ToolDocument {
  return {
    severity,
    code,
    message,
    remedy,
    ...(place?.file !== undefined && { file: place.file }),
    ...(place?.range && { line: place.range.line + 1, column: place.range.column + 1 }),
    ...(place?.pointer !== undefined && { pointer: place.pointer }),
    ...(place?.entry !== undefined && { entry: place.entry }),
  };
}

export function createdDocument({ record, path, format, logPath, issues }: CreatedPackage): ToolDocument {
  return { result: 'created', ...recordDocument(record), path, format, log: logPath, ...issuesDocument(issues) };
}

/** A line of the ledger without who made it, which is of no use to a model. */
export function recordDocument(record: PackageRecord): ToolDocument {
  return { ...record, createdBy: undefined };
}

export function validationDocument(app: string, validations: readonly AppValidation[], issues: readonly Issue[]): ToolDocument {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  return {
    app,
    canCreatePackage: errors === 0,
    platforms: validations.map(({ platform, effective, last }) => ({
      platform,
      values: Object.fromEntries(
        Object.entries(effective).flatMap(([name, field]) =>
          isSourced(field) ? [[name, { value: field.value, from: describeOrigin(field.origin) }]] : [],
        ),
      ),
      ...(last?.record && { lastPackage: { version: last.version, versionCode: last.versionCode, createdAt: last.record.createdAt } }),
    })),
    ...issuesDocument(issues),
  };
}

function isSourced(field: unknown): field is Sourced<string | number> {
  return typeof field === 'object' && field !== null && 'origin' in field;
}

/** Why a tool could not do its work, and what to do about it. */
export function failureDocument(error: unknown): ToolDocument {
  if (!isFailure(error)) return { result: 'failed', code: 'defect', message: error instanceof Error ? error.message : String(error) };
  return {
    result: 'failed',
    code: error.code,
    message: error.message,
    ...(error.hint !== '' && { whatToDo: error.hint }),
    ...(error.issues.length > 0 && issuesDocument(error.issues)),
  };
}

export function toolText(document: unknown): string {
  return JSON.stringify(document, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 1);
}
