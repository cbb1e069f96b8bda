/**
 * What build settings of Xcode come to: `$(NAME)` and `${NAME}` with their operators, `$(inherited)`, and the order in which project and
 * target, project file and `.xcconfig` override each other. A name that nothing here defines makes the whole value unknown.
 */

import { type BuildSetting } from './xcconfig.ts';

/** Settings of one file, the ones that are overridden first. */
export interface SettingLevel {
  /** As the caller knows the file. */
  readonly file: string;
  readonly settings: readonly BuildSetting[];
}

export interface ExpandedSetting {
  readonly value: string;
  /** Where the setting is written that was asked for. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  /** Whether it is written as it is, without variables. */
  readonly isLiteral: boolean;
}

export type SettingReading = { readonly kind: 'known'; readonly setting: ExpandedSetting } | UnknownSetting;

/** Written, but with a variable that only the build knows. */
interface UnknownSetting {
  readonly kind: 'unknown';
  readonly written: string;
  readonly variable: string;
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

const deepest = 24;
const longestValue = 4096;
/** How many names one question may look up in all, since names can double each other. */
const mostLookups = 2000;

type Found = { readonly value: string } | { readonly missing: string };

export class BuildSettings {
  readonly #levels: readonly { readonly file: string; readonly byName: ReadonlyMap<string, readonly BuildSetting[]> }[];
  readonly #configuration: string;
  readonly #given: ReadonlyMap<string, string>;
  readonly #fixed: ReadonlyMap<string, string>;
  #lookups = 0;

  /** `given` is what the build defines by itself, such as `TARGET_NAME`; `fixed` is what the tool sets whatever the files say. */
  constructor(
    levels: readonly SettingLevel[],
    configuration: string,
    given: ReadonlyMap<string, string>,
    fixed: ReadonlyMap<string, string> = new Map(),
  ) {
    // A question may look up many names, and a file may have many settings.
    this.#levels = levels.map(({ file, settings }) => ({ file, byName: Map.groupBy(settings, ({ name }) => name) }));
    this.#configuration = configuration;
    this.#given = given;
    this.#fixed = fixed;
  }

  /** `undefined`: nothing is said about it. */
  read(name: string): SettingReading | undefined {
    this.#lookups = 0;
    const top = this.#definitionsOf(name).at(-1);
    if (!top) return undefined;
    const { file, setting } = top;
    const place = { file, offset: setting.offset, length: setting.length };
    const found = this.#valueOf(name, 0);
    if ('missing' in found) return { kind: 'unknown', written: setting.value, variable: found.missing, ...place };
    return { kind: 'known', setting: { ...place, value: found.value, isLiteral: !setting.value.includes('$') } };
  }

  /** The text with its variables filled in; the name of a variable that is unknown. */
  expand(text: string): Found {
    this.#lookups = 0;
    return this.#expand(text, 0, undefined);
  }

  #definitionsOf(name: string): readonly { readonly file: string; readonly setting: BuildSetting }[] {
    return this.#levels.flatMap(({ file, byName }) =>
      (byName.get(name) ?? [])
        .filter((setting) => isForDevices(setting.conditions, this.#configuration))
        // In one file a condition that fits is more special than none.
        .toSorted((a, b) => Object.keys(a.conditions).length - Object.keys(b.conditions).length)
        .map((setting) => ({ file, setting })),
    );
  }

  #valueOf(name: string, depth: number): Found {
    if (depth > deepest || ++this.#lookups > mostLookups) return { missing: name };
    const fixed = this.#fixed.get(name);
    if (fixed !== undefined) return { value: fixed };
    const definitions = this.#definitionsOf(name);
    if (definitions.length === 0) {
      const given = this.#given.get(name);
      return given === undefined ? { missing: name } : { value: given };
    }
    let inherited = this.#given.get(name) ?? '';
    let result: Found = { value: inherited };
    for (const { setting } of definitions.slice(-deepest)) {
      result = this.#expand(setting.value, depth + 1, { name, inherited });
      if ('value' in result) inherited = result.value;
    }
    return result;
  }

  #expand(text: string, depth: number, own: { readonly name: string; readonly inherited: string } | undefined): Found {
    if (!text.includes('$')) return text.length > longestValue ? { missing: '…' } : { value: text };
    const pieces: string[] = [];
    let length = 0;
    for (let at = 0; at < text.length;) {
      const reference = referenceAt(text, at);
      if (!reference) {
        pieces.push(text.charAt(at++));
        length += 1;
      } else {
        const found = this.#reference(reference.body, depth, own);
        if ('missing' in found) return found;
        pieces.push(found.value);
        length += found.value.length;
        at = reference.end;
      }
      if (length > longestValue) return { missing: '…' };
    }
    return { value: pieces.join('') };
  }

  #reference(body: string, depth: number, own: { readonly name: string; readonly inherited: string } | undefined): Found {
    // `$(NAME_$(OTHER))`: the inner one first.
    const inner = body.includes('$') && depth <= deepest ? this.#expand(body, depth + 1, own) : { value: body };
    if ('missing' in inner) return inner;
    const [name = '', ...operators] = inner.value.split(':');
    const fallback = operators.find((operator) => operator.startsWith('default='))?.slice('default='.length);
    if (name === 'inherited' || name === own?.name) return { value: applyOperators(own?.inherited ?? '', operators) };
    const found = this.#valueOf(name, depth + 1);
    if ('missing' in found) return fallback === undefined ? found : { value: applyOperators(fallback, operators) };
    return applied(found.value === '' && fallback !== undefined ? fallback : found.value, operators, name);
  }
}

function applied(value: string, operators: readonly string[], name: string): Found {
  if (operators.every(isKnownOperator)) return { value: applyOperators(value, operators) };
  return { missing: [name, ...operators].join(':') };
}

/** Settings for other systems, architectures and configurations do not count. */
function isForDevices(conditions: BuildSetting['conditions'], configuration: string): boolean {
  return Object.entries(conditions).every(([key, pattern]) => {
    if (key === 'sdk') return matches(pattern, 'iphoneos');
    if (key === 'arch') return matches(pattern, 'arm64');
    return (key === 'config' || key === 'configuration') && matches(pattern, configuration);
  });
}

/** `iphoneos*` fits `iphoneos18.0`. */
function matches(pattern: string, value: string): boolean {
  if (!pattern.endsWith('*')) return pattern === value;
  const start = pattern.slice(0, -1);
  return value.startsWith(start) || start.startsWith(value);
}

interface Reference {
  readonly body: string;
  readonly end: number;
}

const longestReference = 500;

function referenceAt(text: string, at: number): Reference | undefined {
  const open = text.charAt(at) === '$' ? text.charAt(at + 1) : '';
  if (open !== '(' && open !== '{') return undefined;
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let end = at + 2; end < text.length && end < at + longestReference; end++) {
    const character = text.charAt(end);
    if (character === open) depth += 1;
    else if (character === close && depth-- === 0) return { body: text.slice(at + 2, end), end: end + 1 };
  }
  return undefined;
}

const operatorTable: Readonly<Record<string, (value: string) => string>> = {
  lower: (value) => value.toLowerCase(),
  upper: (value) => value.toUpperCase(),
  rfc1034identifier: (value) => value.replaceAll(/[^A-Za-z0-9.]/g, '-'),
  identifier: identifier,
  c99extidentifier: identifier,
  base: (value) => (value.split('/').at(-1) ?? '').replace(/\.[^.]{0,200}$/, ''),
  file: (value) => value.split('/').at(-1) ?? '',
  dir: (value) => value.slice(0, value.lastIndexOf('/') + 1),
  suffix: (value) => /\.[^./]{0,200}$/.exec(value.slice(-201))?.[0] ?? '',
  quote: (value) => value,
  standardizepath: (value) => value,
};

function identifier(value: string): string {
  return value.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

function isKnownOperator(operator: string): boolean {
  return operator.startsWith('default=') || Object.hasOwn(operatorTable, operator);
}

function applyOperators(start: string, operators: readonly string[]): string {
  return operators.reduce(
    (value, operator) => (Object.hasOwn(operatorTable, operator) ? (operatorTable[operator]?.(value) ?? value) : value),
    start,
  );
}
