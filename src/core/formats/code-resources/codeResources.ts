/**
 * `_CodeSignature/CodeResources`: the list of what a bundle's seal covers (Apple, Technical Note TN2206; Security's resources.cpp). A
 * property list with `files` for old systems and `files2` for those since iOS 7, each with the rules it was made by.
 *
 *   files:  path → data (SHA-1), or { hash, optional }
 *   files2: path → { hash2 (SHA-256), hash (SHA-1, where both were asked for), optional }, { symlink }, or { cdhash, requirement }
 */

import { utf8, type Bytes } from '../../base/bytes.ts';
import { present } from '../../base/present.ts';
import { inspectPlist } from '../plist/inspectPlist.ts';
import { plistBoolean, plistEntry, plistString, type PlistDictionary, type PlistValue } from '../plist/plistValue.ts';
import { encodeXmlPlist } from '../plist/xmlPlist.ts';
import {
  parseResourceRules,
  resourceRuleMatcher,
  rules2OfFlatBundles,
  rulesOfFlatBundles,
  type ResourceRule,
  type RuleVerdict,
} from './resourceRules.ts';

export interface SealedResource {
  readonly sha1?: Bytes;
  readonly sha256?: Bytes;
  /** Of code that has its own signature. */
  readonly cdhash?: Bytes;
  /** What the link leads to. */
  readonly symlink?: string;
  readonly isOptional: boolean;
}

export interface ResourceList {
  readonly files: ReadonlyMap<string, SealedResource>;
  readonly rules: readonly ResourceRule[];
}

export interface CodeResources {
  /** `files` and `rules`; absent where the signer wrote none. */
  readonly legacy?: ResourceList;
  /** `files2` and `rules2`. */
  readonly current?: ResourceList;
}

/** The reason completes "The list of sealed files is damaged:". */
export type ParsedCodeResources = CodeResources | { readonly problem: string };

export function parseCodeResources(bytes: Bytes): ParsedCodeResources {
  const { value } = inspectPlist(bytes);
  if (value?.type !== 'dictionary') return { problem: 'it is not a property list with a dictionary' };
  const legacy = parseList(value, 'files', 'rules');
  const current = parseList(value, 'files2', 'rules2');
  if (typeof legacy === 'string') return { problem: legacy };
  if (typeof current === 'string') return { problem: current };
  if (!legacy && !current) return { problem: 'it has neither files nor files2' };
  return { ...present('legacy', legacy), ...present('current', current) };
}

function parseList(plist: PlistDictionary, filesKey: string, rulesKey: string): ResourceList | string | undefined {
  const written = plistEntry(plist, filesKey);
  if (!written) return undefined;
  const rules = parseResourceRules(plistEntry(plist, rulesKey));
  if (written.type !== 'dictionary') return `${filesKey} is not a dictionary`;
  if (!rules) return `${rulesKey} has no rules that can be read`;
  const files = new Map<string, SealedResource>();
  for (const [path, value] of written.entries) {
    const resource = parseResource(value);
    if (!resource) return `the entry of ${path.slice(0, 200)} has no hash`;
    files.set(path, resource);
  }
  return { files, rules };
}

function parseResource(value: PlistValue): SealedResource | undefined {
  if (value.type === 'data') return { sha1: value.value, isOptional: false };
  const resource = {
    ...present('sha1', dataOf(plistEntry(value, 'hash'))),
    ...present('sha256', dataOf(plistEntry(value, 'hash2'))),
    ...present('cdhash', dataOf(plistEntry(value, 'cdhash'))),
    ...present('symlink', plistString(plistEntry(value, 'symlink'))),
  };
  if (Object.keys(resource).length === 0) return undefined;
  return { ...resource, isOptional: plistBoolean(plistEntry(value, 'optional')) === true };
}

function dataOf(value: PlistValue | undefined): Bytes | undefined {
  return value?.type === 'data' ? value.value : undefined;
}

/** A file or a link of the bundle that is to be sealed. */
export type BundleResource =
  | { readonly path: string; readonly sha1: Bytes; readonly sha256: Bytes }
  | { readonly path: string; readonly symlink: string };

/**
 * The list for a flat bundle, byte for byte as Apple's signer writes it. `hasBoth`: the code has directories of both hashes, which
 * `files2` then has as well. Paths are relative to the bundle and without those that are never listed.
 */
export function encodeCodeResources(resources: readonly BundleResource[], hasBoth: boolean): Bytes {
  const [legacyVerdict, verdict] = [rulesOfFlatBundles, rules2OfFlatBundles].map(verdictsOf);
  const files = new Map<string, PlistValue>();
  const files2 = new Map<string, PlistValue>();
  for (const resource of resources) {
    const { path } = resource;
    if ('symlink' in resource) {
      if (verdict?.(path) !== 'omitted')
        files2.set(path, entry([['symlink', { type: 'string', value: resource.symlink }]], verdict?.(path)));
      continue;
    }
    const hash: PlistValue = { type: 'data', value: resource.sha1 };
    const hash2: PlistValue = { type: 'data', value: resource.sha256 };
    const old = legacyVerdict?.(path);
    if (old !== 'omitted') files.set(path, old === 'optional' ? entry([['hash', hash]], old) : hash);
    if (verdict?.(path) !== 'omitted')
      files2.set(path, entry([...(hasBoth ? [['hash', hash] as const] : []), ['hash2', hash2]], verdict?.(path)));
  }
  const list: PlistDictionary = {
    type: 'dictionary',
    entries: new Map<string, PlistValue>([
      ['files', { type: 'dictionary', entries: files }],
      ['files2', { type: 'dictionary', entries: files2 }],
      ['rules', rulesOfFlatBundles],
      ['rules2', rules2OfFlatBundles],
    ]),
  };
  return utf8(encodeXmlPlist(list));
}

function verdictsOf(rules: PlistDictionary): ((path: string) => RuleVerdict) | undefined {
  return resourceRuleMatcher(parseResourceRules(rules) ?? []);
}

function entry(values: readonly (readonly [string, PlistValue])[], verdict: RuleVerdict | undefined): PlistValue {
  const optional: PlistValue = { type: 'boolean', value: true };
  return { type: 'dictionary', entries: new Map([...values, ...(verdict === 'optional' ? [['optional', optional] as const] : [])]) };
}

/** What no seal lists, below the bundle: the seal itself, what the store adds, and the executable, whose signature covers it. */
export function isNeverListed(path: string, executable: string | undefined): boolean {
  return path === executable || path === 'CodeResources' || path.startsWith('_CodeSignature/') || path.startsWith('_MASReceipt/');
}
