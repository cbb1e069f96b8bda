/**
 * The effective settings of one platform: for every field the first of what was given for this package, the platform's own
 * value, the shared one, what the project says, and the default; each with its origin. Decides nothing about right or wrong.
 */

import { type AndroidSettings, type AppSettings, type IosSettings } from './appSettings.ts';
import { type Origin, type Sourced } from './origin.ts';
import { type BuildType, type Platform, platforms } from './platform.ts';
import { isValueField, type ObjectField, type ValueField } from './settingsField.ts';
import { settingsModel } from './settingsModel.ts';

type PlatformSettings = AndroidSettings & IosSettings;
/** The fields of a platform that have one value. */
type ValueName = {
  [Name in keyof PlatformSettings]-?: NonNullable<PlatformSettings[Name]> extends readonly unknown[] ? never : Name;
}[keyof PlatformSettings];
/** Any engine may be named, so that an unknown one can be reported. */
type Widened = { readonly buildType: BuildType; readonly engine: string };
type Values = Widened & {
  readonly [Name in Exclude<ValueName, keyof Widened>]: NonNullable<
    AndroidSettings[Name & keyof AndroidSettings] | IosSettings[Name & keyof IosSettings]
  >;
};
/** What a field contains without a default and without being asked for. */
type AlwaysThere = 'buildType' | 'version' | 'versionCode';

/** What one package may be given instead of the settings. Paths are absolute. */
export type SettingsOverrides = Partial<Values>;

/** What the project and the ledger propose where the settings say nothing, best first. */
export type SettingsProposals = { readonly [Name in Exclude<keyof Values, 'buildType'>]?: Sourced<Values[Name]> };

export type EffectiveSettings = { readonly platform: Platform } & { readonly [Name in AlwaysThere]: Sourced<Values[Name]> } & {
  readonly [Name in Exclude<keyof Values, AlwaysThere>]: Sourced<Values[Name]> | undefined;
};

export interface SettingsResolution {
  readonly settings: AppSettings;
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides;
  readonly proposals?: SettingsProposals;
}

/** Where neither the settings nor the project nor an earlier package says anything. */
const firstNumbers = { version: '1.0.0', versionCode: 1 } as const;

export function resolveSettings(resolution: SettingsResolution): EffectiveSettings {
  const names = new Set(platforms.flatMap((platform) => [...platformFields(settingsModel, platform).keys()]));
  const own = platformFields(settingsModel, resolution.platform);
  const entries = [...names].map((name) => [name, resolveField(name, own.get(name), resolution)] as const);
  const effective: object = { platform: resolution.platform, ...Object.fromEntries(entries) };
  if (!isWhole(effective)) throw new Error('A field of settingsModel.ts that is always there has no default');
  return effective;
}

/** What counts for a field by its name; `undefined` when nothing does. */
export function effectiveValue(effective: EffectiveSettings, name: string): Sourced<string | number | boolean> | undefined {
  const found = new Map<string, Sourced<string | number | boolean> | string | undefined>(Object.entries(effective)).get(name);
  return typeof found === 'object' ? found : undefined;
}

/** The fields of one value that a platform has, by name. */
export function platformFields(model: ObjectField, platform: Platform): ReadonlyMap<string, ValueField> {
  const section = model.fields[platform];
  const fields = section?.type === 'object' ? Object.entries(section.fields) : [];
  return new Map(fields.flatMap(([name, field]) => (isValueField(field) ? [[name, field]] : [])));
}

function resolveField(
  name: string,
  field: ValueField | undefined,
  { settings, platform, overrides = {}, proposals = {} }: SettingsResolution,
): Sourced<unknown> | undefined {
  if (!field) return undefined;
  const ownPointer = `/${platform}/${name}`;
  return (
    sourced(valueIn(overrides, name), { kind: 'option' }) ??
    sourced(valueIn(settings[platform], name), { kind: 'settings', pointer: ownPointer }) ??
    sourced(valueIn(settings, name), { kind: 'settings', pointer: `/${name}` }) ??
    proposedIn(proposals, name) ??
    sourced(field.default ?? valueIn(firstNumbers, name), { kind: 'default' })
  );
}

function valueIn(values: object | undefined, name: string): unknown {
  return values && Object.hasOwn(values, name) ? Reflect.get(values, name) : undefined;
}

function proposedIn(proposals: SettingsProposals, name: string): Sourced<unknown> | undefined {
  return new Map<string, Sourced<unknown>>(Object.entries(proposals)).get(name);
}

function sourced(value: unknown, origin: Origin): Sourced<unknown> | undefined {
  return value === undefined ? undefined : { value, origin };
}

/** The values were read by the model, so their types are right; that none is missing is looked at. */
function isWhole(effective: object): effective is EffectiveSettings {
  const needed: readonly AlwaysThere[] = ['buildType', 'version', 'versionCode'];
  return needed.every((name) => valueIn(effective, name) !== undefined);
}
