/** Thrown by the functions that read one entry, with the issue that says what is wrong with its bytes. Never leaves the core. */

import { type Issue } from '../../base/issue.ts';

export class ZipContentError extends Error {
  readonly issue: Issue;

  constructor(issue: Issue, options?: ErrorOptions) {
    super(issue.message, options);
    this.name = 'ZipContentError';
    this.issue = issue;
  }
}
