/**
 * What Google Play demands of new apps and updates for phones, and since when. Other form factors (Wear OS, TV, cars) may
 * stay one or two levels lower, which is not considered here. Source: Play Console help, "Target API level requirements".
 */

export interface TargetDemand {
  /** ISO 8601 date. */
  readonly since: string;
  readonly targetSdk: number;
}

/** Newest first. */
const targetDemands: readonly TargetDemand[] = [
  { since: '2026-08-31', targetSdk: 36 },
  { since: '2025-08-31', targetSdk: 35 },
  { since: '2024-08-31', targetSdk: 34 },
  { since: '2023-08-31', targetSdk: 33 },
  { since: '2022-11-01', targetSdk: 31 },
];

export function targetDemandOn(day: Date): TargetDemand | undefined {
  const date = day.toISOString().slice(0, 10);
  return targetDemands.find((demand) => demand.since <= date);
}

/** Libraries must load with pages of 16 KB, when the app targets API 35 or higher. */
export const pageSizeDemand = { since: '2025-11-01', targetSdk: 35 } as const;

/** The lowest target that phones install, by the Android version that brought it. */
export const phoneTargetFloors: readonly { readonly android: number; readonly targetSdk: number }[] = [
  { android: 14, targetSdk: 23 },
  { android: 15, targetSdk: 24 },
];
