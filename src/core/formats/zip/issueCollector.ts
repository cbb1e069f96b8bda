/** Collects the issues of an archive, but of each kind only so many: a hostile archive may contain a million mistakes. */

import { createIssue, type Issue } from '../../base/issue.ts';

const limitOfKind = 50;

export class IssueCollector {
  readonly #issues: Issue[] = [];
  readonly #counts = new Map<string, number>();

  add(issue: Issue): void {
    const count = (this.#counts.get(issue.code) ?? 0) + 1;
    this.#counts.set(issue.code, count);
    if (count <= limitOfKind) this.#issues.push(issue);
  }

  /** What was collected, and one line for each kind that was cut off. */
  finish(): Issue[] {
    const cut = [...this.#counts].filter(([, count]) => count > limitOfKind);
    return [...this.#issues, ...cut.map(([code, count]) => createIssue('zip-more-issues', { count: count - limitOfKind, code }))];
  }
}
