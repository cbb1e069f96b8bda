/** What `src/extension/shared/errors/tableText.ts` translates: the templates of the core's tables, and the phrases that are put into their places. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FailureRow } from '../../src/core/base/defineFailures.ts';
import { failureTable } from '../../src/core/base/failureTable.ts';
import { type IssueRow } from '../../src/core/base/issues/defineIssues.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';
import { type SettingsField } from '../../src/core/settings/settingsField.ts';
import { settingsModel } from '../../src/core/settings/settingsModel.ts';
import { projectRoot } from '../steps/projectRoot.ts';
import { phraseStrings } from './phraseStrings.ts';

export const tableTextPath = 'src/extension/shared/errors/tableText.ts';

export function tableStrings(): readonly string[] {
  const issues: readonly IssueRow[] = Object.values(issueTable);
  const failures: readonly FailureRow[] = Object.values(failureTable);
  const ofIssues = issues.flatMap(({ message, remedy, remedyInEditor = remedy }) => [message, remedyInEditor]);
  const ofFailures = failures.flatMap(({ message, hint, hintInEditor = hint }) => [message, hintInEditor]);
  return [...new Set([...ofIssues, ...ofFailures, ...fieldStrings(settingsModel), ...phrasesOfSources()])].filter(isText);
}

/** Of a field and all inside it. */
function fieldStrings(field: SettingsField): readonly string[] {
  const own = [field.label ?? '', field.description, ...(field.type === 'string' ? Object.values(field.choiceTexts ?? {}) : [])];
  return field.type === 'object' ? [...own, ...Object.values(field.fields).flatMap(fieldStrings)] : own;
}

function phrasesOfSources(): readonly string[] {
  const paths = globSync(['src/core/**/*.ts', 'src/node/**/*.ts'], { cwd: projectRoot, exclude: ['src/core/base/phrase.ts'] });
  return phraseStrings(new Map(paths.map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')])));
}

/** A template that is all place, such as `{summary}`, has no words itself. */
function isText(template: string): boolean {
  return template.replaceAll(/\{\w+\}/g, '') !== '';
}
