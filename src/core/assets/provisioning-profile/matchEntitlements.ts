/**
 * Whether a profile grants what a project's entitlements ask for (Apple TN3125, "The how"): every key must be there, and every value
 * equal to a granted one or covered by one that ends in `*`.
 */

import { equalPlists, type PlistDictionary, type PlistValue } from '../../formats/plist/plistValue.ts';

export type EntitlementVerdict =
  | { readonly key: string; readonly verdict: 'missing' }
  | { readonly key: string; readonly verdict: 'differs'; readonly wanted: string; readonly granted: string }
  /** A variable of the build is in it. */
  | { readonly key: string; readonly verdict: 'unknown'; readonly wanted: string };

/** Written by the one who signs, from the profile itself. */
const ownKeys: ReadonlySet<string> = new Set(['application-identifier', 'com.apple.developer.team-identifier', 'get-task-allow']);

/** What Xcode fills in before it signs. */
export interface EntitlementVariables {
  readonly prefix: string | undefined;
  readonly team: string | undefined;
  readonly appIdentifier: string | undefined;
  /** What the project's own build settings make of a text; `undefined` where they do not say it. */
  readonly expand?: ((text: string) => string | undefined) | undefined;
}

export function uncoveredEntitlements(
  asked: PlistDictionary,
  granted: PlistDictionary,
  variables: EntitlementVariables,
): readonly EntitlementVerdict[] {
  const verdicts: EntitlementVerdict[] = [];
  for (const [key, raw] of asked.entries) {
    const wanted = fillVariables(raw, variables);
    // Asking for nothing needs no grant.
    if (ownKeys.has(key) || isNothing(wanted)) continue;
    const grant = granted.entries.get(key);
    if (!grant) verdicts.push({ key, verdict: 'missing' });
    else if (hasVariable(wanted) && !isCoveredWhatever(wanted, grant)) verdicts.push({ key, verdict: 'unknown', wanted: show(wanted) });
    else if (!isCovered(wanted, grant)) verdicts.push({ key, verdict: 'differs', wanted: show(wanted), granted: show(grant) });
  }
  return verdicts;
}

/** Capabilities that Apple turns on for an explicit App ID only. */
export function needsExplicitIdentifier(key: string): boolean {
  return (
    (key.startsWith('com.apple.developer.') && !ownKeys.has(key)) ||
    key === 'aps-environment' ||
    key === 'com.apple.security.application-groups'
  );
}

function isNothing(value: PlistValue): boolean {
  return (value.type === 'boolean' && !value.value) || (value.type === 'array' && value.items.length === 0);
}

/** Whether a profile's value allows the one that is asked for. */
export function isCovered(wanted: PlistValue, granted: PlistValue): boolean {
  if (wanted.type === 'array') return wanted.items.every((item) => isCovered(item, granted));
  if (granted.type === 'array') return granted.items.some((item) => isCovered(wanted, item));
  if (wanted.type === 'string' && granted.type === 'string')
    return granted.value.endsWith('*') ? wanted.value.startsWith(granted.value.slice(0, -1)) : sameValue(wanted.value, granted.value);
  return equalPlists(wanted, granted);
}

/** `development` and `production` of push are chosen by the profile, whatever the project says. */
const environments: ReadonlySet<string> = new Set(['development', 'production', 'Development', 'Production']);

function sameValue(wanted: string, granted: string): boolean {
  return wanted === granted || (environments.has(wanted) && environments.has(granted));
}

/** What is in brackets, filled in as Xcode does. */
export function fillVariables(value: PlistValue, variables: EntitlementVariables): PlistValue {
  if (value.type === 'array') return { type: 'array', items: value.items.map((item) => fillVariables(item, variables)) };
  if (value.type === 'dictionary')
    return { type: 'dictionary', entries: new Map([...value.entries].map(([key, item]) => [key, fillVariables(item, variables)])) };
  if (value.type !== 'string') return value;
  const values: Readonly<Record<string, string | undefined>> = {
    AppIdentifierPrefix: variables.prefix === undefined ? undefined : `${variables.prefix}.`,
    TeamIdentifierPrefix: variables.team === undefined ? undefined : `${variables.team}.`,
    CFBundleIdentifier: variables.appIdentifier,
    PRODUCT_BUNDLE_IDENTIFIER: variables.appIdentifier,
  };
  const filled = value.value.replaceAll(
    /\$\((\w{1,100})((?::\w{1,40}){0,8})\)|\$\{(\w{1,100})((?::\w{1,40}){0,8})\}/g,
    (place, ...groups: readonly unknown[]) => {
      const [round, roundOperators, curly, curlyOperators] = groups.map((group) => (typeof group === 'string' ? group : ''));
      const variable = round || curly || '';
      const found = Object.hasOwn(values, variable) ? values[variable] : undefined;
      return found === undefined ? place : withOperators(found, `${roundOperators ?? ''}${curlyOperators ?? ''}`, place);
    },
  );
  return { type: 'string', value: variables.expand?.(filled) ?? filled };
}

/** Of the operators of Xcode those that make sense for identifiers. */
function withOperators(value: string, operators: string, place: string): string {
  let result: string | undefined = value;
  for (const operator of operators.split(':').slice(1)) {
    if (operator === 'lower') result = result?.toLowerCase();
    else if (operator === 'upper') result = result?.toUpperCase();
    else if (operator === 'rfc1034identifier') result = result?.replaceAll(/[^A-Za-z0-9.-]/g, '-');
    else result = undefined;
  }
  return result ?? place;
}

function hasVariable(value: PlistValue): boolean {
  if (value.type === 'array') return value.items.some(hasVariable);
  if (value.type === 'dictionary') return [...value.entries.values()].some(hasVariable);
  return value.type === 'string' && /\$[({]/.test(value.value);
}

/** Whether a grant that ends in `*` covers it whatever the variable is. */
function isCoveredWhatever(wanted: PlistValue, granted: PlistValue): boolean {
  if (wanted.type === 'array') return wanted.items.every((item) => isCoveredWhatever(item, granted));
  if (granted.type === 'array') return granted.items.some((item) => isCoveredWhatever(wanted, item));
  if (!hasVariable(wanted)) return isCovered(wanted, granted);
  if (wanted.type !== 'string' || granted.type !== 'string' || !granted.value.endsWith('*')) return false;
  const known = wanted.value.slice(0, wanted.value.search(/\$[({]/));
  return known.startsWith(granted.value.slice(0, -1));
}

const longest = 120;

function show(value: PlistValue): string {
  const text = textOf(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function textOf(value: PlistValue): string {
  switch (value.type) {
    case 'array':
      return value.items.slice(0, 10).map(textOf).join(', ');
    case 'dictionary':
      return `{${[...value.entries.keys()].slice(0, 10).join(', ')}}`;
    case 'data':
      return `${value.value.length} bytes`;
    case 'date':
      return value.value.toISOString();
    default:
      return String(value.value);
  }
}
