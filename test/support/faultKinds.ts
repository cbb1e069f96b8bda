/** What can happen to any request: the connection is cut, or the service fails, is busy or slow. */

import { type Fault } from '../stand-ins/support/faults.ts';

export const faultKinds: readonly Fault[] = [
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
  { kind: 'answer', status: 500 },
  { kind: 'answer', status: 500, after: true },
  { kind: 'answer', status: 429, headers: { 'retry-after': '0' } },
  { kind: 'slow', milliseconds: 5 },
];
