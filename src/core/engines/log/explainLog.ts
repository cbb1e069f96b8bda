/** Explains a whole log, from bytes that come in pieces: what went wrong first, what is only said to have failed last. */

import { type Bytes } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { hasErrors, type Issue } from '../../base/issue.ts';
import { findingIssue, type FindingRank, type LogFinding } from './logFinding.ts';
import { LogExplainer } from './logExplainer.ts';
import { LogLines } from './logLines.ts';
import { type LogTool } from './logTool.ts';

export interface LogExplanation {
  /** The tool that wrote the log, the outermost one that is recognized, else the one that said what went wrong; absent when neither is known. */
  readonly tool?: LogTool;
  /** Whether a cause was found; `false` as well for a log that says nothing of a failure. */
  readonly explained: boolean;
  /** The cause first. */
  readonly issues: readonly Issue[];
  readonly lines: number;
}

const order: readonly FindingRank[] = ['known', 'placed', 'weak', 'unexplained'];

export async function explainLog(pieces: AsyncIterable<Bytes> | Iterable<Bytes>, signal?: AbortSignal): Promise<LogExplanation> {
  const lines = new LogLines();
  const explainer = new LogExplainer();
  const findings: LogFinding[] = [];
  let count = 0;
  for await (const piece of pieces) {
    if (signal) throwIfCancelled(signal);
    for (const { text, number } of lines.push(piece)) {
      findings.push(...explainer.read(text, number));
      count = number;
    }
  }
  for (const { text, number } of lines.end()) {
    findings.push(...explainer.read(text, number));
    count = number;
  }
  findings.push(...explainer.end());
  const kept = findings.filter((finding) => finding.file !== undefined || !findings.some((other) => isSameWithPlace(other, finding)));
  const issueOf = new Map(kept.map((finding) => [finding, findingIssue(finding)]));
  const isError = (finding: LogFinding): number => (issueOf.get(finding)?.severity === 'error' ? 0 : 1);
  const sorted = kept.toSorted((a, b) => isError(a) - isError(b) || order.indexOf(a.rank) - order.indexOf(b.rank) || a.logLine - b.logLine);
  const issues = sorted.flatMap((finding) => issueOf.get(finding) ?? []);
  const [first] = sorted;
  const tool = explainer.tool ?? (first && isNamed(first) ? first.tool : undefined);
  const causes = sorted.filter(({ rank }) => rank === 'known' || rank === 'placed').flatMap((finding) => issueOf.get(finding) ?? []);
  return { ...(tool && { tool }), explained: hasErrors(causes), issues, lines: count };
}

/** A tool says it with the place, and the one that started it says it again without. */
function isSameWithPlace(other: LogFinding, finding: LogFinding): boolean {
  return other.file !== undefined && other.code === finding.code && JSON.stringify(other.params) === JSON.stringify(finding.params);
}

/** A full disk or a lost connection may stop any tool; only an absent program is what the shell itself reports. */
function isNamed({ tool, code }: LogFinding): boolean {
  return tool !== 'shell' || code === 'log-absent-program';
}
