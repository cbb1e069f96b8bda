/** Gradle's report of a failure: *Where* and *What went wrong*, kept until it ends. A build that goes on after failures writes several. */

import { type LogFinding, type LogPlace } from './logFinding.ts';
import { placeOf } from './placedError.ts';

export interface GradleFailure {
  readonly text: string;
  readonly place: LogPlace;
  readonly logLine: number;
}

const where =
  /^(?:Build file|Settings file|Script|Initialization script|Precompiled script plugin|Plugin) '(?<file>[^']{1,500})'(?: line: (?<line>\d{1,7}))?$/;
const scriptLine = /^ {0,8}Line (?<line>\d{1,7}): /;
const scriptError = /^ {0,4000}\^ (?<text>\S.*)$/;
const endOfReport = /^(?:\* (?:Try|Exception is|Get more help|Where)\b|BUILD FAILED|={20,})/;
const longestBlock = 40;

export class GradleReport {
  #place: LogPlace = {};
  #isWhere = false;
  #lines: string[] | undefined;
  #firstLine = 0;
  #scriptLine: number | undefined;

  get isOpen(): boolean {
    return this.#lines !== undefined;
  }

  /** Of the block that is open. */
  get place(): LogPlace {
    return this.#lines ? this.#place : {};
  }

  /** The failure that this line ends. */
  read(line: string, logLine: number): GradleFailure | undefined {
    if (line === '* Where:') {
      const ended = this.end();
      this.#isWhere = true;
      return ended;
    }
    if (this.#isWhere) {
      this.#isWhere = false;
      this.#place = placeOf(where.exec(line)?.groups ?? {});
      return undefined;
    }
    if (line === '* What went wrong:') {
      const ended = this.end();
      this.#lines = [];
      this.#firstLine = logLine + 1;
      return ended;
    }
    if (!this.#lines) return undefined;
    if (endOfReport.test(line)) return this.end();
    if (this.#lines.length < longestBlock) this.#lines.push(line);
    return undefined;
  }

  end(): GradleFailure | undefined {
    const lines = this.#lines;
    if (!lines) return undefined;
    const ended = { text: lines.join('\n').trim(), place: this.#place, logLine: this.#firstLine };
    this.#lines = undefined;
    this.#place = {};
    this.#scriptLine = undefined;
    return ended;
  }

  /** Kotlin scripts: `Line 12:  implementatio("x")`, and under it `^ Unresolved reference: implementatio`. */
  scriptError(line: string, logLine: number): LogFinding | undefined {
    if (!this.#lines || this.#place.file === undefined) return undefined;
    const number = scriptLine.exec(line)?.groups?.['line'];
    if (number !== undefined) this.#scriptLine = Number(number);
    const text = scriptError.exec(line)?.groups?.['text'];
    if (text === undefined || this.#scriptLine === undefined) return undefined;
    const { file } = this.#place;
    return { rank: 'placed', tool: 'gradle', code: 'log-compile-error', params: { text }, file, line: this.#scriptLine, logLine };
  }
}
