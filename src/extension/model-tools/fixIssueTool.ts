/**
 * The tools `explain_mobile_issues` and `fix_mobile_issue`: what is wrong with an app, what could be done about it, and the changes of its
 * settings that need no question. The others, such as a password, are the user's.
 */

import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { type FixAction } from '../../core/settings/fixes/fix.ts';
import { type AppIndex } from '../app/appIndex.ts';
import { type AppChecker, type CheckedApp } from '../app/checks/appChecker.ts';
import { type PlacedIssue } from '../app/checks/issuePlacement.ts';
import { fixesOf, isTextAction } from '../app/fixes/editorFixes.ts';
import { fixTitle } from '../app/fixes/fixWords.ts';
import { escapeMarkdown } from '../shared/markdownText.ts';
import { type Log } from '../shared/log.ts';
import { findToolApp } from './toolApps.ts';
import { issuesDocument } from './toolDocument.ts';
import { type FixInput, readExplainInput, readFixInput } from './toolInput.ts';
import { confirmedTool, readingTool, type ModelTool } from './toolKinds.ts';

export interface IssueToolParts {
  readonly index: AppIndex;
  readonly checker: AppChecker;
  readonly paths: PathTools;
  readonly log: Log;
}

export interface FixIssueToolParts extends IssueToolParts {
  /** Changes a file inside a folder through the editor, so that undo takes it back. */
  readonly editFile: (path: string, change: (text: string) => string, within: string) => Promise<void>;
}

export function explainIssuesTool(parts: IssueToolParts): ModelTool {
  return readingTool(parts.log, {
    show: () => ({ invocationMessage: vscode.l10n.t('Explaining the problems of the app') }),
    work: async (input, signal) => {
      const asked = readExplainInput(input);
      const { checked } = await checkApp(parts, asked.app, signal);
      const found = checked.issues.filter(({ issue }) => asked.code === undefined || issue.code === asked.code);
      const fixes = new Map(found.map((placed) => [shownIssue(placed), fixesOf(checked, placed)]));
      return {
        app: checked.app.folder,
        ...issuesDocument([...fixes.keys()], (issue) => ({
          fixes: (fixes.get(issue) ?? []).map(({ action }) => ({ fix: fixTitle(action), doneBy: isTextAction(action) ? 'tool' : 'user' })),
        })),
      };
    },
  });
}

interface ChosenFix {
  readonly checked: CheckedApp;
  readonly placed: PlacedIssue;
  readonly action: FixAction;
}

export function fixIssueTool(parts: FixIssueToolParts): ModelTool {
  return confirmedTool<ChosenFix>(parts.log, {
    choose: async (input, signal) => await choose(parts, readFixInput(input), signal),
    deedOf: ({ checked, action }) => [checked.app.folder, action],
    show: ({ checked, placed, action }) => {
      const file = vscode.workspace.asRelativePath(checked.app.settingsPath);
      const change = vscode.l10n.t('{0} in {1}', `**${escapeMarkdown(fixTitle(action))}**`, escapeMarkdown(file));
      return {
        invocationMessage: vscode.l10n.t('Changing {0}', file),
        confirmationMessages: {
          title: fixTitle(action),
          message: new vscode.MarkdownString(`${escapeMarkdown(placed.issue.message)}\n\n${change}`),
        },
      };
    },
    work: async ({ checked, placed, action }) => {
      if (!isTextAction(action)) throw Failure.of('confirmation-outdated', {});
      const { applyFix } = await import('../../core/settings/fixes/fixEdits.ts');
      await parts.editFile(checked.app.settingsPath, (text) => applyFix(text, action), checked.app.folder);
      return { result: 'fixed', code: placed.issue.code, fix: fixTitle(action), file: checked.app.settingsPath };
    },
  });
}

/** The one change that the input means. Fails with what could be meant, and with what only the user can do. */
async function choose(parts: IssueToolParts, asked: FixInput, signal: AbortSignal): Promise<ChosenFix> {
  const { checked } = await checkApp(parts, asked.app, signal);
  const found = checked.issues
    .filter(({ issue, pointer }) => issue.code === asked.code && (asked.pointer === undefined || pointer === asked.pointer))
    .map((placed) => ({ placed, fixes: fixesOf(checked, placed) }));
  const offered = found.flatMap(({ placed, fixes }) => fixes.map(({ action }) => ({ placed, action })));
  const possible = offered.filter(({ action }) => isTextAction(action));
  const wanted = possible.filter(({ action }) => asked.fix === undefined || fixTitle(action) === asked.fix);
  const [only, second] = wanted;
  if (only && !second) return { checked, ...only };
  const titles = (list: typeof offered): string => [...new Set(list.map(({ action }) => `“${fixTitle(action)}”`))].join(', ');
  if (found.length === 0) throw wrong(`The app has no problem ${asked.code} there`, 'Explain the problems of the app first');
  if (only) throw wrong(`There are several fixes for ${asked.code}`, `Call the tool again with fix, or pointer, one of: ${titles(wanted)}`);
  if (possible.length > 0)
    throw wrong(`There is no such fix for ${asked.code}`, `Call the tool again with fix, one of: ${titles(possible)}`);
  const own = offered.length > 0 ? `In the editor, the user can choose: ${titles(offered)}` : 'Follow the remedy of the problem';
  throw wrong(`The tool cannot fix ${asked.code}`, own);
}

function wrong(problem: string, remedy: string): Failure {
  return Failure.of('usage-wrong', { problem, remedy });
}

async function checkApp(
  { index, checker, paths }: IssueToolParts,
  named: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly checked: CheckedApp }> {
  const app = await findToolApp(index, paths, named);
  const checked = await checker.check(app.folder, signal, { mayAsk: false });
  throwIfCancelled(signal);
  return { checked };
}

/** The issue at the place where the editor shows it. */
function shownIssue({ issue, file, range, pointer }: PlacedIssue): PlacedIssue['issue'] {
  return { ...issue, place: { ...issue.place, file, range, ...(pointer !== undefined && { pointer }) } };
}
