/** The readable report of a mutation run: the score of each part, and each change that no test noticed, with its place. */

import { type Mutant } from './runPart.ts';

export interface PartResult {
  readonly name: string;
  /** Absent when the part was not finished. */
  readonly mutants?: readonly Mutant[];
  readonly seconds: number;
}

export interface MutationScore {
  readonly detected: number;
  readonly undetected: number;
  /** Of a hundred; 100 when there is nothing to detect. */
  readonly percent: number;
  readonly ignored: number;
}

export function scoreOf(mutants: readonly Mutant[]): MutationScore {
  const count = (...statuses: readonly Mutant['status'][]) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const detected = count('Killed', 'Timeout');
  const undetected = count('Survived', 'NoCoverage');
  const percent = detected + undetected === 0 ? 100 : (detected * 100) / (detected + undetected);
  return { detected, undetected, percent, ignored: count('Ignored') };
}

export function mutationReport(room: string, results: readonly PartResult[], demandedPercent: number): string {
  const all = results.flatMap(({ mutants }) => mutants ?? []);
  const unfinished = results.filter(({ mutants }) => mutants === undefined);
  const lines = [`Mutation run of ${room}`, ''];
  for (const { name, mutants, seconds } of results) {
    const width = Math.max(...results.map((result) => result.name.length));
    const score = mutants ? scoreLine(scoreOf(mutants)) : 'not finished: run again to continue';
    lines.push(`${name.padEnd(width)}  ${score}  ${seconds.toFixed(0)} s`);
  }
  const missed = all.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  if (missed.length > 0) lines.push('', 'Not noticed by any test:');
  for (const mutant of missed.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column))
    lines.push(missedLine(mutant));
  const score = scoreOf(all);
  const verdict = score.percent >= demandedPercent ? 'reached' : 'not reached';
  lines.push('', `${room}: ${scoreLine(score)}; ${demandedPercent} % ${unfinished.length > 0 ? 'not shown yet' : verdict}`);
  if (score.ignored > 0) lines.push(`${score.ignored} changes that take effect while a module is loaded were not tried.`);
  if (unfinished.length > 0) lines.push(`${unfinished.length} of ${results.length} parts are not in this figure.`);
  return `${lines.join('\n')}\n`;
}

function scoreLine({ detected, undetected, percent }: MutationScore): string {
  return `${percent.toFixed(1).padStart(5)} %  ${detected} of ${detected + undetected} noticed`;
}

function missedLine({ file, line, column, mutator, original, replacement, status }: Mutant): string {
  const how = status === 'NoCoverage' ? ' (no test runs this)' : '';
  return `  ${file}:${line}:${column} ${mutator}${how}\n      - ${oneLine(original)}\n      + ${oneLine(replacement)}`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
