/**
 * Every issue code of the product, with its severity, message and remedy. The rows stand in one file a topic beside this
 * one; a code belongs to exactly one topic (a test looks).
 */

import { zipIssues } from './zipIssues.ts';

export const issueTable = {
  ...zipIssues,
};

export type IssueCode = keyof typeof issueTable;
