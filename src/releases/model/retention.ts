/** Which releases of an app may go. Pure: what the rules say of a list, so that a dry run and the real one cannot differ. */

export interface RetentionPolicy {
  /** So many of the newest stay in each group and with each tester. */
  readonly keepPerGroup: number | null;
  readonly maxAgeDays: number | null;
  /** Of all packages of the app together. */
  readonly maxBytes: number | null;
}

export const noRetention: RetentionPolicy = { keepPerGroup: null, maxAgeDays: null, maxBytes: null };

export interface RetainedRelease {
  readonly number: number;
  readonly uploadedAt: string;
  readonly sizeBytes: number;
  readonly isLabeled: boolean;
  readonly destinations: readonly { readonly targetId: string; readonly isMandatory: boolean }[];
}

export type RetentionReason = 'surplus' | 'age' | 'size';

export interface RetentionPlan {
  readonly removed: readonly { readonly number: number; readonly reason: RetentionReason; readonly sizeBytes: number }[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Stays whatever the rules say: the newest of each destination and of the app, what is mandatory anywhere, and what has a label. */
export function planRetention(releases: readonly RetainedRelease[], policy: RetentionPolicy, now: Date): RetentionPlan {
  const newestFirst = releases.toSorted((a, b) => b.number - a.number);
  const ranks = ranksOf(newestFirst);
  const { keepPerGroup, maxAgeDays, maxBytes } = policy;
  const oldest = maxAgeDays === null ? undefined : now.getTime() - maxAgeDays * dayMs;
  const isProtected = (release: RetainedRelease): boolean =>
    release.isLabeled ||
    release.number === newestFirst[0]?.number ||
    release.destinations.some(({ targetId, isMandatory }) => isMandatory || ranks.get(rankKey(targetId, release)) === 0);
  const removed = new Map<number, RetentionReason>();
  for (const release of newestFirst) {
    if (isProtected(release)) continue;
    // What went to no one counts as one group.
    const targets = release.destinations.length === 0 ? [noTarget] : release.destinations.map(({ targetId }) => targetId);
    const isSurplus = keepPerGroup !== null && targets.every((target) => (ranks.get(rankKey(target, release)) ?? 0) >= keepPerGroup);
    if (isSurplus) removed.set(release.number, 'surplus');
    else if (oldest !== undefined && Date.parse(release.uploadedAt) < oldest) removed.set(release.number, 'age');
  }
  let kept = newestFirst.filter(({ number }) => !removed.has(number)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  for (const release of newestFirst.toReversed()) {
    if (maxBytes === null || kept <= maxBytes) break;
    if (removed.has(release.number) || isProtected(release)) continue;
    removed.set(release.number, 'size');
    kept -= release.sizeBytes;
  }
  return {
    removed: newestFirst.flatMap(({ number, sizeBytes }) => {
      const reason = removed.get(number);
      return reason === undefined ? [] : [{ number, reason, sizeBytes }];
    }),
  };
}

const noTarget = '';

function rankKey(targetId: string, { number }: RetainedRelease): string {
  return `${targetId} ${number}`;
}

/** How many newer releases went to the same target. */
function ranksOf(newestFirst: readonly RetainedRelease[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const ranks = new Map<string, number>();
  for (const release of newestFirst) {
    const targets = release.destinations.length === 0 ? [noTarget] : release.destinations.map(({ targetId }) => targetId);
    for (const target of targets) {
      const count = counts.get(target) ?? 0;
      ranks.set(rankKey(target, release), count);
      counts.set(target, count + 1);
    }
  }
  return ranks;
}
