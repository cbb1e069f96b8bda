/** Passwords that other tools left in files of the project which git tracks. The place is reported, never the password. */

import { createIssue, type Issue } from '../base/issue.ts';
import { readImportFiles } from '../settings/import/proposeImport.ts';
import { type OpenedApp } from './openApp.ts';
import { type ProjectWorld } from './workflowWorld.ts';

export async function checkLeftoverSecrets(
  { paths, sourceControl }: Pick<ProjectWorld, 'paths' | 'sourceControl'>,
  { folder, projectFolder }: OpenedApp,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const { file, secrets } of await readImportFiles(projectFolder)) {
    const path = paths.join(folder, ...file.split('/'));
    if (secrets.length === 0 || !(await sourceControl.isTracked(path))) continue;
    issues.push(...secrets.map(({ key, place }) => createIssue('project-secret-tracked', { file, key }, { ...place, file: path })));
  }
  return issues;
}
