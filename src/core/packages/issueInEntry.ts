/** Places an issue of a format in the entry of the package whose content it is about. */

import { type Issue } from '../base/issue.ts';

export function issueInEntry(issue: Issue, entry: string): Issue {
  return { ...issue, place: { ...issue.place, entry } };
}
