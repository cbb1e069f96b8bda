/**
 * A failure is an operation that could not finish. It is thrown, and caught only at a border (command, command line,
 * HTTP handler, task terminal, message dispatcher), where its kind decides what happens next.
 */

import { type FailureKind } from './defineFailures.ts';
import { failureRow } from './failureRow.ts';
import { type failureTable, type FailureCode } from './failureTable.ts';
import { type Issue } from './issue.ts';
import { fillTemplate, type TemplateParams } from './template.ts';

type RowOf<Code extends FailureCode> = (typeof failureTable)[Code];
export type FailureParams<Code extends FailureCode> = TemplateParams<RowOf<Code>['message']> & TemplateParams<RowOf<Code>['hint']>;

const brand = Symbol.for('mobile-distribution.failure');

export class Failure extends Error {
  readonly [brand] = true;
  readonly code: FailureCode;
  readonly kind: FailureKind;
  /** What to do next, in one sentence. */
  readonly hint: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The issues that made the operation stop, when it were issues. */
  readonly issues: readonly Issue[];

  private constructor(code: FailureCode, params: Readonly<Record<string, string | number>>, options: FailureOptions) {
    const row = failureRow(code);
    super(fillTemplate(row.message, params), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.kind = row.kind;
    this.params = params;
    this.hint = fillTemplate(row.hint, params);
    this.issues = options.issues ?? [];
  }

  static of<Code extends FailureCode>(code: Code, params: FailureParams<Code>, options: FailureOptions = {}): Failure {
    return new Failure(code, params, options);
  }

  /** The failure that `plainFailure` made plain. */
  static revive({ code, params, issues, stack }: PlainFailure): Failure {
    const failure = new Failure(code, params, { issues });
    if (stack !== undefined) failure.stack = stack;
    return failure;
  }
}

/** A failure as a plain object, for the copy between processes. */
export interface PlainFailure {
  readonly code: FailureCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly issues: readonly Issue[];
  /** Of a defect: where it came from. */
  readonly stack?: string;
}

/** What was thrown, ready for the copy between processes. Anything that is not a failure becomes a `defect`. */
export function plainFailure(error: unknown): PlainFailure {
  if (isFailure(error)) return { code: error.code, params: error.params, issues: error.issues };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'defect',
    params: { reason },
    issues: [],
    ...(error instanceof Error && error.stack !== undefined && { stack: error.stack }),
  };
}

export interface FailureOptions {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
}

/** By brand, not by `instanceof`: each bundle has its own copy of the class. */
export function isFailure(value: unknown, code?: FailureCode): value is Failure {
  return typeof value === 'object' && value !== null && brand in value && (code === undefined || ('code' in value && value.code === code));
}
