/**
 * Issues as a SARIF 2.1.0 log (OASIS Standard, sections 3.13 to 3.52), for code scanning: one rule a code, one result an issue, lines and
 * columns counted from one. Files inside the working folder are named relative to it, as GitHub wants them.
 */

import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { type Issue, type Severity } from '../../core/base/issue.ts';
import { type IssueCode, issueTable } from '../../core/base/issues/issueTable.ts';
import { type WorkingPlace } from '../grammar/commandInput.ts';

export interface SarifContext extends WorkingPlace {
  readonly productVersion: string;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

export function sarifLog(issues: readonly Issue[], { productVersion, ...place }: SarifContext): object {
  const codes = [...new Set(issues.map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mdist', semanticVersion: productVersion, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: issues.map((issue) => resultOf(issue, codes.indexOf(issue.code), place)),
      },
    ],
  };
}

function ruleOf(code: IssueCode): object {
  const { severity, message, remedy } = issueTable[code];
  return {
    id: code,
    shortDescription: { text: message },
    help: { text: remedy },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(issue: Issue, ruleIndex: number, working: WorkingPlace): object {
  const { code, severity, message, remedy, place } = issue;
  const file = place?.file === undefined ? undefined : artifactOf(place.file, working);
  // Readers want a place inside; what concerns a whole file is at its beginning.
  const range = place?.range ?? { line: 0, column: 0, endLine: 0, endColumn: 0 };
  const pointer = place?.pointer;
  const location = {
    ...(file !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: file },
        region: {
          startLine: range.line + 1,
          startColumn: range.column + 1,
          endLine: range.endLine + 1,
          endColumn: range.endColumn + 1,
        },
      },
    }),
    ...(pointer !== undefined && { logicalLocations: [{ fullyQualifiedName: pointer, kind: 'member' }] }),
  };
  // The same issue stays the same when the lines around it move.
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([code, file, pointer, issue.params]))
    .digest('hex');
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: `${message}. ${remedy}` },
    ...(Object.keys(location).length > 0 && { locations: [location] }),
    partialFingerprints: { 'mdistIssue/v1': fingerprint },
  };
}

/** A URI: relative with forward slashes inside the working folder, else absolute. */
function artifactOf(file: string, { workingFolder, paths }: WorkingPlace): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  const inside = paths.relative(workingFolder, file);
  // On another disk of Windows it is absolute.
  if (inside === '' || inside.startsWith('..') || /^([a-z]:|\/)/i.test(inside)) return pathToFileURL(file).href;
  return inside.split('/').map(encodeURIComponent).join('/');
}
