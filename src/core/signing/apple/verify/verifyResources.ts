/**
 * Checks the list of sealed files against the bundle: every file that its rules cover must be there as it was, and nothing else. Works on
 * hashes that were made already, so that a file is read once however many bundles lie around it.
 */

import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import {
  isNeverListed,
  type CodeResources,
  type ResourceList,
  type SealedResource,
} from '../../../formats/code-resources/codeResources.ts';
import {
  parseResourceRules,
  resourceRuleMatcher,
  rules2OfFlatBundles,
  type RuleVerdict,
} from '../../../formats/code-resources/resourceRules.ts';
import { type AppFiles } from '../bundle/appFiles.ts';
import { pathInside, type AppBundle } from '../bundle/bundleTree.ts';
import { type FileHashes } from '../fileContent.ts';
import { type SealFindings } from './sealFindings.ts';

export interface ResourceCheck {
  readonly bundle: AppBundle;
  readonly files: AppFiles;
  readonly list: CodeResources;
  /** Of every file, by path from the top of the package; what could not be read is absent and was reported where it was read. */
  readonly hashes: ReadonlyMap<string, FileHashes>;
  /** Of nested bundles and loose code, by path: the hashes of their code directories. */
  readonly cdHashes: ReadonlyMap<string, readonly Bytes[]>;
  readonly findings: SealFindings;
}

const profileName = 'embedded.mobileprovision';

export function verifyResources(check: ResourceCheck): void {
  const { list } = check;
  const counted = list.current ?? list.legacy;
  if (!counted) return;
  const verdictOf = resourceRuleMatcher(counted.rules);
  if (!verdictOf) {
    check.findings.add('seal-list-malformed', { reason: 'one of its rules cannot be read' }, listPath(check));
    return;
  }
  verifyFiles(check, counted, verdictOf);
  verifyMissing(check, counted);
  if (list.current) {
    checkRules(check, verdictOf);
    if (list.legacy) checkLegacy(check, list.legacy, list.current);
  }
}

function listPath({ bundle }: Pick<ResourceCheck, 'bundle'>): string {
  return `${bundle.path}/_CodeSignature/CodeResources`;
}

/** Everything below the bundle that a seal can list, with its path in there. */
function* listable({ bundle }: Pick<ResourceCheck, 'bundle'>): Generator<{ readonly path: string; readonly inside: string }> {
  const executable = pathInside(bundle, bundle.executable);
  for (const path of bundle.paths) {
    const inside = pathInside(bundle, path);
    if (!isNeverListed(inside, executable)) yield { path, inside };
  }
}

function verifyFiles(check: ResourceCheck, { files }: ResourceList, verdictOf: (path: string) => RuleVerdict): void {
  const { bundle, findings } = check;
  const own = new Set(bundle.ownPaths);
  for (const { path, inside } of listable(check)) {
    const sealed = files.get(inside);
    const verdict = verdictOf(inside);
    checkLink(check, path);
    if (verdict === 'omitted' && !sealed) continue;
    if (sealed) {
      verifyOne(check, path, sealed, own.has(path));
      if (sealed.isOptional && verdict === 'sealed') findings.add('seal-resource-optional', { bundle: bundle.path }, path);
    } else if (verdict !== 'nested' || !isInNestedCode(files, inside)) addedFinding(check, path, inside);
  }
}

/** Sealed by the signature of the nested code that a folder above it is listed as. */
function isInNestedCode(files: ResourceList['files'], inside: string): boolean {
  for (let end = inside.lastIndexOf('/'); end > 0; end = inside.lastIndexOf('/', end - 1))
    if (files.get(inside.slice(0, end))?.cdhash) return true;
  return false;
}

function addedFinding({ bundle, findings }: ResourceCheck, path: string, inside: string): void {
  findings.add(inside === profileName ? 'seal-profile-added' : 'seal-resource-added', { bundle: bundle.path }, path);
}

function verifyOne(check: ResourceCheck, path: string, sealed: SealedResource, isOwn: boolean): void {
  const { bundle, files, hashes, cdHashes, findings } = check;
  const entry = files.get(path);
  if (entry?.kind === 'link' || sealed.symlink !== undefined) {
    const found = entry?.kind === 'link' ? `a link to ${entry.target.slice(0, 200)}` : 'a file';
    const wanted = sealed.symlink === undefined ? 'a file' : `a link to ${sealed.symlink.slice(0, 200)}`;
    if (found !== wanted || (entry?.kind === 'link' && entry.target !== sealed.symlink))
      findings.add('seal-link-changed', { bundle: bundle.path, found, wanted }, path);
    return;
  }
  const made = hashes.get(path);
  const isSame = sealed.cdhash
    ? (cdHashes.get(path) ?? []).some((hash) => equalBytes(hash, sealed.cdhash ?? hash))
    : !made || (isEqualHash(sealed.sha256, made.sha256) && isEqualHash(sealed.sha1, made.sha1));
  if (isSame) return;
  const inside = pathInside(bundle, path);
  if (!isOwn || sealed.cdhash) findings.add('seal-nested-changed', { bundle: bundle.path }, path);
  else findings.add(inside === profileName ? 'seal-profile-changed' : 'seal-resource-changed', { bundle: bundle.path }, path);
}

function isEqualHash(sealed: Bytes | undefined, made: Bytes): boolean {
  return sealed === undefined || equalBytes(sealed, made);
}

/** Apple's own check refuses links that lead out of the bundle. */
function checkLink({ bundle, files, findings }: ResourceCheck, path: string): void {
  const entry = files.get(path);
  if (entry?.kind !== 'link' || !leadsOutside(pathInside(bundle, path), entry.target)) return;
  findings.add('seal-link-outside', { bundle: bundle.path, target: entry.target.slice(0, 200) }, path);
}

function leadsOutside(inside: string, target: string): boolean {
  if (target.startsWith('/')) return true;
  let depth = inside.split('/').length - 1;
  for (const part of target.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function verifyMissing({ bundle, files, cdHashes, findings }: ResourceCheck, list: ResourceList): void {
  for (const [inside, sealed] of list.files) {
    const path = `${bundle.path}/${inside}`;
    if (files.has(path) || sealed.isOptional) continue;
    if (!sealed.cdhash) findings.add('seal-resource-missing', { bundle: bundle.path }, path);
    else {
      const made = cdHashes.get(path);
      if (!made) findings.add('seal-resource-missing', { bundle: bundle.path }, path);
      else if (!made.some((hash) => equalBytes(hash, sealed.cdhash ?? hash)))
        findings.add('seal-nested-changed', { bundle: bundle.path }, path);
    }
  }
}

const verdictOfApple = resourceRuleMatcher(parseResourceRules(rules2OfFlatBundles) ?? []);

/** Rules that leave out what Apple's do not: the seal fits, but covers less. */
function checkRules(check: ResourceCheck, verdictOf: (path: string) => RuleVerdict): void {
  for (const { inside } of listable(check)) {
    if (verdictOf(inside) !== 'omitted' || verdictOfApple?.(inside) === 'omitted') continue;
    check.findings.add('seal-rules-weak', { bundle: check.bundle.path, path: inside.slice(0, 200) }, listPath(check));
    return;
  }
}

/** Of files that are as the list that counts says: what differs then is the list itself. */
function checkLegacy({ bundle, hashes, findings }: ResourceCheck, legacy: ResourceList, current: ResourceList): void {
  const verdictOf = resourceRuleMatcher(legacy.rules);
  const wrong: string[] = [];
  for (const { path, inside } of listable({ bundle })) {
    const made = hashes.get(path);
    const intact = current.files.get(inside)?.sha256;
    if (!made || !intact || !equalBytes(intact, made.sha256)) continue;
    const sealed = legacy.files.get(inside);
    const isSealed = verdictOf?.(inside) === 'sealed' || verdictOf?.(inside) === 'optional';
    if (sealed ? !isEqualHash(sealed.sha1, made.sha1) : isSealed) wrong.push(inside);
  }
  const [path] = wrong;
  if (path === undefined) return;
  const params = { bundle: bundle.path, count: wrong.length, path: path.slice(0, 200) };
  findings.add('seal-legacy-list-differs', params, listPath({ bundle }));
}
