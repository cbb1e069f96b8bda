/**
 * One run of the command line: finds the command, runs it, writes its outcome, and says what the process ends with. The
 * only place where failures are caught: each becomes a text for people or a document for programs.
 */

import { type Failure, isFailure } from '../core/base/failure.ts';
import { hasErrors } from '../core/base/issue.ts';
import { isCancelled } from '../core/base/cancellation.ts';
import { type CommandServices } from './commandServices.ts';
import { exitCodeOf, exitCodes } from '../core/base/exitCodes.ts';
import { type ListedCommand } from './commands/commandList.ts';
import { type CommandOutcome } from './grammar/command.ts';
import { findCommand } from './grammar/findCommand.ts';
import { commandHelp, overviewHelp } from './grammar/helpText.ts';
import { parseArguments } from './grammar/parseArguments.ts';
import { usageFailure } from './grammar/usageFailure.ts';
import { failureJson } from './report/failureJson.ts';
import { issueJson } from './report/issueJson.ts';
import { jsonText } from './report/jsonText.ts';
import { countIssues, issuesText } from './report/issueText.ts';
import { type WorkingPlace } from './grammar/commandInput.ts';
import { ProgressLine } from './terminal/progressLine.ts';
import { paintFor, visible } from './terminal/style.ts';
import { type Terminal } from './terminal/terminal.ts';
import { TextPage } from './terminal/textPage.ts';

export interface CommandLineRun extends WorkingPlace {
  readonly args: readonly string[];
  readonly commands: readonly ListedCommand[];
  readonly terminal: Terminal;
  readonly productVersion: string;
  /** `secretVariables` of the environment are what options of this run name as the place of a secret. */
  readonly services: (progress: ProgressLine | undefined, secretVariables: readonly string[]) => CommandServices;
}

interface OutputForm {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly hasColors: boolean;
}

export async function runCommandLine(run: CommandLineRun): Promise<number> {
  const { args, terminal } = run;
  const has = (option: string): boolean => beforeOperands(args).includes(option);
  const form: OutputForm = { json: has('--json'), quiet: has('--quiet'), hasColors: terminal.hasColors && !has('--no-color') };
  const progress = terminal.showsProgress && !form.quiet ? new ProgressLine(terminal) : undefined;
  try {
    return await dispatch(run, form, progress);
  } catch (error) {
    progress?.clear();
    if (isFailure(error)) return writeFailure(run, form, error);
    if (isCancelled(error)) return exitCodes.cancelled;
    return writeDefect(run, form, error);
  } finally {
    progress?.clear();
  }
}

async function dispatch(run: CommandLineRun, form: OutputForm, progress: ProgressLine | undefined): Promise<number> {
  const { args, terminal, commands } = run;
  if (args[0] === '--version' || args[0] === '-V')
    return print(terminal, form.json ? JSON.stringify({ version: run.productVersion }) : run.productVersion);
  const found = findCommand(commands, args);
  if (found.kind === 'overview') {
    if (found.isAskedFor) {
      const loaded = await Promise.all(commands.map(async (listed) => await listed.load()));
      return print(terminal, overviewHelp(loaded, found.noun));
    }
    const verbs = commands.filter(({ path }) => path[0] === found.noun).map(({ path }) => path[1]);
    throw usageFailure(`mdist ${found.noun ?? ''} needs a verb`, `Add one of ${verbs.join(', ')}`);
  }
  const command = await found.command.load();
  const input = parseArguments(command, found.rest, run);
  if (input.flag('help')) return print(terminal, commandHelp(command));
  const outcome = await command.run(input, run.services(progress, input.secretVariables()));
  progress?.clear();
  return writeOutcome(run, form, outcome);
}

function print(terminal: Terminal, text: string): number {
  terminal.out(`${text}\n`);
  return exitCodes.done;
}

function writeOutcome({ terminal, workingFolder, paths }: CommandLineRun, form: OutputForm, outcome: CommandOutcome): number {
  const { document, issues, next = [] } = outcome;
  const exitCode = outcome.exitCode ?? (hasErrors(issues) ? exitCodes.issues : exitCodes.done);
  if (outcome.isPrinted === true) return exitCode;
  if (outcome.printed !== undefined) {
    terminal.out(`${outcome.printed}\n`);
    return exitCode;
  }
  if (form.json) {
    const shown = issues.map((issue) => issueJson(issue, outcome.fixesOf?.(issue)));
    terminal.out(`${jsonText({ ...document, issues: shown })}\n`);
    return exitCode;
  }
  const format = { hasColors: form.hasColors, workingFolder, paths };
  if (form.quiet) {
    terminal.err(
      issuesText(
        issues.filter(({ severity }) => severity === 'error'),
        format,
      ),
    );
    return exitCode;
  }
  const page = new TextPage({ hasColors: form.hasColors, ...(terminal.isInteractive && { columns: terminal.columns }) });
  outcome.write(page);
  terminal.out(page.text());
  if (issues.length > 0) terminal.out(`${page.text() === '' ? '' : '\n'}${issuesText(issues, format)}\n${countIssues(issues)}\n`);
  if (next.length > 0 && exitCode === exitCodes.done) terminal.out(`\nNext: ${next.join('\n      ')}\n`);
  return exitCode;
}

function writeFailure(run: CommandLineRun, form: OutputForm, failure: Failure): number {
  const { terminal, workingFolder, paths } = run;
  const exitCode = exitCodeOf(failure.kind);
  if (form.json) {
    terminal.out(`${jsonText(failureJson(failure))}\n`);
    return exitCode;
  }
  const paint = paintFor(form.hasColors);
  if (failure.issues.length > 0) {
    const shown = form.quiet ? failure.issues.filter(({ severity }) => severity === 'error') : failure.issues;
    terminal.err(`${issuesText(shown, { hasColors: form.hasColors, workingFolder, paths })}\n`);
  }
  // The message of this failure is the first issue, which was just written.
  if (failure.code === 'issues-found' && failure.issues.length > 0) terminal.err(`${countIssues(failure.issues)}\n`);
  else if (failure.kind === 'cancelled') terminal.err(`${failure.message}\n`);
  else terminal.err(`${paint('red', 'error:')} ${visible(failure.message)}\n${failure.hint === '' ? '' : `${visible(failure.hint)}\n`}`);
  return exitCode;
}

const defectHint = 'Report it with this text; it contains no passwords';

function writeDefect({ terminal }: CommandLineRun, form: OutputForm, error: unknown): number {
  const message = `mdist has an internal error: ${error instanceof Error ? error.message : String(error)}`;
  if (form.json) terminal.out(`${jsonText(failureJson({ code: 'defect', message, hint: defectHint, issues: [] }))}\n`);
  else terminal.err(`${message}\n${defectHint}\n${error instanceof Error ? (error.stack ?? '') : ''}\n`);
  return exitCodes.defect;
}

/** What follows `--` are operands, whatever they look like. */
function beforeOperands(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}
