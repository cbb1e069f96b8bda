/** Dates that end: whether something has expired, or will so soon that a release would run into it. */

export interface Validity {
  readonly kind: 'lasting' | 'expires-soon' | 'expired';
  /** As people write it. */
  readonly date: string;
  /** That are left, whole ones. */
  readonly days: number;
}

/** Apple mails about certificates and profiles at this distance. */
const warnDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

export function validityOf(end: Date, now: Date): Validity {
  const left = end.getTime() - now.getTime();
  const kind = left < 0 ? 'expired' : left <= warnDays * dayMs ? 'expires-soon' : 'lasting';
  return { kind, date: dayOf(end), days: Math.max(0, Math.floor(left / dayMs)) };
}

/** `2026-11-21`. */
export function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(0, 10);
}
