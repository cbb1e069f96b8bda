/** A log whose cause is known. */

import { readFileSync } from 'node:fs';
import { type LogIssueCode } from '../../../../../../src/core/engines/log/logFinding.ts';

export interface LogSample {
  readonly code: LogIssueCode;
  /** The file of a recorded log, or the tool after whose text it was written. */
  readonly source: string;
  readonly isRecorded: boolean;
  readonly text: string;
}

export const logFolder = 'test/fixtures/build-logs';

export function recorded(code: LogIssueCode, name: string): LogSample {
  return { code, source: name, isRecorded: true, text: readFileSync(`${logFolder}/${name}`, 'utf8') };
}

export function byHand(code: LogIssueCode, source: string, text: string): LogSample {
  return { code, source, isRecorded: false, text };
}
