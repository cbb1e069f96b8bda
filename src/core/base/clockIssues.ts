/** Dates that cannot be written: certificates, signatures and records have years of four digits. A clock that is that wrong is named. */

import { createIssue, type Issue } from './issue.ts';

const lastYear = 9999;

/** `until` is the last date that is to be written; the present when absent. */
export function clockIssues(now: Date, until: Date = now): readonly Issue[] {
  const years = [now, until].map((date) => date.getUTCFullYear());
  const wrong = years.find((year) => !(year >= 1970 && year <= lastYear));
  return wrong === undefined ? [] : [createIssue('clock-unusable', { year: String(wrong) })];
}
