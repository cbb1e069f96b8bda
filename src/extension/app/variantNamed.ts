/** Which variant a run is about. */

import { chooseVariant } from '../../core/projects/chooseVariant.ts';
import { type BuildType, type Platform } from '../../core/settings/platform.ts';
import { onPlatform, type AppEntry } from './appEntry.ts';
import { variantsOf } from './variantLevel.ts';

/** The whole name of what a request calls by its flavor, or leaves to the settings. */
export function variantNamed(app: AppEntry, platform: Platform, wanted: string | undefined, buildType?: BuildType): string | undefined {
  const { effective } = onPlatform(app, platform);
  const choice = chooseVariant(variantsOf(app, platform), wanted ?? effective.variant?.value, buildType ?? effective.buildType.value);
  return choice.kind === 'chosen' ? choice.variant.name : undefined;
}
