/**
 * The effective settings of one platform: for every field the first of what was given for this package, the platform's own
 * value, the shared one, what the project says, and the default; each with its origin. Decides nothing about right or wrong.
 */

import { type AppSettings } from './appSettings.ts';
import { type Origin, type Sourced } from './origin.ts';
import { type BuildType, type Platform } from './platform.ts';

/** What one package may be given instead of the settings. */
export interface SettingsOverrides {
  readonly buildType?: BuildType;
  readonly appIdentifier?: string;
  readonly name?: string;
  readonly version?: string;
  readonly versionCode?: number;
  readonly engine?: string;
  readonly engineVersion?: string;
  /** Paths of overrides are absolute. */
  readonly keystore?: string;
  readonly keyAlias?: string;
  readonly certificate?: string;
  readonly certificateIdentity?: string;
  readonly provisioningProfile?: string;
}

/** What the project and the ledger propose where the settings say nothing, best first. */
export interface SettingsProposals {
  readonly appIdentifier?: Sourced<string>;
  readonly name?: Sourced<string>;
  readonly version?: Sourced<string>;
  readonly versionCode?: Sourced<number>;
  readonly engine?: Sourced<string>;
}

export interface EffectiveSettings {
  readonly platform: Platform;
  readonly buildType: Sourced<BuildType>;
  readonly appIdentifier: Sourced<string> | undefined;
  readonly name: Sourced<string> | undefined;
  readonly version: Sourced<string>;
  readonly versionCode: Sourced<number>;
  readonly engine: Sourced<string> | undefined;
  readonly engineVersion: Sourced<string> | undefined;
  /** Of Android. */
  readonly keystore: Sourced<string> | undefined;
  readonly keyAlias: Sourced<string> | undefined;
  /** Of iOS. */
  readonly certificate: Sourced<string> | undefined;
  readonly certificateIdentity: Sourced<string> | undefined;
  readonly provisioningProfile: Sourced<string> | undefined;
}

export interface SettingsResolution {
  readonly settings: AppSettings;
  readonly platform: Platform;
  readonly overrides?: SettingsOverrides;
  readonly proposals?: SettingsProposals;
}

export function resolveSettings({ settings, platform, overrides = {}, proposals = {} }: SettingsResolution): EffectiveSettings {
  const { android, ios } =
    platform === 'android' ? { android: settings.android, ios: undefined } : { android: undefined, ios: settings.ios };
  const own = android ?? ios;
  const platformOwn = <Value>(field: string, value: Value | undefined) => shared(`${platform}/${field}`, value);
  return {
    platform,
    buildType:
      given(overrides.buildType) ??
      platformOwn<BuildType>('buildType', own?.buildType) ??
      fallback(platform === 'android' ? 'debug' : 'development'),
    appIdentifier: given(overrides.appIdentifier) ?? platformOwn('appIdentifier', own?.appIdentifier) ?? proposals.appIdentifier,
    name: given(overrides.name) ?? platformOwn('name', own?.name) ?? shared('name', settings.name) ?? proposals.name,
    version:
      given(overrides.version) ??
      platformOwn('version', own?.version) ??
      shared('version', settings.version) ??
      proposals.version ??
      fallback('1.0.0'),
    versionCode: given(overrides.versionCode) ?? platformOwn('versionCode', own?.versionCode) ?? proposals.versionCode ?? fallback(1),
    engine: given(overrides.engine) ?? platformOwn('engine', own?.engine) ?? shared('engine', settings.engine) ?? proposals.engine,
    engineVersion: given(overrides.engineVersion) ?? platformOwn('engineVersion', own?.engineVersion),
    keystore: given(overrides.keystore) ?? platformOwn('keystore', android?.keystore),
    keyAlias: given(overrides.keyAlias) ?? platformOwn('keyAlias', android?.keyAlias),
    certificate: given(overrides.certificate) ?? platformOwn('certificate', ios?.certificate),
    certificateIdentity: given(overrides.certificateIdentity) ?? platformOwn('certificateIdentity', ios?.certificateIdentity),
    provisioningProfile: given(overrides.provisioningProfile) ?? platformOwn('provisioningProfile', ios?.provisioningProfile),
  };
}

function sourced<Value>(value: Value | undefined, origin: Origin): Sourced<Value> | undefined {
  return value === undefined ? undefined : { value, origin };
}

function shared<Value>(field: string, value: Value | undefined): Sourced<Value> | undefined {
  return sourced(value, { kind: 'settings', pointer: `/${field}` });
}

function given<Value>(value: Value | undefined): Sourced<Value> | undefined {
  return sourced(value, { kind: 'option' });
}

function fallback<Value>(value: Value): Sourced<Value> {
  return { value, origin: { kind: 'default' } };
}
