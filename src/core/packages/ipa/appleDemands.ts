/**
 * What App Store Connect demands of uploads, and since when (developer.apple.com/news/upcoming-requirements). What is announced for a month
 * without a day is with its month.
 */

export interface SdkDemand {
  /** ISO 8601 date, or its year and month. */
  readonly since: string;
  /** The major version of the SDK. */
  readonly sdk: number;
  /** The lowest major version of iOS that an app may still be made for, where that is demanded. */
  readonly minimumOs?: number;
}

/** For a clock that is years behind. */
export const oldestSdkDemand: SdkDemand = { since: '2024-04-29', sdk: 17 };

/** Newest first. */
const sdkDemands: readonly SdkDemand[] = [
  { since: '2027-04', sdk: 27, minimumOs: 15 },
  { since: '2026-04-28', sdk: 26 },
  { since: '2025-04-24', sdk: 18 },
  oldestSdkDemand,
];

export function sdkDemandOn(day: Date): SdkDemand | undefined {
  const date = dateOf(day);
  return sdkDemands.find((demand) => demand.since <= date);
}

/** The one that comes next, when it is announced. */
export function nextSdkDemand(day: Date): SdkDemand | undefined {
  const date = dateOf(day);
  return sdkDemands.findLast((demand) => demand.since > date);
}

function dateOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** From this SDK on, an app without the UIScene life cycle does not start. */
export const firstSdkWithScenes = 27;
