/** What one run makes a package of an app for. A target runs once at a time; several targets of one app may run at the same time. */

import { type BuildType, type Platform } from './platform.ts';

export interface BuildTarget {
  readonly platform: Platform;
  readonly buildType: BuildType;
  /** Flavor or scheme, where the project has several. */
  readonly variant?: string;
}

/** As file names take it: `android-release`, `android-release-free_3f2a`. */
export function targetName({ platform, buildType, variant }: BuildTarget): string {
  const known = `${platform}-${buildType}`;
  if (variant === undefined) return known;
  // Variants may differ in characters that file names do not keep, or in case alone.
  let sum = 0;
  for (const character of variant) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffff_ffff;
  return `${known}-${variant.replaceAll(/[^0-9A-Za-z]+/g, '').slice(0, 40)}_${sum.toString(16)}`;
}
