/** What the Doctor found, as rows for a list and as text for a bug report. Pure. */

export type DoctorState = 'right' | 'missing' | 'optional';

export interface DoctorRow {
  readonly group: string;
  readonly name: string;
  readonly says: string;
  readonly state: DoctorState;
  /** What choosing the row does. */
  readonly next?: DoctorStep;
}

export interface DoctorStep {
  /** What it says, such as `Trust this folder`. */
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

const marks: Readonly<Record<DoctorState, string>> = { right: '✓', missing: '✗', optional: '–' };

export function doctorText(title: string, rows: readonly DoctorRow[]): string {
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines: string[] = [title];
  let group = '';
  for (const row of rows) {
    if (row.group !== group) lines.push('', row.group);
    group = row.group;
    lines.push(`  ${marks[row.state]} ${row.name.padEnd(width)}  ${row.says}`);
  }
  return `${lines.join('\n')}\n`;
}
