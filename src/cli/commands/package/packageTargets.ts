/** What one call of `package create` makes packages for: each platform, with the build types and variants that were asked for. */

import { type BuildType, buildTypesOf, type Platform, platformNames, platforms } from '../../../core/settings/platform.ts';
import { platformFields, type SettingsOverrides } from '../../../core/settings/resolveSettings.ts';
import { settingsModel } from '../../../core/settings/settingsModel.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSettingsOptions, settingsOptions } from '../settingsOptions.ts';
import { platformOption } from '../sharedOptions.ts';

export interface PackageTarget {
  readonly platform: Platform;
  /** That of the settings when absent. */
  readonly buildType?: BuildType;
  readonly variant?: string;
  /** The settings that options of the call replace on this platform. */
  readonly overrides: SettingsOverrides;
}

const repeated = ['platform', 'build-type', 'variant'] as const;

/** The options of settings, of which those that name a target may be given several times. */
export function targetOptions(): Readonly<Record<string, OptionSpec>> {
  const options: Readonly<Record<string, OptionSpec>> = { ...platformOption, ...settingsOptions() };
  return Object.fromEntries(
    Object.entries(options).map(([name, spec]) => [name, isRepeated(name) ? { ...spec, isRepeatable: true } : spec]),
  );
}

function isRepeated(name: string): boolean {
  return repeated.some((each) => each === name);
}

export function packageTargets(input: CommandInput): readonly PackageTarget[] {
  const named = input.choiceList('platform', platforms);
  const chosen: readonly Platform[] = named.length > 0 ? named : ['android'];
  const buildTypes = input.choiceList('build-type', [...buildTypesOf.android, ...buildTypesOf.ios]);
  const variants = input.textList('variant');
  return chosen.flatMap((platform) => {
    const overrides = overridesOf(input, platform, chosen.length > 1);
    return orNone(buildTypesFor(platform, chosen, buildTypes)).flatMap((buildType) =>
      orNone(variants).map((variant): PackageTarget => {
        const own = { ...(buildType !== undefined && { buildType }), ...(variant !== undefined && { variant }) };
        return { platform, ...own, overrides: { ...overrides, ...own } };
      }),
    );
  });
}

/** For one platform, a build type of another one is reported like any wrong setting. Of several platforms, each takes its own. */
function buildTypesFor(platform: Platform, chosen: readonly Platform[], given: readonly BuildType[]): readonly BuildType[] {
  if (chosen.length === 1) return given;
  const other = given.find((type) => !chosen.some((each) => fits(type, each)));
  if (other !== undefined) {
    const owner = platforms.find((each) => fits(other, each)) ?? platform;
    throw usageFailure(`The build type ${other} is for ${platformNames[owner]}`, `Add --platform ${owner}, or omit it`);
  }
  return given.filter((type) => fits(type, platform));
}

function fits(type: BuildType, platform: Platform): boolean {
  return buildTypesOf[platform].some((each) => each === type);
}

/** Of several platforms, each takes the options that it has a setting for. */
function overridesOf(input: CommandInput, platform: Platform, isFiltered: boolean): SettingsOverrides {
  const all = readSettingsOptions(input);
  if (!isFiltered) return all;
  const fields = platformFields(settingsModel, platform);
  const own: unknown = Object.fromEntries(Object.entries(all).filter(([setting]) => fields.has(setting)));
  return own ?? {};
}

function orNone<Item>(items: readonly Item[]): readonly (Item | undefined)[] {
  return items.length > 0 ? items : [undefined];
}

/** As people read it: `android app-bundle free`. */
export function targetText({ platform, buildType, variant }: PackageTarget): string {
  return [platform, buildType, variant].filter((part) => part !== undefined).join(' ');
}
