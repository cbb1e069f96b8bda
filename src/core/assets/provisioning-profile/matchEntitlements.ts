/**
 * Whether a profile grants what a project's entitlements ask for (Apple TN3125, "The how"): every key must be there, and every value
 * equal to a granted one or covered by one that ends in `*`.
 */

import { equalPlists, type PlistDictionary, type PlistValue } from '../../formats/plist/plistValue.ts';

export type EntitlementVerdict =
  | { readonly key: string; readonly verdict: 'missing' }
  | { readonly key: string; readonly verdict: 'differs'; readonly wanted: string; readonly granted: string };

/** Written by whoever signs, from the profile itself. */
const ownKeys: ReadonlySet<string> = new Set(['application-identifier', 'com.apple.developer.team-identifier', 'get-task-allow']);

/** What Xcode fills in before it signs. */
export interface EntitlementVariables {
  readonly prefix: string | undefined;
  readonly team: string | undefined;
  readonly appIdentifier: string | undefined;
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

function isCovered(wanted: PlistValue, granted: PlistValue): boolean {
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

function fillVariables(value: PlistValue, variables: EntitlementVariables): PlistValue {
  if (value.type === 'array') return { type: 'array', items: value.items.map((item) => fillVariables(item, variables)) };
  if (value.type !== 'string') return value;
  const values: Readonly<Record<string, string | undefined>> = {
    AppIdentifierPrefix: variables.prefix === undefined ? undefined : `${variables.prefix}.`,
    TeamIdentifierPrefix: variables.team === undefined ? undefined : `${variables.team}.`,
    CFBundleIdentifier: variables.appIdentifier,
    PRODUCT_BUNDLE_IDENTIFIER: variables.appIdentifier,
  };
  const filled = value.value.replace(/\$\((\w+)\)|\$\{(\w+)\}/g, (place, round?: string, curly?: string) => {
    const name = round ?? curly ?? '';
    return (Object.hasOwn(values, name) ? values[name] : undefined) ?? place;
  });
  return { type: 'string', value: filled };
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
