/**
 * The level of the view Apps between a platform and its packages: what the project itself calls variants, its flavors with its build types. A
 * project that has debug and release alone has none, since each package says its build type.
 */

import { type VariantFacts } from '../../core/projects/projectFacts.ts';
import { type BuildType, type Platform } from '../../core/settings/platform.ts';
import { type PackageRecord } from '../../core/versions/packageRecord.ts';
import { onPlatform, packagesOf, type AppEntry } from './appEntry.ts';

/** In the order of the project; none where the level would say nothing. */
export function variantsOf(app: AppEntry, platform: Platform): readonly VariantFacts[] {
  if (onPlatform(app, platform).variant === undefined) return [];
  const variants = app.opened.project?.[platform]?.variants ?? [];
  return variants.some(({ name }) => name !== 'debug' && name !== 'release') ? variants : [];
}

/** Packages of a variant, or with none those of no variant that has a row: of an earlier engine, or of a flavor that is gone. Newest first. */
export function packagesBelow(app: AppEntry, platform: Platform, variant?: string): readonly PackageRecord[] {
  const records = packagesOf(app, platform);
  if (variant !== undefined) return records.filter((record) => record.variant === variant);
  const names = new Set<string | undefined>(variantsOf(app, platform).map(({ name }) => name));
  return records.filter((record) => !names.has(record.variant));
}

/** The build type that a package of the variant gets: that of the settings, unless only the other kind fits. */
export function buildTypeFor(app: AppEntry, platform: Platform, variant: string): BuildType | undefined {
  const isDebuggable = variantsOf(app, platform).find(({ name }) => name === variant)?.isDebuggable;
  const own = onPlatform(app, platform).effective.buildType.value;
  if (platform !== 'android' || isDebuggable === undefined || isDebuggable === (own === 'debug')) return undefined;
  return isDebuggable ? 'debug' : 'release';
}
