/** What can happen to any request: the connection is cut before, within or after it, the service fails, is busy or slow, or the token has ended. */

import { type Fault } from '../stand-ins/support/faults.ts';

export const faultKinds: readonly Fault[] = [
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
  { kind: 'cut-body', afterBytes: 1000 },
  { kind: 'answer', status: 401 },
  { kind: 'answer', status: 500 },
  { kind: 'answer', status: 500, after: true },
  { kind: 'answer', status: 429, headers: { 'retry-after': '0' } },
  { kind: 'slow', milliseconds: 5 },
];
