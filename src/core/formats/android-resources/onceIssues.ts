/** Collects at most one issue of each code, so that a hostile file cannot make a report of a million lines. */

import { createIssue, type Issue, type IssueParams } from '../../base/issue.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';

export class OnceIssues {
  readonly #issues = new Map<IssueCode, Issue>();

  add<Code extends IssueCode>(code: Code, params: IssueParams<Code>, offset?: number): void {
    if (this.#issues.has(code)) return;
    this.#issues.set(code, createIssue(code, params, offset === undefined ? undefined : { offset }));
  }

  list(): Issue[] {
    return [...this.#issues.values()];
  }
}
