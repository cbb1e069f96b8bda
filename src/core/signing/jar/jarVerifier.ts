/**
 * Checks the JAR signature of a package by Android's rules, which are stricter than Java's in some places and laxer in
 * others: every entry outside META-INF must be signed, by the same signers; files in META-INF need not be; the first error
 * of a stage ends the check, as on a phone.
 */

import { createHash } from 'node:crypto';
import { equalBytes } from '../../base/bytes.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue, hasErrors, type Issue } from '../../base/issue.ts';
import { parseJarManifest } from '../../formats/jar-manifest/jarManifest.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { type ArchiveEntry, type ArchiveSections } from '../archive/archiveSections.ts';
import { EntryUnreadable, feedEntry, isStored, readEntryContent } from '../archive/entryContent.ts';
import { digestsToVerify, type JarDigest, type SdkRange } from './jarDigests.ts';
import { inspectJarSignatureBlock } from './jarSignatureBlock.ts';
import { inspectJarSignatureFile, type NamedManifest, type SchemesBeside } from './jarSignatureFile.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';

export const metaInf = 'META-INF/';
export const manifestName = 'META-INF/MANIFEST.MF';
const maxSigners = 10;
const maxManifestBytes = 64 * 1024 * 1024;
const maxBlockBytes = 4 * 1024 * 1024;
/** Deflate cannot do better than this, so a total above it means that entries share bytes. */
const bestDeflateRatio = 1032;

export interface JarCheck {
  readonly source: ByteSource;
  readonly sections: ArchiveSections;
  readonly range: SdkRange;
  readonly schemes: SchemesBeside;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface JarSigner {
  /** Of the signature block, without META-INF/. */
  readonly name: string;
  readonly certificates: readonly [Certificate, ...Certificate[]];
}

export interface JarVerification {
  /** Those who signed every entry. Empty when there are errors. */
  readonly signers: readonly JarSigner[];
  readonly issues: readonly Issue[];
}

interface Candidate extends JarSigner {
  readonly blockName: string;
  readonly fileName: string;
  readonly entryNames: ReadonlySet<string>;
}

/** Ends the check with what was found. */
class CheckEnded extends Error {}

export async function verifyJar(check: JarCheck): Promise<JarVerification> {
  const issues: Issue[] = [];
  try {
    const signers = await verifyStages(check, issues);
    return { signers: signers.map(({ name, certificates }) => ({ name, certificates })), issues };
  } catch (error) {
    if (error instanceof EntryUnreadable) issues.push(error.issue);
    else if (!(error instanceof CheckEnded)) throw error;
    return { signers: [], issues };
  }
}

async function verifyStages(check: JarCheck, issues: Issue[]): Promise<readonly Candidate[]> {
  const stage = (found: readonly Issue[]): void => {
    issues.push(...found);
    if (hasErrors(issues)) throw new CheckEnded();
  };
  const entries = check.sections.entries.filter(({ name }) => !name.endsWith('/'));
  stage(findDuplicates(entries));
  const manifestEntry = entries.find(({ name }) => name === manifestName);
  if (!manifestEntry) throw ended(issues, createIssue('jar-no-manifest', {}));
  const manifest = await readManifest(check, entries, manifestEntry, stage);
  const candidates = await findSigners(check, entries, manifest, stage, issues);
  const signers = await verifyEntries(check, entries, manifest, candidates, stage);
  const used = new Set([manifestName, ...signers.flatMap(({ blockName, fileName }) => [blockName, fileName])]);
  for (const { name } of entries)
    if (name.startsWith(metaInf) && !used.has(name)) issues.push(createIssue('jar-entry-unprotected', { name }, { entry: name }));
  return signers;
}

function ended(issues: Issue[], issue: Issue): CheckEnded {
  issues.push(issue);
  return new CheckEnded();
}

function findDuplicates(entries: readonly ArchiveEntry[]): readonly Issue[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice].map((name) => createIssue('jar-duplicate-entry', { name }, { entry: name }));
}

async function readManifest(
  check: JarCheck,
  entries: readonly ArchiveEntry[],
  entry: ArchiveEntry,
  stage: (found: readonly Issue[]) => void,
): Promise<NamedManifest> {
  const bytes = await readEntryContent(check.source, entry, check.sections.centralDirectoryOffset, maxManifestBytes);
  const parsed = parseJarManifest(bytes);
  const names = new Set(entries.map(({ name }) => name));
  const sections = new Map<string, (typeof parsed.sections)[number]>();
  const issues: Issue[] = [];
  for (const [index, section] of parsed.sections.entries()) {
    const { name } = section;
    if (name === undefined) issues.push(createIssue('jar-manifest-section-unnamed', { number: index + 1 }));
    else if (sections.has(name)) issues.push(createIssue('jar-manifest-section-duplicate', { name }));
    else {
      sections.set(name, section);
      if (!names.has(name)) issues.push(createIssue('jar-manifest-entry-missing', { name }));
    }
  }
  stage(issues);
  return { bytes, main: parsed.main, sections };
}

/** The signers whose block and signature file hold. */
async function findSigners(
  check: JarCheck,
  entries: readonly ArchiveEntry[],
  manifest: NamedManifest,
  stage: (found: readonly Issue[]) => void,
  issues: Issue[],
): Promise<readonly Candidate[]> {
  const { source, range } = check;
  const limit = check.sections.centralDirectoryOffset;
  const inMetaInf = new Map(entries.filter(({ name }) => name.startsWith(metaInf)).map((entry) => [entry.name, entry]));
  const pairs: { readonly block: ArchiveEntry; readonly file: ArchiveEntry }[] = [];
  for (const block of inMetaInf.values()) {
    if (!/\.(?:RSA|DSA|EC)$/.test(block.name)) continue;
    const fileName = `${block.name.slice(0, block.name.lastIndexOf('.'))}.SF`;
    const file = inMetaInf.get(fileName);
    if (file) pairs.push({ block, file });
    else issues.push(createIssue('jar-signature-file-missing', { block: block.name, file: fileName }));
  }
  if (pairs.length === 0) throw ended(issues, createIssue('jar-no-signatures', {}));
  if (pairs.length > maxSigners) throw ended(issues, createIssue('jar-too-many-signatures', { count: pairs.length, limit: maxSigners }));

  const blocks: {
    readonly names: { block: string; file: string };
    readonly fileBytes: Uint8Array;
    readonly certificates: JarSigner['certificates'];
  }[] = [];
  const found: Issue[] = [];
  for (const { block, file } of pairs) {
    const blockBytes = await readEntryContent(source, block, limit, maxBlockBytes);
    const fileBytes = await readEntryContent(source, file, limit, maxManifestBytes);
    const names = { block: block.name, file: file.name };
    const result = inspectJarSignatureBlock(blockBytes, fileBytes, names, range);
    found.push(...result.issues);
    if (result.certificates) blocks.push({ names, fileBytes, certificates: result.certificates });
  }
  stage(found);

  const candidates: Candidate[] = [];
  for (const { names, fileBytes, certificates } of blocks) {
    const result = inspectJarSignatureFile(names.file, fileBytes, manifest, check.schemes, range);
    stage(result.issues);
    if (!result.entryNames) continue;
    candidates.push({
      name: names.block.slice(metaInf.length),
      blockName: names.block,
      fileName: names.file,
      certificates,
      entryNames: result.entryNames,
    });
  }
  return candidates;
}

async function verifyEntries(
  check: JarCheck,
  entries: readonly ArchiveEntry[],
  manifest: NamedManifest,
  candidates: readonly Candidate[],
  stage: (found: readonly Issue[]) => void,
): Promise<readonly Candidate[]> {
  const issues: Issue[] = [];
  const toHash: { readonly entry: ArchiveEntry; readonly digests: readonly JarDigest[] }[] = [];
  const sorted = entries.filter(({ name }) => !name.startsWith(metaInf)).sort((a, b) => a.headerOffset - b.headerOffset);
  let first: { readonly name: string; readonly signers: readonly Candidate[] } | undefined;
  for (const entry of sorted) {
    const { name } = entry;
    const place = { entry: name };
    const section = manifest.sections.get(name);
    if (!section) {
      issues.push(createIssue('jar-entry-digest-missing', { name }, place));
      continue;
    }
    const signers = candidates.filter(({ entryNames }) => entryNames.has(name));
    if (signers.length === 0) {
      issues.push(createIssue('jar-entry-not-signed', { name }, place));
      continue;
    }
    first ??= { name, signers };
    if (signers.length !== first.signers.length || signers.some((signer, index) => signer !== first?.signers[index])) {
      issues.push(createIssue('jar-entry-signers-differ', { first: first.name, second: name }, place));
      continue;
    }
    const digests = digestsToVerify(section, '-Digest', check.range);
    if (!digests || digests.length === 0) issues.push(createIssue('jar-entry-digest-missing', { name }, place));
    else toHash.push({ entry, digests });
  }
  issues.push(...(await hashEntries(check, toHash)));
  if (!first) issues.push(createIssue('jar-no-signed-entries', {}));
  stage(issues);
  return first?.signers ?? [];
}

async function hashEntries(
  check: JarCheck,
  toHash: readonly { readonly entry: ArchiveEntry; readonly digests: readonly JarDigest[] }[],
): Promise<readonly Issue[]> {
  const { source, sections, signal } = check;
  requireHonestSizes(
    toHash.map(({ entry }) => entry),
    source.size,
  );
  let total = 1;
  for (const { entry } of toHash) total += entry.uncompressedSize;
  let done = 0;
  const results = await runConcurrently(toHash, 4, async ({ entry, digests }): Promise<Issue | undefined> => {
    throwIfCancelled(signal);
    const hashes = digests.map(({ hash }) => createHash(hash));
    await feedEntry(source, entry, sections.centralDirectoryOffset, (piece) => {
      throwIfCancelled(signal);
      for (const hash of hashes) hash.update(piece);
    });
    done += entry.uncompressedSize;
    check.onProgress?.(done / total);
    const isSame = hashes.every((hash, index) => equalBytes(hash.digest(), digests[index]?.value ?? new Uint8Array()));
    return isSame ? undefined : createIssue('jar-entry-changed', { name: entry.name }, { entry: entry.name });
  });
  return results.filter((issue) => issue !== undefined);
}

/** Entries that share bytes could make one small file cost any amount of time. */
export function requireHonestSizes(entries: readonly ArchiveEntry[], fileSize: number): void {
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += isStored(entry) ? entry.uncompressedSize : entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (packed > fileSize || unpacked > fileSize * bestDeflateRatio)
      throw new EntryUnreadable(entry, 'the entries are larger than the file');
  }
}
