/**
 * What the project's own tool says of values that the project computes, such as in `app.config.ts` or a build script. The tool runs code of the
 * project, so only the user can allow it; it gets a limited time, and its answer is read like any other input.
 */

import { type Failure, isFailure } from '../../base/failure.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { phrase } from '../../base/phrase.ts';
import { type ProcessRunner } from '../../ports/processRunner.ts';
import { type GradleEnginePorts } from '../gradle/gradleEnginePorts.ts';

export interface EvaluatedValues {
  readonly appIdentifier?: string;
  readonly name?: string;
  readonly version?: string;
  readonly versionCode?: number;
  readonly minimumOs?: string;
  readonly targetSdk?: number;
  readonly variants?: readonly EvaluatedVariant[];
}

export interface EvaluatedVariant {
  readonly name: string;
  readonly appIdentifier?: string;
  readonly flavor?: string;
  readonly buildType?: string;
  readonly version?: string;
  readonly versionCode?: number;
}

export interface Evaluation {
  /** As a person would type it. */
  readonly command: string;
  /** Of the project, relative to the app: what is evaluated. */
  readonly file: string;
  readonly values: EvaluatedValues;
}

export interface Evaluations {
  /** The most special one first. */
  readonly evaluations: readonly Evaluation[];
  /** Why a tool did not answer. */
  readonly issues: readonly Issue[];
}

/** What each tool says; one that does not answer takes nothing from the others. */
export async function evaluateWith(asks: readonly (() => Promise<Evaluation | undefined>)[]): Promise<Evaluations> {
  const evaluations: Evaluation[] = [];
  const issues: Issue[] = [];
  for (const ask of asks) {
    try {
      const found = await ask();
      if (found) evaluations.push(found);
    } catch (error) {
      if (!isFailure(error, 'issues-found')) throw error;
      issues.push(...error.issues);
    }
  }
  return { evaluations, issues };
}

/** How a tool is asked. */
export interface Question {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute path. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
  /** As a person would type it. */
  readonly shown: string;
  /** Absolute path of the app: no program is taken from there by its name. */
  readonly appFolder: string;
}

export type EvaluationPorts = Pick<GradleEnginePorts, 'programs'>;

/** What it printed. Throws `issues-found` where it does not end well, or not in time. */
export async function askTool({ programs }: EvaluationPorts, question: Question, signal: AbortSignal): Promise<string> {
  if (!programs) throw unevaluated(question.shown, phrase('no program can be started here'));
  const { command, args, folder, environment = {}, timeLimitMs, shown, appFolder } = question;
  const { exitCode, stdout, stderr } = await runTool(programs, shown, {
    command,
    args,
    cwd: folder,
    env: { CI: 'true', NO_COLOR: '1', ...environment },
    timeoutMs: timeLimitMs,
    notFrom: [appFolder],
    signal,
  });
  if (exitCode === 0) return stdout;
  const said = withoutColors(`${stderr}\n${stdout}`)
    .split('\n')
    .map((line) => line.trim());
  throw unevaluated(shown, said.find((line) => line !== '')?.slice(0, 300) ?? phrase('it ended without an answer'));
}

export function withoutColors(output: string): string {
  // oxlint-disable-next-line no-control-regex -- what colors a terminal begins with this sign
  return output.replaceAll(/\u001B\[[\d;]*m/g, '');
}

async function runTool(
  programs: ProcessRunner,
  shown: string,
  request: Parameters<ProcessRunner['run']>[0],
): Promise<Awaited<ReturnType<ProcessRunner['run']>>> {
  try {
    return await programs.run(request);
  } catch (error) {
    if (isFailure(error, 'process-timeout')) throw unevaluated(shown, error.message);
    throw error;
  }
}

/** Why a project keeps the values that its files state. */
export function unevaluated(command: string, reason: string): Failure {
  const issue: Issue = createIssue('project-evaluation-failed', { command, reason });
  return issuesFound([issue]);
}

/** The JSON object among the lines that a tool printed. Throws `issues-found` where there is none. */
export function jsonObjectIn(output: string, shown: string): unknown {
  const lines = output.split('\n').filter((line) => line.trimStart().startsWith('{'));
  for (const text of [output, ...lines.slice(-20).toReversed()]) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  throw unevaluated(shown, phrase('its answer is not JSON'));
}

const longestText = 500;

/** A text of an answer, as far as it can be one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longestText ? value : undefined;
}

/** A whole number above 0, also where it is written as a text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
