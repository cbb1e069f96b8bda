/** What every row of the table of failures has. */

export type FailureKind = 'user' | 'usage' | 'environment' | 'remote' | 'internal' | 'cancelled';

export interface FailureRow {
  readonly kind: FailureKind;
  readonly message: string;
  readonly hint: string;
  /** The same in the editor, where it is done in another way than by a command or an option. */
  readonly hintInEditor?: string;
}

export function defineFailures<const Rows extends Readonly<Record<string, FailureRow>>>(rows: Rows): Rows {
  return rows;
}
