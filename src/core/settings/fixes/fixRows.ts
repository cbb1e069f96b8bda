/** How the rows of the tables of fixes are put together. */

import { type Issue } from '../../base/issue.ts';
import { type IssueCode } from '../../base/issues/issueTable.ts';
import { fromPointer } from '../text/jsonPointer.ts';
import { type Fix, type FixAction, type FixFacts, type SettingsPath } from './fix.ts';

/** Longer lists become a choice in a separate list. */
export const mostButtons = 4;

export interface Row {
  readonly issue: Issue;
  readonly facts: FixFacts;
  /** Where the issue is in the settings. */
  readonly path: SettingsPath | undefined;
  readonly text: (param: string) => string;
}

export type MakeFixes = (row: Row) => readonly Fix[];
export type FixTable = Readonly<Partial<Record<IssueCode, MakeFixes>>>;

export function rowOf(issue: Issue, facts: FixFacts): Row {
  const [first, ...rest] = issue.place?.pointer === undefined ? [] : fromPointer(issue.place.pointer);
  return { issue, facts, path: first === undefined ? undefined : [first, ...rest], text: (name) => String(issue.params[name] ?? '') };
}

export const fix = (action: FixAction): Fix => ({ action });
export const best = (action: FixAction): Fix => ({ action, isPreferred: true });
export const always =
  (...fixes: readonly Fix[]): MakeFixes =>
  () =>
    fixes;

/** At the place of the issue. */
export const here =
  (make: (path: SettingsPath, row: Row) => readonly Fix[]): MakeFixes =>
  (row) =>
    row.path ? make(row.path, row) : [];

export const all =
  (...makers: readonly MakeFixes[]): MakeFixes =>
  (row) =>
    makers.flatMap((make) => make(row));

export const setTo = (param: string): MakeFixes => here((path, { text }) => [best({ kind: 'set', path, value: text(param) })]);
export const remove: MakeFixes = here((path) => [fix({ kind: 'remove', path })]);
export const askAgain: MakeFixes = here((path, { facts }) => [fix({ kind: 'ask', path, value: writtenText(facts) })]);

export function writtenText({ written }: FixFacts): string {
  return typeof written === 'string' ? written : '';
}

export function oneOf(path: SettingsPath, values: readonly string[], preferred?: string): readonly Fix[] {
  if (values.length > mostButtons)
    return [...(preferred === undefined ? [] : [best({ kind: 'set', path, value: preferred })]), fix({ kind: 'choose', path, values })];
  const ordered = preferred === undefined ? values : [preferred, ...values.filter((value) => value !== preferred)];
  return ordered.map((value) => (value === preferred ? best({ kind: 'set', path, value }) : fix({ kind: 'set', path, value })));
}

/** One of the files that are there, or any other. */
export function fileAt(path: SettingsPath, found: readonly string[] = []): readonly Fix[] {
  return [...found.slice(0, mostButtons).map((value) => fix({ kind: 'set', path, value })), fix({ kind: 'browse', path })];
}
