/** What verifying a seal finds: an issue of the table, with the file it is about and, where there is one, the slot of the code directory. */

import { createIssue, type Issue, type IssueParams } from '../../../base/issue.ts';
import { type IssueCode } from '../../../base/issues/issueTable.ts';

export interface SealFinding {
  /** Placed in the file. */
  readonly issue: Issue;
  /** Path from the top of the package. */
  readonly file: string;
  /** As code directories count: -1 is Info.plist, -3 the list of sealed files, 0 the first page. */
  readonly slot: number | undefined;
}

/** More of one kind are counted and not listed: a stripped folder can give thousands. */
const mostOfOneKind = 200;

export class SealFindings {
  readonly list: SealFinding[] = [];
  readonly #counts = new Map<IssueCode, number>();

  add<Code extends IssueCode>(code: Code, params: IssueParams<Code>, file: string, slot?: number): void {
    this.addIssue(createIssue(code, params), file, slot);
  }

  addIssue(issue: Issue, file: string, slot?: number): void {
    const count = (this.#counts.get(issue.code) ?? 0) + 1;
    this.#counts.set(issue.code, count);
    if (count <= mostOfOneKind) this.list.push({ issue: { ...issue, place: { ...issue.place, entry: file } }, file, slot });
  }
}
