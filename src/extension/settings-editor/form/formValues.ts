/** The value, the control and the hint of one field of the form. */

import { type Sourced } from '../../../core/settings/origin.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { settingsEngineIds, largestAndroidVersionCode, settingsModel } from '../../../core/settings/settingsModel.ts';
import { wishedToolNames, wishedTools } from '../../../core/engines/toolchains/toolWishes.ts';
import { effectiveValue } from '../../../core/settings/resolveSettings.ts';
import { type ValueField } from '../../../core/settings/settingsField.ts';
import { type FieldControl } from '../../../protocol/packageSettingsProtocol.ts';
import { type FieldRow, type SettingRow } from './formFields.ts';
import { type AssetFacts, type FormInput, type PlatformState } from './formInput.ts';

export interface FieldValue {
  readonly value: string;
  readonly origin: string;
  readonly hint: string;
  /** Instead of the field's usual one. */
  readonly description?: string;
  readonly isRequired: boolean;
  readonly control: FieldControl;
}

const text: FieldControl = { kind: 'text', isNumber: false };
const path: FieldControl = { kind: 'path' };
const nothing: FieldValue = { value: '', origin: '', hint: '', isRequired: false, control: text };

/** `written` is what the file says itself. */
export function fieldValue(input: FormInput, row: FieldRow, written: string): FieldValue {
  if (row.section === 'app') return appValue(input, row, written);
  const state = input.platforms[row.section];
  return state ? platformValue(input, row, row.section, state, written) : nothing;
}

function sourced(
  input: FormInput,
  row: FieldRow,
  value: Sourced<string | number | boolean> | undefined,
): Pick<FieldValue, 'value' | 'origin'> {
  return value ? { value: String(value.value), origin: input.words.from(value.origin, row.id) } : { value: '', origin: '' };
}

/** What the last package was built with is proposed where it is still here. */
function toolValue({ app, toolVersions, words }: FormInput, tool: string, written: string): FieldValue {
  const versions = [...new Set(toolVersions.get(tool) ?? [])];
  const name = wishedTools.find((each) => each === tool);
  const lastUsed =
    name && app.ledger.records.findLast(({ tools }) => tools?.[wishedToolNames[name]] !== undefined)?.tools?.[wishedToolNames[name]];
  const isHere = lastUsed !== undefined && versions.includes(lastUsed);
  const value = isHere ? lastUsed : (versions[0] ?? '');
  const origin = isHere ? words.lastUsed : words.foundHere;
  const found = { ...nothing, value, origin: value === '' ? '' : origin };
  return versions.length === 0 ? found : { ...found, control: choice(plain(versions), written) };
}

function appValue(input: FormInput, row: FieldRow, written: string): FieldValue {
  const { app, words } = input;
  const { project } = app;
  switch (row.id) {
    case 'app.name':
      return { ...nothing, ...sourced(input, row, notOwn(input, 'name')), isRequired: true };
    case 'app.version':
      return { ...nothing, ...sourced(input, row, notOwn(input, 'version')) };
    case 'app.webDir': {
      const isRequired = app.inspected.settings.web?.address === undefined;
      // What the settings say themselves is shown as written; here only what was found counts.
      const found = project?.webDir?.origin.kind === 'settings' ? undefined : project?.webDir;
      return { ...nothing, ...(isRequired && sourced(input, row, found)), isRequired, control: path };
    }
    case 'app.startPage':
      return {
        ...nothing,
        value: settingsModel.fields.web.fields.startPage.default,
        origin: words.from({ kind: 'default' }, row.id),
      };
    default:
      if (row.path?.[0] === 'tools') return toolValue(input, row.path[1] ?? '', written);
      return row.kind === 'password' ? nothing : { ...nothing, control: controlOf(input.words, row, '') };
  }
}

/** The shared value is proposed from what a platform would take, unless that is the platform's own. */
function notOwn({ platforms }: FormInput, key: 'name' | 'version'): Sourced<string> | undefined {
  const values = Object.values(platforms).map(({ validation }) => validation.effective[key]);
  return values.find((value) => value !== undefined && value.origin.kind !== 'settings');
}

function platformValue(input: FormInput, row: FieldRow, platform: Platform, state: PlatformState, written: string): FieldValue {
  const { words } = input;
  const { effective, last, engineVersion } = state.validation;
  const { signing } = state;
  const isDebug = effective.buildType.value === 'debug';
  const key = row.id.slice(platform.length + 1);
  const own = (value: Sourced<string | number> | undefined): FieldValue => ({
    ...nothing,
    ...sourced(input, row, value),
    isRequired: true,
  });
  switch (key) {
    case 'buildType': {
      const choices = row.kind === 'password' ? [] : choicesOf(words, row.field);
      const description = choices.find(({ value }) => value === effective.buildType.value)?.description ?? '';
      return { ...own(effective.buildType), control: choice(choices, written), description };
    }
    case 'appIdentifier':
      return own(effective.appIdentifier);
    case 'engine':
      return { ...own(effective.engine), control: choice(plain(settingsEngineIds), written) };
    case 'engineVersion': {
      const versions = input.engineVersions.get(effective.engine?.value ?? '') ?? [];
      const newest = engineVersion ?? versions[0] ?? '';
      const found = { ...nothing, value: newest, origin: newest === '' ? '' : words.newestEngine };
      return versions.length === 0 ? found : { ...found, control: choice(plain(versions), written) };
    }
    case 'version':
      return {
        ...own(effective.version),
        hint: last?.version !== undefined ? words.versionRange(last.version, last.versionCode) : words.noPackageYet,
      };
    case 'versionCode': {
      const highest = platform === 'android' ? largestAndroidVersionCode : Number.MAX_SAFE_INTEGER;
      const hint = last ? words.codeRange(last.version ?? '?', last.versionCode, last.versionCode + 1, highest) : words.anyCode(highest);
      return { ...own(effective.versionCode), control: { kind: 'text', isNumber: true }, hint };
    }
    case 'keystore':
      if (isDebug) return { ...nothing, hint: words.debugNeedsNoKey, control: path };
      return { ...nothing, ...assetHint(signing.asset, words.keyValidity), isRequired: true, control: path };
    case 'certificate':
      return { ...nothing, ...assetHint(signing.asset, words.certificateValidity), isRequired: true, control: path };
    case 'provisioningProfile':
      return { ...nothing, ...assetHint(signing.profile, words.profileValidity), isRequired: true, control: path };
    case 'keyAlias':
      return aliasValue(input, state, isDebug, written);
    case 'certificateIdentity':
      return identityValue(input, state, written);
    default:
      if (row.kind === 'password') return { ...nothing, ...passwordControl(input, state, key, isDebug) };
      return { ...nothing, ...sourced(input, row, effectiveValue(effective, key)), control: controlOf(words, row, written) };
  }
}

function controlOf(words: FormInput['words'], { kind, field }: SettingRow, written: string): FieldControl {
  switch (kind) {
    case 'number':
      return { kind: 'text', isNumber: true };
    case 'file':
    case 'folder':
      return path;
    case 'choice':
      return choice(choicesOf(words, field), written);
    case 'switch':
      return choice(
        [
          { value: 'true', label: words.on, description: '' },
          { value: 'false', label: words.off, description: '' },
        ],
        written,
      );
    case 'text':
      return text;
  }
}

function choicesOf(words: FormInput['words'], field: ValueField) {
  const choices = field.type === 'string' ? (field.choices ?? []) : [];
  return choices.map((value) => ({ value, label: value, description: words.choice(field, value) }));
}

function plain(values: readonly string[]) {
  return values.map((value) => ({ value, label: value, description: '' }));
}

/** A value of the file that is not a choice is kept as one, so that it is seen. */
function choice(
  choices: readonly { readonly value: string; readonly label: string; readonly description: string }[],
  written: string,
): FieldControl {
  const isKnown = written === '' || choices.some(({ value }) => value === written);
  return { kind: 'choice', choices: isKnown ? [...choices] : [...choices, { value: written, label: written, description: '' }] };
}

function assetHint(asset: AssetFacts | undefined, validity: (text: string) => string): Pick<FieldValue, 'hint'> {
  return { hint: asset?.validity ? validity(asset.validity) : (asset?.problem ?? '') };
}

function aliasValue({ words }: FormInput, { signing: { asset } }: PlatformState, isDebug: boolean, written: string): FieldValue {
  if (isDebug) return { ...nothing, hint: words.debugNeedsNoKey };
  if (!asset?.isOpen || asset.aliases.length === 0) return { ...nothing, hint: asset?.isThere ? words.aliasLocked : '' };
  // Upper and lower case are the same in keystores.
  const known = asset.aliases.find((alias) => alias.toLowerCase() === written.toLowerCase());
  const label = known === undefined ? words.notInKeystore(written) : written;
  return { ...oneInside(asset.aliases, written, label, words.onlyKey), isRequired: asset.aliases.length > 1 };
}

/** Without it one is chosen that fits, so it is never required. */
function identityValue({ words }: FormInput, { validation, signing: { asset } }: PlatformState, written: string): FieldValue {
  const names = validation.signing?.platform === 'ios' ? validation.signing.identityNames : [];
  if (!asset?.isOpen || names.length === 0) return { ...nothing, hint: asset?.isThere ? words.identityLocked : '' };
  const isMissing = validation.issues.some(({ code }) => code === 'certificate-identity-missing');
  return oneInside(names, written, isMissing ? words.notInCertificate(written) : written, words.onlyIdentity);
}

/** The choice between what a file contains. What is written and is not one of the names is kept as a choice, with its own label. */
function oneInside(names: readonly string[], written: string, label: string, onlyText: string): FieldValue {
  const [only, ...others] = names;
  const isListed = written === '' || names.includes(written);
  const choices = isListed ? plain(names) : [...plain(names), { value: written, label, description: '' }];
  return {
    ...nothing,
    ...(only !== undefined && others.length === 0 && { value: only, origin: onlyText }),
    control: { kind: 'choice', choices },
  };
}

function passwordControl(
  { words, isTrusted }: FormInput,
  state: PlatformState,
  key: string,
  isDebug: boolean,
): Pick<FieldValue, 'control' | 'isRequired'> {
  const { asset, passwords } = state.signing;
  const control = (control: Omit<Extract<FieldControl, { kind: 'password' }>, 'kind'>, isRequired: boolean) =>
    ({ control: { kind: 'password', ...control, canSet: control.canSet && isTrusted }, isRequired }) as const;
  if (isDebug) return control({ state: 'notNeeded', text: words.debugNeedsNoPassword, canSet: false }, false);
  if (!asset?.isThere) {
    return key === 'keyPassword'
      ? control({ state: 'notNeeded', text: words.keyPasswordWaits, canSet: false }, false)
      : control({ state: 'missing', text: words.passwordNeedsFile, canSet: false }, true);
  }
  const stored = key === 'keyPassword' ? passwords.key : passwords.asset;
  if (stored === 'stored') return control({ state: 'stored', text: words.storedPassword, canSet: true }, key !== 'keyPassword');
  const missing = stored === 'lost' ? words.lostPassword : words.missingPassword;
  if (key !== 'keyPassword') return control({ state: 'missing', text: missing, canSet: true }, true);
  const isAsked = state.validation.issues.some(({ code }) => code.startsWith('keystore-key-password'));
  if (isAsked) return control({ state: 'missing', text: missing, canSet: true }, true);
  return asset.isOpen
    ? control({ state: 'notNeeded', text: words.keyPasswordNotNeeded, canSet: false }, false)
    : control({ state: 'notNeeded', text: words.keyPasswordWaits, canSet: false }, false);
}
