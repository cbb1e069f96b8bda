/**
 * Reads the output of a program while it runs: progress, what it made, and what went wrong. For any of the tools, as they start each other.
 * Exit codes are believed only when the output says nothing: `ns` ends with 127, the code of an absent program, for its own errors.
 */

import { createIssue } from '../../base/issue.ts';
import { type OutputFact, type OutputReader } from '../engine/buildPlan.ts';
import { artifactOf, progressOf } from './outputSigns.ts';
import { findingIssue, type LogFinding } from './logFinding.ts';
import { LogExplainer } from './logExplainer.ts';
import { maskCommonSecrets } from './maskCommonSecrets.ts';

export interface LogReaderInput {
  /** The name of the program, as it is shown. */
  readonly program: string;
  /** Makes a path absolute that the tool wrote from its folder. */
  readonly resolve: (path: string) => string;
}

export class BuildLogReader implements OutputReader {
  readonly #explainer = new LogExplainer();
  readonly #input: LogReaderInput;
  #logLine = 0;

  constructor(input: LogReaderInput) {
    this.#input = input;
  }

  read(line: string): readonly OutputFact[] {
    this.#logLine++;
    const facts: OutputFact[] = this.#explainer.read(line, this.#logLine).map((finding) => this.#fact(finding));
    const progress = progressOf(line);
    if (progress) facts.push({ kind: 'progress', ...progress });
    const path = artifactOf(line);
    if (path !== undefined) facts.push({ kind: 'artifact', path: this.#input.resolve(path) });
    return facts;
  }

  end(exitCode: number | undefined): readonly OutputFact[] {
    const facts: OutputFact[] = this.#explainer.end().map((finding) => this.#fact(finding));
    if (facts.length > 0 || this.#explainer.hasErrors || exitCode === undefined || exitCode === 0) return facts;
    const { program } = this.#input;
    const place = { logLine: Math.max(1, this.#logLine) };
    if (exitCode === 126) return [{ kind: 'issue', issue: createIssue('log-exit-not-executable', {}, place) }];
    if (exitCode === 127) return [{ kind: 'issue', issue: createIssue('log-exit-program-absent', {}, place) }];
    if (exitCode === 137) return [{ kind: 'issue', issue: createIssue('log-exit-killed', {}, place) }];
    const last = this.#explainer.lastLines;
    if (!last) return [];
    const params = { tool: program, block: maskCommonSecrets(last.text) };
    return [{ kind: 'issue', issue: createIssue('log-unexplained', params, { logLine: last.logLine }) }];
  }

  #fact(finding: LogFinding): OutputFact {
    const issue = findingIssue(finding);
    const { place } = issue;
    if (place?.file === undefined) return { kind: 'issue', issue };
    return { kind: 'issue', issue: { ...issue, place: { ...place, file: this.#input.resolve(place.file) } } };
  }
}
