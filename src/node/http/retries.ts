/** When a request is sent again, and after which wait (RFC 9110, 10.2.3 and 9.2.2). */

import { type HttpRequest } from '../../core/ports/httpClient.ts';

const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const firstWaitMs = 500;
const longestWaitMs = 60_000;

/** Answers of a server that is busy or starts again. */
export function isPassing(status: number): boolean {
  return passingStatuses.has(status);
}

export function attemptsOf({ method = 'GET', retry }: HttpRequest): number {
  const isRepeatable = (method !== 'POST' && method !== 'PATCH') || retry?.isRepeatable === true;
  return retry && isRepeatable ? Math.max(1, retry.attempts) : 1;
}

/**
 * How long to wait before the next attempt; `undefined` when the server asks for more than anyone waits.
 * `chance` is from 0 to 1: clients that failed together must not come back together.
 */
export function waitBefore(attempt: number, retryAfter: string | undefined, nowMs: number, chance: number): number | undefined {
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, nowMs);
  if (asked !== undefined) return asked > longestWaitMs ? undefined : asked;
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
  return Math.round(whole * (0.5 + chance / 2));
}

/** Seconds, or a date. */
function parseRetryAfter(text: string, nowMs: number): number | undefined {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
