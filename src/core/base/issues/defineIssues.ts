/** The shape of one row of the issue table. `{name}` marks a parameter in message and remedy. */

export interface IssueRow {
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence: what is wrong, naming the thing. No full stop at the end. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly remedy: string;
  /** The same in the editor, where it is done in another way than by a command. */
  readonly remedyInEditor?: string;
}

/** Keeps the literal types of a topic's rows while holding them to the shape. */
export function defineIssues<const Rows extends Readonly<Record<string, IssueRow>>>(rows: Rows): Rows {
  return rows;
}
