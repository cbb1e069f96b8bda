/** Asserts that issues say what they are about: every placeholder is filled, with more than nothing. */

import { ok } from 'node:assert/strict';
import { type Issue } from '../../src/core/base/issue.ts';

export function assertFilled(issues: readonly Issue[]): void {
  for (const { code, params } of withWholeTexts(issues))
    for (const [name, value] of Object.entries(params)) ok(value !== '', `${code}: ${name} is empty`);
}

/** Gives the issues back. A value may be empty; that of a build script may be a place of its own language. */
export function withWholeTexts(issues: readonly Issue[]): readonly Issue[] {
  for (const { code, message, remedy } of issues)
    ok(!/(?<!\$)\{\w+\}|undefined|NaN|\[object/.test(`${message} ${remedy}`), `${code}: ${message} ${remedy}`);
  return issues;
}
