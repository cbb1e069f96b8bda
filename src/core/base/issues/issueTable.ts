/**
 * Every issue code of the product, with its severity, message and remedy. The rows stand in one file a topic beside this
 * one; a code belongs to exactly one topic (a test looks).
 */

import { certificateIssues } from './certificateIssues.ts';
import { elfIssues } from './elfIssues.ts';
import { identifierIssues } from './identifierIssues.ts';
import { projectIssues } from './projectIssues.ts';
import { settingsIssues } from './settingsIssues.ts';
import { versionIssues } from './versionIssues.ts';
import { workflowIssues } from './workflowIssues.ts';
import { apkSigningIssues } from './apkSigningIssues.ts';
import { jarSigningIssues } from './jarSigningIssues.ts';
import { zipIssues } from './zipIssues.ts';
import { plistIssues } from './plistIssues.ts';

export const issueTable = {
  ...elfIssues,
  ...certificateIssues,
  ...plistIssues,
  ...identifierIssues,
  ...projectIssues,
  ...settingsIssues,
  ...versionIssues,
  ...workflowIssues,
  ...apkSigningIssues,
  ...jarSigningIssues,
  ...zipIssues,
};

export type IssueCode = keyof typeof issueTable;
