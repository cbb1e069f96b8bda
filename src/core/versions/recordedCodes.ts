/**
 * Finds the version code that two branches gave to two packages of one app, which shows once their ledgers are merged. Only the
 * highest code is reported: as soon as a higher one is recorded, nothing is left to be decided.
 */

import { createIssue, type Issue } from '../base/issue.ts';
import { type PackageRecord } from './packageRecord.ts';

interface Line {
  readonly number: number;
  readonly length: number;
}

interface HighestCode {
  readonly versionCode: number;
  readonly appIdentifier: string;
  readonly lines: Line[];
}

export class RecordedCodes {
  /** By platform and app identifier. */
  readonly #highest = new Map<string, HighestCode>();

  add({ platform, appIdentifier, versionCode }: PackageRecord, number: number, length: number): void {
    const key = `${platform} ${appIdentifier}`;
    const highest = this.#highest.get(key);
    if (highest && versionCode < highest.versionCode) return;
    if (highest?.versionCode === versionCode) highest.lines.push({ number, length });
    else this.#highest.set(key, { versionCode, appIdentifier, lines: [{ number, length }] });
  }

  repeated(): readonly Issue[] {
    return [...this.#highest.values()].flatMap(({ versionCode, appIdentifier, lines: [first, ...others] }) =>
      others.map(({ number, length }) => {
        const params = { line: number, versionCode, appIdentifier, firstLine: first?.number ?? number };
        const range = { line: number - 1, column: 0, endLine: number - 1, endColumn: length };
        return createIssue('ledger-version-code-repeated', params, { range });
      }),
    );
  }
}
