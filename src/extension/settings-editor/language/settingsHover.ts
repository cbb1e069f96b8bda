/**
 * What a hover says about a value of the settings beyond what the schema says: what counts and where it came from, what the
 * last package had, which range is allowed, what state a file is in. Pure; Markdown comes out.
 */

import { type Origin, type Sourced } from '../../../core/settings/origin.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { effectiveValue, platformFields } from '../../../core/settings/resolveSettings.ts';
import { fieldAt, type SettingsField } from '../../../core/settings/settingsField.ts';
import { largestAndroidVersionCode, settingsModel } from '../../../core/settings/settingsModel.ts';
import { type AppValidation } from '../../../core/workflow/validateApp.ts';
import { toPointer } from '../../../core/settings/text/jsonPointer.ts';
import { code, escapeMarkdown } from '../../shared/markdownText.ts';
import { platformOf } from './settingsCursor.ts';

export interface HoverWords {
  readonly platforms: Readonly<Record<Platform, string>>;
  readonly field: (field: SettingsField) => string;
  readonly choice: (field: SettingsField | undefined, choice: string) => string;
  readonly origin: (origin: Origin) => string;
  readonly effective: string;
  readonly from: string;
  readonly noPackage: string;
  readonly lastPackage: (name: string, version: string, code: number, when: string) => string;
  readonly identifierForever: string;
  readonly versionRange: (version: string) => string;
  readonly codeRange: (lowest: number, highest: number) => string;
  readonly automaticCode: (next: number) => string;
  readonly engineVersions: (engine: string, versions: string) => string;
  readonly missingFile: (path: string) => string;
  readonly file: (path: string, size: string) => string;
}

export interface HoverInput {
  readonly path: readonly string[];
  readonly platforms: ReadonlyMap<Platform, AppValidation>;
  readonly words: HoverWords;
  /** In words: when a package was made. */
  readonly when: (iso: string) => string;
}

/** Markdown paragraphs; nothing where the schema says it all. */
export function settingsHover(input: HoverInput): readonly string[] {
  const { path, platforms } = input;
  const platform = platformOf(path);
  const field = path.at(-1) ?? '';
  if (platform && path.length === 1) {
    const validation = platforms.get(platform);
    return validation ? [summary(validation, input)] : [];
  }
  const concerned = platform ? [platforms.get(platform)] : path.length === 1 ? [...platforms.values()] : [];
  return concerned.flatMap((validation) => (validation ? fieldLines(field, validation, input, !platform) : []));
}

function fieldLines(
  field: string,
  validation: AppValidation,
  { words, when, path }: HoverInput,
  namesPlatform: boolean,
): readonly string[] {
  const { effective, last, platform, engine, engineVersion } = validation;
  const lead =
    namesPlatform && validation.app.inspected.settings.android && validation.app.inspected.settings.ios
      ? `**${words.platforms[platform]}** · `
      : '';
  const lastLine = last?.record
    ? words.lastPackage(last.record.name, last.version ?? last.record.version, last.versionCode, when(last.record.createdAt))
    : words.noPackage;
  // Omits the value under the mouse; shows the one that is used instead.
  const shown = (sourced: Sourced<string | number | boolean> | undefined): readonly string[] => {
    if (!sourced || (sourced.origin.kind === 'settings' && sourced.origin.pointer === toPointer(path))) return [];
    return [`${lead}${code(String(sourced.value))} · ${escapeMarkdown(words.origin(sourced.origin))}`];
  };
  switch (field) {
    case 'appIdentifier':
      return [...shown(effective.appIdentifier), lastLine, ...(last ? [words.identifierForever] : [])];
    case 'name':
      return [...shown(effective.name), ...(last && last.name !== effective.name?.value ? [lastLine] : [])];
    case 'version':
      return [...shown(effective.version), ...(last?.version !== undefined ? [words.versionRange(last.version)] : []), lastLine];
    case 'versionCode': {
      const highest = platform === 'android' ? largestAndroidVersionCode : Number.MAX_SAFE_INTEGER;
      const lowest = (last?.versionCode ?? 0) + 1;
      return [...shown(effective.versionCode), words.codeRange(lowest, highest), lastLine, words.automaticCode(lowest)];
    }
    case 'buildType':
      return [words.choice(fieldAt(settingsModel, [platform, field]), effective.buildType.value)];
    case 'engine':
    case 'engineVersion':
      return engine && engineVersion !== undefined ? [`${lead}${words.engineVersions(engine.id, engineVersion)}`] : [];
    default:
      return shown(effectiveValue(effective, field));
  }
}

/** Every value that counts for a platform, as a table. */
function summary({ effective, engineVersion }: AppValidation, { words }: HoverInput): string {
  const lines = [...platformFields(settingsModel, effective.platform)].flatMap(([name, field]) => {
    const newest =
      name === 'engineVersion' && engineVersion !== undefined ? { value: engineVersion, origin: { kind: 'default' } as const } : undefined;
    const sourced = effectiveValue(effective, name) ?? newest;
    if (!sourced) return [];
    return [`| ${words.field(field)} | ${cell(code(String(sourced.value)))} | ${cell(escapeMarkdown(words.origin(sourced.origin)))} |`];
  });
  return [`| | ${words.effective} | ${words.from} |`, '| :-- | :-- | :-- |', ...lines].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
