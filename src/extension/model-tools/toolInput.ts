/** Reads what a model hands over. It may be anything: models do not always keep to a schema. Pure. */

import { androidBuildTypes, iosBuildTypes, platforms, type BuildType, type Platform } from '../../core/settings/platform.ts';
import { Failure } from '../../core/base/failure.ts';
import { present } from '../../core/base/present.ts';

export interface CreateInput {
  readonly app?: string;
  readonly platform: Platform;
  readonly buildType?: BuildType;
  readonly version?: string;
  readonly versionCode?: number;
}

export interface AppInput {
  readonly app?: string;
  readonly platform?: Platform;
}

export interface LinkInput extends AppInput {
  /** Of a package, as the list of packages has it. */
  readonly id?: string;
}

export interface ExplainInput {
  readonly app?: string;
  readonly code?: string;
}

export interface FixInput {
  readonly app?: string;
  readonly code: string;
  readonly pointer?: string;
  readonly fix?: string;
}

export function readCreateInput(input: unknown): CreateInput {
  const platform = oneOf(input, 'platform', platforms);
  if (!platform) throw wrong('platform', platforms.join(' or '));
  const buildTypes = platform === 'android' ? androidBuildTypes : iosBuildTypes;
  const buildType = oneOf<BuildType>(input, 'buildType', buildTypes);
  const app = text(input, 'app');
  const version = text(input, 'version');
  const versionCode = integer(input, 'versionCode');
  return {
    platform,
    ...(app !== undefined && { app }),
    ...(buildType && { buildType }),
    ...(version !== undefined && { version }),
    ...(versionCode !== undefined && { versionCode }),
  };
}

export function readLinkInput(input: unknown): LinkInput {
  return { ...readAppInput(input), ...present('id', text(input, 'id')) };
}

export function readExplainInput(input: unknown): ExplainInput {
  return { ...present('app', text(input, 'app')), ...present('code', text(input, 'code')) };
}

export function readFixInput(input: unknown): FixInput {
  const code = text(input, 'code');
  if (code === undefined || code === '') throw wrong('code', 'the code of a problem');
  return {
    code,
    ...present('app', text(input, 'app')),
    ...present('pointer', text(input, 'pointer')),
    ...present('fix', text(input, 'fix')),
  };
}

export function readAppInput(input: unknown): AppInput {
  const app = text(input, 'app');
  const platform = oneOf(input, 'platform', platforms);
  return { ...(app !== undefined && { app }), ...(platform && { platform }) };
}

export function readInspectPath(input: unknown): string {
  const path = text(input, 'path');
  if (path === undefined || path === '') throw wrong('path', 'the path of an .apk, .aab or .ipa file');
  return path;
}

function member(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null ? (Reflect.get(input, name) ?? undefined) : undefined;
}

function text(input: unknown, name: string): string | undefined {
  const value = member(input, name);
  if (value === undefined || typeof value === 'string') return value;
  throw wrong(name, 'a text');
}

function integer(input: unknown, name: string): number | undefined {
  const value = member(input, name);
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw wrong(name, 'a whole number');
}

function oneOf<Choice extends string>(input: unknown, name: string, choices: readonly Choice[]): Choice | undefined {
  const value = member(input, name);
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw wrong(name, `one of ${choices.join(', ')}`);
  return found;
}

function wrong(name: string, expected: string): Failure {
  return Failure.of('usage-wrong', { problem: `The input ${name} must be ${expected}`, remedy: 'Call the tool again with it' });
}
