/**
 * Many equal findings become one: the same problem of forty files is one issue, with their number and the first names. Findings at a place
 * in a text stay apart, as each is fixed where it is; so do a few, which are easier to read one by one.
 */

import { type Issue } from './issue.ts';

/** Parameters that name what the issue is about, and not what is wrong with it. */
const subjects = ['file', 'entry', 'member', 'icon', 'library', 'name', 'path', 'reference'] as const;
const mostApart = 3;
const mostNames = 5;

export function groupIssues(issues: readonly Issue[]): readonly Issue[] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const key = keyOf(issue);
    const group = key === undefined ? undefined : groups.get(key);
    if (group) group.push(issue);
    else if (key !== undefined) groups.set(key, [issue]);
  }
  const firsts = new Map<Issue, Issue>();
  const left = new Set<Issue>();
  for (const group of groups.values()) {
    const [first, ...others] = group;
    if (first === undefined || group.length <= mostApart) continue;
    firsts.set(first, grouped(first, others));
    for (const other of others) left.add(other);
  }
  return issues.filter((issue) => !left.has(issue)).map((issue) => firsts.get(issue) ?? issue);
}

/** `undefined` for an issue that stays as it is: at a place in a text, about nothing that has a name, or grouped already. */
function keyOf({ code, severity, params, place, others }: Issue): string | undefined {
  const subject = subjectOf(params);
  if (place?.range || others || subject === undefined) return undefined;
  const rest = Object.entries(params).filter(([name]) => name !== subject);
  return JSON.stringify([code, severity, rest]);
}

function subjectOf(params: Issue['params']): string | undefined {
  return subjects.find((name) => typeof params[name] === 'string');
}

function grouped(first: Issue, others: readonly Issue[]): Issue {
  const names = others.slice(0, mostNames).map(({ params }) => String(params[subjectOf(params) ?? ''] ?? '').slice(0, 200));
  const list = names.join(', ') + (others.length > names.length ? ', …' : '');
  return { ...first, message: `${first.message} (and ${others.length} more: ${list})`, others: { count: others.length, list } };
}
