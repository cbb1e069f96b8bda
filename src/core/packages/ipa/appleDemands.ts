/** What App Store Connect demands of uploads, and since when (developer.apple.com/news/upcoming-requirements). */

export interface SdkDemand {
  /** ISO 8601 date. */
  readonly since: string;
  /** The major version of the SDK. */
  readonly sdk: number;
}

/** Newest first. */
const sdkDemands: readonly SdkDemand[] = [
  { since: '2026-04-28', sdk: 26 },
  { since: '2025-04-24', sdk: 18 },
  { since: '2024-04-29', sdk: 17 },
];

export function sdkDemandOn(day: Date): SdkDemand | undefined {
  const date = day.toISOString().slice(0, 10);
  return sdkDemands.find((demand) => demand.since <= date);
}
