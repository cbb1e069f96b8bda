/**
 * Which entitlements an app gets when it is signed again: what the profile grants, with the identifier of the app, except for what profiles
 * grant more widely than an app may claim. Of that the app keeps what it claimed before, as far as it is granted (what fastlane's resign does,
 * sigh/lib/assets/resign.sh). What is asked for by name instead must be granted in full.
 */

import { createIssue, type Issue } from '../../base/issue.ts';
import {
  createPlist,
  equalPlists,
  plistEntry,
  plistStrings,
  type PlistDictionary,
  type PlistValue,
} from '../../formats/plist/plistValue.ts';
import { withoutPrefix, type ProvisioningProfile } from '../../formats/provisioning-profile/provisioningProfile.ts';
import { fillVariables, isCovered } from './matchEntitlements.ts';

export interface ResignRequest {
  /** As people know it, for issues. */
  readonly bundle: string;
  /** After the change, if it changes. */
  readonly identifier: string;
  readonly profile: ProvisioningProfile;
  /** What the app has now. */
  readonly old: PlistDictionary | undefined;
  /** What an identifier, or a group called after one, is called now; `undefined` when it stays. */
  readonly renamed: (text: string) => string | undefined;
  /** What is to be claimed, whatever the app has. */
  readonly wanted?: PlistDictionary | undefined;
}

export interface EntitlementChange {
  readonly key: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: PlistValue;
  readonly after?: PlistValue;
}

export interface ResignedEntitlements {
  readonly entitlements: PlistDictionary;
  /** From what the app had. */
  readonly changes: readonly EntitlementChange[];
  readonly issues: readonly Issue[];
}

const identifierKey = 'application-identifier';
const teamKey = 'com.apple.developer.team-identifier';
const keychainKey = 'keychain-access-groups';
/** Decided by the profile alone. */
const profileKeys: ReadonlySet<string> = new Set([identifierKey, teamKey, 'get-task-allow', 'beta-reports-active']);

const developer = 'com.apple.developer.';
/** Profiles grant these more widely than any app claims them: they come from the app, or not at all. */
const appKeys: ReadonlySet<string> = new Set([
  ...[
    'icloud-container-development-container-identifiers',
    'icloud-container-environment',
    'icloud-container-identifiers',
    'icloud-services',
    'restricted-resource-mode',
    'nfc.readersession.formats',
    'siri',
    'ubiquity-kvstore-identifier',
    'ubiquity-container-identifiers',
    'homekit',
    'healthkit',
    'healthkit.access',
    'networking.vpn.api',
    'networking.HotspotConfiguration',
    'networking.networkextension',
    'networking.multipath',
    'associated-domains',
    'default-data-protection',
    'maps',
    'in-app-payments',
    'pass-type-identifiers',
  ].map((key) => `${developer}${key}`),
  'com.apple.external-accessory.wireless-configuration',
  'com.apple.security.application-groups',
  'inter-app-audio',
  keychainKey,
]);

export function resignEntitlements(request: ResignRequest): ResignedEntitlements {
  const { profile, old, wanted } = request;
  const issues: Issue[] = [];
  const entries = wanted ? askedEntries(request, wanted, issues) : inheritedEntries(request, issues);
  for (const key of profileKeys) {
    const granted = profile.entitlements.entries.get(key);
    if (granted) entries.set(key, granted);
    else entries.delete(key);
  }
  const prefix = prefixOf(profile);
  entries.set(identifierKey, { type: 'string', value: `${prefix}.${request.identifier}` });
  for (const [key, value] of entries) {
    const type = unfitType(value);
    if (type !== undefined) issues.push(createIssue('ipa-entitlement-type', { entitlement: key, type }));
  }
  return { entitlements: { type: 'dictionary', entries }, changes: changesBetween(old, entries), issues };
}

/** What a project asks for, with the variables filled in that the one who signs decides. */
export function filledEntitlements(
  { entries }: PlistDictionary,
  { profile, identifier }: Pick<ResignRequest, 'profile' | 'identifier'>,
  expand: ((text: string) => string | undefined) | undefined,
): PlistDictionary {
  const variables = { prefix: prefixOf(profile), team: profile.teamIdentifiers[0], appIdentifier: identifier, expand };
  return { type: 'dictionary', entries: new Map([...entries].map(([key, value]) => [key, fillVariables(value, variables)])) };
}

/** Of the app identifier: of old teams it is not the team. */
function prefixOf({ applicationIdentifier = '', teamIdentifiers, applicationIdentifierPrefixes }: ProvisioningProfile): string {
  const [prefix = ''] = applicationIdentifier.split('.');
  return prefix || (applicationIdentifierPrefixes[0] ?? teamIdentifiers[0] ?? '');
}

function inheritedEntries(request: ResignRequest, issues: Issue[]): Map<string, PlistValue> {
  const { bundle, profile, old } = request;
  const entries = new Map<string, PlistValue>();
  for (const [key, granted] of profile.entitlements.entries) if (!appKeys.has(key)) entries.set(key, concrete(granted, request));
  for (const [key, value] of old?.entries ?? []) {
    if (profileKeys.has(key)) continue;
    const granted = profile.entitlements.entries.get(key);
    const kept = granted && appKeys.has(key) ? coveredPart(value, granted, request) : undefined;
    if (kept) {
      entries.set(key, kept);
      issues.push(...elsewhereIssues(key, kept, request));
    } else if (!granted || appKeys.has(key)) {
      // What is given by every profile in the right form needs no word.
      if (key !== keychainKey) issues.push(createIssue('ipa-entitlement-dropped', { entitlement: key, bundle, name: profile.name ?? '' }));
    }
  }
  if (!entries.has(keychainKey) && profile.entitlements.entries.has(keychainKey)) {
    const own: PlistValue = { type: 'string', value: `${prefixOf(profile)}.${request.identifier}` };
    entries.set(keychainKey, { type: 'array', items: [own] });
  }
  return entries;
}

function askedEntries(request: ResignRequest, wanted: PlistDictionary, issues: Issue[]): Map<string, PlistValue> {
  const { profile, identifier, bundle } = request;
  const variables = { prefix: prefixOf(profile), team: profile.teamIdentifiers[0], appIdentifier: identifier };
  const entries = new Map<string, PlistValue>();
  for (const [key, raw] of wanted.entries) {
    const value = fillVariables(raw, variables);
    const granted = profile.entitlements.entries.get(key);
    if (profileKeys.has(key)) {
      const own = key === identifierKey ? createPlist(`${variables.prefix}.${identifier}`) : granted;
      if (!own || !equalPlists(own, value))
        issues.push(createIssue('ipa-entitlement-of-profile', { entitlement: key, name: profile.name ?? '', bundle }));
      continue;
    }
    if (!granted || !isCovered(value, granted))
      issues.push(createIssue('ipa-entitlement-not-granted', { entitlement: key, name: profile.name ?? '', bundle }));
    else entries.set(key, value);
  }
  return entries;
}

/** `*` stands for all that a profile allows; an app claims its own. */
function concrete(value: PlistValue, request: ResignRequest): PlistValue {
  if (value.type === 'array') return { type: 'array', items: value.items.map((item) => concrete(item, request)) };
  const prefix = prefixOf(request.profile);
  return value.type === 'string' && value.value === `${prefix}.*` ? { type: 'string', value: `${prefix}.${request.identifier}` } : value;
}

/** Under its new name, and with the prefix of the new team. */
function rename(text: string, { renamed, old, profile }: ResignRequest): string {
  const [oldPrefix] = plistStrings(plistEntry(old, identifierKey)).map((identifier) => identifier.split('.')[0]);
  if (oldPrefix === undefined || oldPrefix === '' || !text.startsWith(`${oldPrefix}.`)) return renamed(text) ?? text;
  const rest = withoutPrefix(text);
  return `${prefixOf(profile)}.${renamed(rest) ?? rest}`;
}

/** Of a list, the items that are granted: by their new name, else by the old one. */
function coveredPart(value: PlistValue, granted: PlistValue, request: ResignRequest): PlistValue | undefined {
  if (value.type === 'array') {
    const items = value.items.flatMap((item) => coveredPart(item, granted, request) ?? []);
    return items.length > 0 ? { type: 'array', items } : undefined;
  }
  const candidates: readonly PlistValue[] =
    value.type === 'string' ? [{ type: 'string', value: rename(value.value, request) }, value] : [value];
  return candidates.find((candidate) => isCovered(candidate, granted));
}

const domainsKey = `${developer}associated-domains`;

/** What belongs to the old identifier outside of the app, or still has its name. */
function elsewhereIssues(key: string, kept: PlistValue, { renamed, identifier, old }: ResignRequest): readonly Issue[] {
  const [claimed] = plistStrings(plistEntry(old, identifierKey));
  if (claimed === undefined || withoutPrefix(claimed) === identifier) return [];
  const values = plistStrings(kept).filter((text) => key === domainsKey || renamed(text) !== undefined);
  return values.map((value) => createIssue('ipa-identifier-elsewhere', { what: key, value }));
}

/** What the DER form of entitlements has no proven form for. */
function unfitType(value: PlistValue): string | undefined {
  if (value.type === 'array') return value.items.map(unfitType).find((type) => type !== undefined);
  if (value.type === 'dictionary') return [...value.entries.values()].map(unfitType).find((type) => type !== undefined);
  return ['real', 'date', 'data', 'uid'].includes(value.type) ? value.type : undefined;
}

function changesBetween(old: PlistDictionary | undefined, entries: ReadonlyMap<string, PlistValue>): readonly EntitlementChange[] {
  const changes: EntitlementChange[] = [];
  for (const key of new Set([...(old?.entries.keys() ?? []), ...entries.keys()])) {
    const [before, after] = [old?.entries.get(key), entries.get(key)];
    if (before && !after) changes.push({ key, kind: 'removed', before });
    else if (!before && after) changes.push({ key, kind: 'added', after });
    else if (before && after && !equalPlists(before, after)) changes.push({ key, kind: 'changed', before, after });
  }
  return changes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
