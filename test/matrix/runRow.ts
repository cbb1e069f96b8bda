/** Runs a row of the matrix, by the core alone and through `validate --json`. */

import { ok } from 'node:assert/strict';
import { Secret } from '../../src/core/base/secret.ts';
import { fixTitle } from '../../src/core/settings/fixes/fixTitle.ts';
import { appFixes } from '../../src/core/workflow/appFixes.ts';
import { openApp } from '../../src/core/workflow/openApp.ts';
import { uniqueIssues } from '../../src/core/workflow/uniqueIssues.ts';
import { validateApp } from '../../src/core/workflow/validateApp.ts';
import { issueJson, type IssueJson } from '../../src/cli/report/issueJson.ts';
import { commandLine, type CommandLineResult } from '../support/commandLine.ts';
import { workflowWorld } from '../support/workflowWorld.ts';
import { type ArrangedApp, type CheckRow } from './checkRow.ts';

const variables = { keystore: 'P', key: 'Q', certificate: 'R' } as const;
const purposes = ['keystore', 'key', 'certificate'] as const;

export async function foundByCore(
  { platform }: Pick<CheckRow, 'platform'>,
  { files, passwords, world }: ArrangedApp,
): Promise<readonly IssueJson[]> {
  const workflow = workflowWorld(files, world);
  const app = await openApp(workflow, '/app');
  const source = {
    ask: async ({ purpose }: { readonly purpose: (typeof purposes)[number] }) => {
      const password = passwords[purpose];
      return password === undefined ? undefined : new Secret(password);
    },
  };
  const { issues } = await validateApp(workflow, app, { platform, passwords: source, signal: new AbortController().signal });
  return uniqueIssues(issues).map((issue) =>
    issueJson(
      issue,
      appFixes(app, platform, issue).map(({ action }) => fixTitle(action)),
    ),
  );
}

export async function runValidate(row: CheckRow, arranged: ArrangedApp, ...options: readonly string[]): Promise<CommandLineResult> {
  const { files, passwords, world } = arranged;
  const given = purposes.filter((purpose) => passwords[purpose] !== undefined);
  const args = given.flatMap((purpose) => [`--${purpose}-password`, `env:${variables[purpose]}`]);
  const environment = Object.fromEntries(given.map((purpose) => [variables[purpose], passwords[purpose] ?? '']));
  const result = await commandLine(files, ['validate', '--platform', row.platform, ...args, ...options], { environment, world });
  for (const purpose of given) {
    const password = passwords[purpose] ?? '';
    ok(!password.startsWith('marker') || !`${result.out}${result.err}`.includes(password), `the password of the ${purpose} is told`);
  }
  return result;
}

export function issuesOf({ out }: CommandLineResult): readonly IssueJson[] {
  const { issues }: { readonly issues: readonly IssueJson[] } = JSON.parse(out);
  return issues;
}

/** As `CheckRow.expected` has it. */
export function shown({ severity, code, file, line, column, pointer }: IssueJson, expected: string | undefined): string {
  const name = file?.replace(/^\/app\//, '');
  const place = expected?.includes(' #') ? `#${pointer ?? ''}` : `${name ?? ''}${line === undefined ? '' : `:${line}:${column}`}`;
  return `${severity} ${code} ${place}`;
}
