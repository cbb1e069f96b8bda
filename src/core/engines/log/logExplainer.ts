/**
 * Takes a build log line by line and finds out why the build failed: a failure that is known by its text, an error at a place of the
 * project, and where neither is found the tool's own words. It keeps what it found and a few lines, so its memory does not grow with the
 * log. It touches no file: paths are as the tool wrote them.
 */

import { cleanLine } from './cleanLine.ts';
import { ErrorContext } from './errorContext.ts';
import { type GradleFailure, GradleReport } from './gradleFailure.ts';
import { findingIssue, type LogFinding } from './logFinding.ts';
import { type LogTool, ToolSigns } from './logTool.ts';
import { allKnown } from './matchKnown.ts';
import { placedError } from './placedError.ts';
import { ToolBlocks } from './toolBlocks.ts';

/** More than a person reads. */
export const mostFindings = 200;

/** No tool says anything in fewer letters. */
const shortestLine = 4;

/** What Gradle says when another tool has said it already. */
const pointsElsewhere =
  /[Cc]ompilation (?:error|failed)|compiler error output|See (?:the )?log for|finished with non-zero exit value|resource (?:linking|compilation) failed|Failed to execute aapt/;
const success = /^(?:BUILD SUCCESSFUL|\*\* (?:BUILD|ARCHIVE|EXPORT) SUCCEEDED \*\*|Build succeeded\.|✓ Built )/;
const listHead = /^Built the following (?:apk|bundle|packages?)\(?s?\)?:\s*$/;
const failure = /^(?:FAILURE: |BUILD FAILED|\*\* (?:BUILD|ARCHIVE|EXPORT) FAILED \*\*|Build FAILED)/;

export class LogExplainer {
  readonly #context = new ErrorContext();
  readonly #report = new GradleReport();
  readonly #blocks = new ToolBlocks();
  readonly #signs = new ToolSigns();
  readonly #seen = new Set<string>();
  readonly #weak: LogFinding[] = [];
  /** The place of an error whose text is in the next line. */
  #headed: LogFinding | undefined;
  #errors = 0;
  /** Of errors, repeated ones too. */
  #sightings = 0;
  #sightingsBeforeReport = 0;
  #endsWell: boolean | undefined;
  /** The line of Cordova's list of packages, when it was the last one. */
  #listAt: number | undefined;

  /** What is certain with this line. */
  read(line: string, logLine: number): readonly LogFinding[] {
    if (line.length < shortestLine && this.#isIdle) return [];
    const text = cleanLine(line);
    const found = [...this.#context.complete(text, logLine), ...this.#emptyList(text, logLine)];
    if (text !== '') {
      this.#signs.read(text);
      if (success.test(text)) this.#endsWell = true;
      else if (failure.test(text)) this.#endsWell = false;
      const finding = this.#errorOf(text, logLine);
      if (finding?.rank === 'weak') this.#weak.push(...(this.#weak.length < mostFindings ? [finding] : []));
      else if (finding) {
        if (this.#context.isHolding) found.push(...this.#context.release());
        if (!this.#context.hold(finding)) found.push(finding);
      } else this.#blocks.read(text, logLine);
    }
    const fresh = this.#fresh(found);
    const ended = this.#report.read(text, logLine);
    return ended ? [...fresh, ...this.#fresh(this.#unexplained(ended))] : fresh;
  }

  /** What is certain only when there are no more lines. */
  end(): readonly LogFinding[] {
    const found = [...this.#fresh([...this.#context.release(), ...this.#emptyList('', 0)])];
    const ended = this.#report.end();
    if (ended) found.push(...this.#fresh(this.#unexplained(ended)));
    if (this.#errors > 0 || this.#endsWell === true) return found;
    if (this.#weak.length > 0) return [...found, ...this.#fresh(this.#weak.slice(0, 1))];
    const block = this.#blocks.first;
    if (!block) return found;
    const tool = this.tool ?? 'shell';
    const params = { tool: this.tool ?? 'The build', block: block.text };
    return [...found, ...this.#fresh([{ rank: 'unexplained', tool, code: 'log-unexplained', params, logLine: block.logLine }])];
  }

  /** Which tool wrote the log, by what it says; the outermost one. */
  get tool(): LogTool | undefined {
    return this.#signs.tool;
  }

  /** The last lines, for a program that ended without a word about its reason. */
  get lastLines(): { readonly text: string; readonly logLine: number } | undefined {
    return this.#blocks.last;
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  /** Whether a line without words can mean nothing. */
  get #isIdle(): boolean {
    return !this.#context.isHolding && !this.#report.isOpen && this.#listAt === undefined;
  }

  /** Cordova ends well with an empty list of packages when it does not find them. */
  #emptyList(text: string, logLine: number): readonly LogFinding[] {
    const at = this.#listAt;
    this.#listAt = listHead.test(text) ? logLine : undefined;
    if (at === undefined || /\.(?:apk|aab)$/.test(text)) return [];
    return [{ rank: 'known', tool: 'cordova', code: 'log-cordova-no-package', params: {}, logLine: at }];
  }

  #errorOf(text: string, logLine: number): LogFinding | undefined {
    const known = allKnown(text, logLine)[0];
    // Gradle repeats what a tool said as a cause, behind an arrow.
    const placed = placedError(this.#report.isOpen ? text.replace(/^ {0,12}(?:> )?/, '') : text, logLine);
    const headed = this.#headed;
    this.#headed = undefined;
    if (placed && placed.params['text'] === '') {
      this.#headed = placed;
      return undefined;
    }
    if (known) {
      const own = known.file === undefined ? (placed ?? headed) : known;
      const fatal = known.code === 'log-android-xml-malformed' && known.line === undefined ? this.#context.fatalPlace(logLine) : {};
      const place = own ?? this.#report.place;
      const { file, line, column } = { ...place, ...fatal };
      return {
        ...known,
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
      };
    }
    if (headed && !placed) return { ...headed, params: { text: text.trim() } };
    return placed ?? this.#context.read(text, logLine) ?? this.#report.scriptError(text, logLine);
  }

  #unexplained({ text, place, logLine }: GradleFailure): readonly LogFinding[] {
    const isExplained = this.#sightings > this.#sightingsBeforeReport || this.#context.isHolding;
    this.#sightingsBeforeReport = this.#sightings;
    if (isExplained || text === '' || (this.#errors > 0 && pointsElsewhere.test(text))) return [];
    return [{ rank: 'unexplained', tool: 'gradle', code: 'log-unexplained', params: { tool: 'gradle', block: text }, ...place, logLine }];
  }

  #fresh(findings: readonly LogFinding[]): readonly LogFinding[] {
    return findings.filter((finding) => {
      const { code, file, line, column, params } = finding;
      const isError = findingIssue(finding).severity === 'error';
      if (isError) this.#sightings++;
      const key = JSON.stringify([code, file, line, column, params]);
      if (this.#seen.has(key) || this.#seen.size >= mostFindings) return false;
      this.#seen.add(key);
      if (isError) this.#errors++;
      return true;
    });
  }
}
