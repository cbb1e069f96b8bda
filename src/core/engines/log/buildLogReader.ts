/**
 * Reads the output of a program while it runs: progress, what it made, and what went wrong. For any of the tools, as they start each other.
 * Exit codes are believed only when the output says nothing: `ns` ends with 127, the code of an absent program, for its own errors.
 */

import { createIssue, type Issue, type Place } from '../../base/issue.ts';
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
  /** Absolute path of the folder of the app. Its name may have signs that end a path in the forms of errors. */
  readonly root?: string;
}

/** What every form of an error takes for a part of a path. */
const plainPath = /^(?:[A-Za-z]:)?[\w./\\ @+~-]*$/;
/** Stands for the folder of the app: of the area that Unicode leaves to private use, so no log has it. */
const rootSign = '/\u{F8FF}';

/** What an exit code alone says: those of shells, 128 and the number of a signal, and that of npm for a file it may not write. */
function exitIssue(exitCode: number, place: Place): Issue | undefined {
  switch (exitCode) {
    case 126:
      return createIssue('log-exit-not-executable', {}, place);
    case 127:
      return createIssue('log-exit-program-absent', {}, place);
    case 130:
    case 143:
      return createIssue('log-exit-cancelled', { code: exitCode }, place);
    case 137:
      return createIssue('log-exit-killed', {}, place);
    case 243:
      return createIssue('log-exit-npm-permission', {}, place);
    default:
      return undefined;
  }
}

export class BuildLogReader implements OutputReader {
  readonly #explainer = new LogExplainer();
  readonly #input: LogReaderInput;
  readonly #oddRoot: string | undefined;
  #logLine = 0;

  constructor(input: LogReaderInput) {
    this.#input = input;
    const { root } = input;
    this.#oddRoot = root === undefined || root === '' || plainPath.test(root) ? undefined : root;
  }

  read(line: string): readonly OutputFact[] {
    this.#logLine++;
    const read = this.#oddRoot === undefined ? line : line.replaceAll(this.#oddRoot, rootSign);
    const facts: OutputFact[] = this.#explainer.read(read, this.#logLine).map((finding) => this.#fact(finding));
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
    const known = exitIssue(exitCode, place);
    if (known) return [{ kind: 'issue', issue: known }];
    const last = this.#explainer.lastLines;
    if (!last) return [];
    const params = { tool: program, block: maskCommonSecrets(this.#written(last.text)) };
    return [{ kind: 'issue', issue: createIssue('log-unexplained', params, { logLine: last.logLine }) }];
  }

  #fact(finding: LogFinding): OutputFact {
    const params = Object.fromEntries(
      Object.entries(finding.params).map(([name, value]) => [name, typeof value === 'string' ? this.#written(value) : value]),
    );
    const file = finding.file === undefined ? {} : { file: this.#written(finding.file) };
    const issue = findingIssue({ ...finding, params, ...file });
    const { place } = issue;
    if (place?.file === undefined) return { kind: 'issue', issue };
    return { kind: 'issue', issue: { ...issue, place: { ...place, file: this.#input.resolve(place.file) } } };
  }

  #written(text: string): string {
    return this.#oddRoot === undefined ? text : text.replaceAll(rootSign, this.#oddRoot);
  }
}
