/** Asserts that issues say what they are about: every placeholder is filled, with more than nothing. */

import { ok } from 'node:assert/strict';
import { type Issue } from '../../src/core/base/issue.ts';

export function assertFilled(issues: readonly Issue[]): void {
  for (const { code, message, remedy, params } of issues) {
    ok(!/\{\w+\}|undefined|NaN/.test(`${message} ${remedy}`), `${code}: ${message}`);
    for (const [name, value] of Object.entries(params)) ok(value !== '', `${code}: ${name} is empty`);
  }
}
