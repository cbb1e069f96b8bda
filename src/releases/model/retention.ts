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
    release.destinations.some(({ isMandatory }) => isMandatory) ||
    (release.destinations.length > 0 && ranks.get(release)?.includes(0) === true);
  const removed = new Map<number, RetentionReason>();
  for (const release of newestFirst) {
    if (isProtected(release)) continue;
    const isSurplus = keepPerGroup !== null && ranks.get(release)?.every((rank) => rank >= keepPerGroup) === true;
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

const noTarget = [''];

/** How many newer releases went to each of the targets of a release. What went to no one counts as one group. */
function ranksOf(newestFirst: readonly RetainedRelease[]): ReadonlyMap<RetainedRelease, readonly number[]> {
  const counts = new Map<string, number>();
  return new Map(
    newestFirst.map((release) => {
      const targets = release.destinations.length === 0 ? noTarget : release.destinations.map(({ targetId }) => targetId);
      const ranks = targets.map((target) => {
        const rank = counts.get(target) ?? 0;
        counts.set(target, rank + 1);
        return rank;
      });
      return [release, ranks];
    }),
  );
}
