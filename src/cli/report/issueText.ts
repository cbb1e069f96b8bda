/** Issues as people read them, worst first: what, where, what to do. The one renderer of the command line. */

import { type Issue, type Severity } from '../../core/base/issue.ts';
import { type WorkingPlace } from '../grammar/commandInput.ts';
import { type Color, paintFor, visible } from '../terminal/style.ts';

const colors: Readonly<Record<Severity, Color>> = { error: 'red', warning: 'yellow', info: 'blue' };
const order: readonly Severity[] = ['error', 'warning', 'info'];
const indent = ' '.repeat(9);

/** Files inside the working folder are named relative to it. */
export interface IssueTextFormat extends WorkingPlace {
  readonly hasColors: boolean;
}

export function issuesText(issues: readonly Issue[], format: IssueTextFormat): string {
  return issues
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .map((issue) => issueText(issue, format))
    .join('');
}

function issueText(issue: Issue, { hasColors, ...working }: IssueTextFormat): string {
  const paint = paintFor(hasColors);
  const where = placeText(issue, working);
  const lines = [
    `${paint(colors[issue.severity], issue.severity.padEnd(7))}  ${visible(issue.message)} ${paint('gray', `[${issue.code}]`)}`,
    ...(where === '' ? [] : [`${indent}${visible(where)}`]),
    `${indent}→ ${visible(issue.remedy)}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function placeText({ place }: Issue, { workingFolder, paths }: WorkingPlace): string {
  const { file, entry, range, pointer } = place ?? {};
  const isAddress = file !== undefined && /^[a-z][a-z0-9+.-]+:\/\//i.test(file);
  const inside = file === undefined || isAddress ? '' : paths.relative(workingFolder, file);
  const shown = inside === '' || inside.startsWith('..') ? file : inside;
  const position = range ? `:${range.line + 1}:${range.column + 1}` : '';
  const parts = [shown === undefined ? undefined : `${shown}${position}`, entry, range === undefined && pointer ? pointer : undefined];
  return parts.filter((part) => part !== undefined).join(' › ');
}

/** `2 errors, 1 warning`; empty when there is nothing to count. */
export function countIssues(issues: readonly Issue[]): string {
  return order
    .map((severity) => [severity, issues.filter((issue) => issue.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([severity, count]) => `${count} ${severity === 'info' ? (count === 1 ? 'hint' : 'hints') : count === 1 ? severity : `${severity}s`}`,
    )
    .join(', ');
}
