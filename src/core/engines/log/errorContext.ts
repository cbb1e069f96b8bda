/**
 * Errors that a tool writes over several lines: what is wrong in one, where in another. Keeps the few lines that this needs, never more, and
 * keeps a finding back while a line may still say its column.
 */

import { type LogFinding, type LogPlace } from './logFinding.ts';
import { placeOf } from './placedError.ts';

interface Held {
  readonly finding: LogFinding;
  readonly kind: 'caret' | 'frame' | 'ruby';
  readonly until: number;
  readonly line?: number;
}

interface Remembered extends LogPlace {
  readonly at: number;
}

const path = String.raw`(?<file>(?:file:\/{2,3})?(?:[A-Za-z]:(?=[\\/]))?[^:*?"<>|()\s][^:*?"<>|\n]{0,500})`;
/** rustc: `  --> src/main.rs:4:5`. */
const arrow = new RegExp(String.raw`^ {0,12}--> ${path}:(?<line>\d{1,7}):(?<column>\d{1,6})$`);
/** rolldown: `   ╭─[ src/main.ts:1:12 ]`. */
const corner = new RegExp(String.raw`^ {0,12}╭─\[ ?${path}:(?<line>\d{1,7}):(?<column>\d{1,6}) ?\]$`);
/** esbuild: `    src/main.ts:1:12:`. */
const indented = new RegExp(String.raw`^ {4}${path}:(?<line>\d{1,7}):(?<column>\d{1,6}):$`);
/** Rollup: `file: /project/src/main.ts:1:12`. */
const labelled = new RegExp(String.raw`^file: ${path}:(?<line>\d{1,7}):(?<column>\d{1,6})$`);
/** Node: `/project/vite.config.js:3`, and then `SyntaxError: …`. */
const alone = new RegExp(String.raw`^ {0,8}${path}:(?<line>\d{1,7})$`);
const syntaxError = /^ {0,8}SyntaxError(?: \[\w{1,60}\])?: (?<text>.*)$/;
const fatalXml = /\[Fatal Error\] (?<file>[^:\s]{0,300}):(?<line>\d{1,7}):(?<column>\d{1,6}): (?<text>.*)$/;
const headOfRust = /^error(?:\[E\d{4}\])?: (?<text>.*)$/;
const headOfEsbuild = /^(?:✘|X|✗) \[ERROR\] (?<text>.*)$/;
const headOfRolldown = /^(?:Error: )?\[(?:[A-Z_]{3,40}|[\w:.-]{3,60})\] (?<text>.*)$/;
const headOfRollup = /^(?:\[vite[\w:-]{0,40}\]|RollupError:|Error:|error during build:) ?(?<text>.+)$/;
const frameLine = /^> {0,5}(?<line>\d{1,7}) \|/;
const frameCaret = /^ {1,12}\|(?<gap> {0,4000})\^/;

/** CocoaPods: ` #  from /project/ios/Podfile:12`. */
const fromRuby = new RegExp(String.raw`^ {0,4}# {1,4}from ${path}:(?<line>\d{1,7})$`);

const nearLines = 15;

export class ErrorContext {
  #held: Held | undefined;
  /** The text of the last error that had no place, by the form of the tool that wrote it. */
  readonly #heads = new Map<RegExp, { readonly text: string; readonly at: number }>();
  #alone: Remembered | undefined;
  #fatal: (Remembered & { readonly text: string }) | undefined;

  /** Whether a finding waits for a later line. */
  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  /** A finding that later lines may complete; `undefined` when it can go out as it is. */
  hold(finding: LogFinding): boolean {
    const kind = kindOf(finding);
    if (kind === undefined || finding.column !== undefined || (finding.file === undefined && kind !== 'ruby')) return false;
    this.#held = { finding, kind, until: finding.logLine + (kind === 'caret' ? 3 : nearLines) };
    return true;
  }

  /** What was held back, as it is. */
  release(): readonly LogFinding[] {
    const held = this.#held;
    this.#held = undefined;
    return held ? [held.finding] : [];
  }

  /** Before anything else is made of a line. */
  complete(line: string, logLine: number): readonly LogFinding[] {
    const held = this.#held;
    if (!held) return [];
    if (logLine > held.until) return this.release();
    const done = (place: LogPlace, text?: string): readonly LogFinding[] => {
      this.#held = undefined;
      return [{ ...held.finding, ...place, ...(text !== undefined && { params: { text } }) }];
    };
    if (held.kind === 'ruby') {
      const groups = fromRuby.exec(line)?.groups;
      return groups ? done(placeOf(groups)) : [];
    }
    if (held.kind === 'caret') {
      const symbol = /^ {2}symbol: {1,4}(?<symbol>\S.{0,300})$/.exec(line)?.groups?.['symbol'];
      if (symbol !== undefined) return done({}, `${String(held.finding.params['text'])}: ${symbol}`);
      if (!/^\s*\^\s*$/.test(line)) return [];
      const column = line.indexOf('^') + 1;
      if (held.finding.params['text'] !== 'cannot find symbol') return done({ column });
      this.#held = { ...held, finding: { ...held.finding, column } };
      return [];
    }
    const frame = frameLine.exec(line)?.groups?.['line'];
    if (frame !== undefined) this.#held = { ...held, line: Number(frame) };
    const gap = frameCaret.exec(line)?.groups?.['gap'];
    return gap !== undefined && held.line !== undefined ? done({ line: held.line, column: Math.max(1, gap.length) }) : [];
  }

  /** An error of which this line says the place, or the rest. */
  read(line: string, logLine: number): LogFinding | undefined {
    const place = this.#placeLine(line, logLine);
    if (place) return place;
    for (const head of [headOfEsbuild, headOfRust, headOfRolldown, headOfRollup]) {
      const text = head.exec(line)?.groups?.['text'];
      if (text === undefined) continue;
      this.#heads.set(head, { text, at: logLine });
      break;
    }
    const fatal = fatalXml.exec(line)?.groups;
    if (fatal) {
      const { file: name = '', ...rest } = fatal;
      this.#fatal = { ...placeOf(name === '' ? rest : fatal), text: fatal['text'] ?? '', at: logLine };
    }
    const aloneGroups = alone.exec(line)?.groups;
    if (aloneGroups) this.#alone = { ...placeOf(aloneGroups), at: logLine };
    return undefined;
  }

  /** Line and column of the XML error that was printed before its file. */
  fatalPlace(logLine: number): LogPlace {
    const fatal = this.#fatal;
    if (!fatal || logLine - fatal.at > nearLines) return {};
    return { ...(fatal.line !== undefined && { line: fatal.line }), ...(fatal.column !== undefined && { column: fatal.column }) };
  }

  #placeLine(line: string, logLine: number): LogFinding | undefined {
    if (line.includes('-->')) return this.#placed(arrow.exec(line), [headOfRust], 'cargo', logLine);
    if (line.includes('╭─')) return this.#placed(corner.exec(line), [headOfRolldown, headOfRollup], 'vite', logLine);
    if (line.startsWith('file: ')) return this.#placed(labelled.exec(line), [headOfRolldown, headOfRollup], 'vite', logLine);
    if (line.startsWith('    ') && line.endsWith(':')) return this.#placed(indented.exec(line), [headOfEsbuild], 'vite', logLine);
    const text = syntaxError.exec(line)?.groups?.['text'];
    const { at = -nearLines, ...place } = this.#alone ?? {};
    if (text === undefined || logLine - at >= nearLines) return undefined;
    return { rank: 'placed', tool: 'node', code: 'log-compile-error', params: { text }, ...place, logLine };
  }

  #placed(match: RegExpExecArray | null, heads: readonly RegExp[], tool: LogFinding['tool'], logLine: number): LogFinding | undefined {
    if (!match?.groups) return undefined;
    for (const head of heads) {
      const told = this.#heads.get(head);
      if (!told || logLine - told.at > nearLines) continue;
      this.#heads.delete(head);
      return { rank: 'placed', tool, code: 'log-compile-error', params: { text: told.text }, ...placeOf(match.groups), logLine: told.at };
    }
    return undefined;
  }
}

function kindOf({ code, tool }: LogFinding): Held['kind'] | undefined {
  if (code === 'log-metro-module-missing') return 'frame';
  if (code === 'log-pod-podfile') return 'ruby';
  return tool === 'javac' ? 'caret' : undefined;
}
