/**
 * Says what an Android package is: any APK or app bundle, made by any tool. It reads the directory, the manifest, the
 * resource table and the beginnings of libraries and code, so that a package of any size takes some milliseconds. Nothing
 * is hashed: whether signatures are right is for the verifiers to say. Never throws for what the bytes are.
 */

import { type ByteSource } from '../base/byteSource.ts';
import { createIssue, hasErrors, type Issue } from '../base/issue.ts';
import { present } from '../base/present.ts';
import { type ResourceValue } from '../formats/android-resources/resourceValue.ts';
import { inspectLocalHeaders } from '../formats/zip/inspectLocalHeaders.ts';
import { readEntry } from '../formats/zip/readEntry.ts';
import { readEntryPrefix } from '../formats/zip/readEntryPrefix.ts';
import { type ZipArchive, type ZipEntry } from '../formats/zip/zipEntry.ts';
import { type readBundleFacts } from './bundleFacts.ts';
import { apkManifest, apkResourceTable } from './detectFormat.ts';
import { inspectDexFiles } from './dexFiles.ts';
import { issueInEntry } from './issueInEntry.ts';
import { inspectLibraries } from './nativeLibraries.ts';
import { type PackageDocuments } from './packageDocuments.ts';
import { type AndroidFormat } from './packageEntries.ts';
import { iconFiles, readAdaptiveIcon, type PackageIcon } from './packageIcon.ts';
import { type AndroidInspection } from './androidInspection.ts';
import { measureAndroidPackage } from './packageSizes.ts';
import { readManifest } from './readManifest.ts';
import { recognizePackage } from './recognizePackage.ts';
import { readSigning } from './readSigning.ts';
import { ResourceResolver } from './resourceResolver.ts';
import { type ManifestFacts } from './manifestFacts.ts';

export interface InspectedAndroidPackage {
  /** Absent when it is not an Android package. */
  readonly inspection?: AndroidInspection;
  readonly issues: readonly Issue[];
}

const maxManifestBytes = 16 * 1024 * 1024;
const maxTableBytes = 256 * 1024 * 1024;
const maxIconXmlBytes = 1024 * 1024;

/** Of a file that has to be an Android package. */
export async function inspectAndroidPackage(source: ByteSource): Promise<InspectedAndroidPackage> {
  const recognized = await recognizePackage(source);
  const { format, issues } = recognized;
  if (format === undefined) return { issues };
  if (format === 'ipa') return { issues: [...issues, createIssue('package-not-android', {})] };
  const { archive } = recognized;
  const inspected = await inspectAndroidArchive(source, archive, format);
  return { inspection: inspected.inspection, issues: [...issues, ...inspected.issues] };
}

export interface InspectedAndroidArchive {
  readonly inspection: AndroidInspection;
  /** Without those of the archive itself. */
  readonly issues: readonly Issue[];
}

export async function inspectAndroidArchive(
  source: ByteSource,
  archive: ZipArchive,
  format: AndroidFormat,
): Promise<InspectedAndroidArchive> {
  const [described, headers, code, libraries, signing, resourceTable, bundle] = await Promise.all([
    describe(source, archive, await documentsOf(format)),
    inspectLocalHeaders(source, archive),
    inspectDexFiles(source, archive.entries, format),
    inspectLibraries(source, archive.entries, format),
    readSigning(source, archive),
    placeOfTable(source, archive, format),
    format === 'aab' ? readBundle(source, archive) : undefined,
  ]);
  const sizes = measureAndroidPackage(archive.entries, format, source.size);
  const inspection: AndroidInspection = {
    format,
    isManifestReadable: described.facts !== undefined,
    ...described.facts,
    ...present('icon', described.icon),
    sizeBytes: source.size,
    // Of all libraries, also where there are more than are looked into.
    abis: Object.keys(sizes.nativeByAbi).sort(),
    libraries: libraries.libraries,
    dexFiles: code.dexFiles,
    sizes,
    signing,
    ...present('resourceTable', resourceTable),
    ...present('bundle', bundle?.facts),
  };
  const zip64 = format === 'apk' && archive.layout.isZip64 ? [createIssue('zip-zip64-used', {})] : [];
  return {
    inspection,
    issues: [...zip64, ...described.issues, ...headers.issues, ...(bundle?.issues ?? []), ...code.issues, ...libraries.issues],
  };
}

async function readBundle(source: ByteSource, archive: ZipArchive): ReturnType<typeof readBundleFacts> {
  const bundleFacts = await import('./bundleFacts.ts');
  return await bundleFacts.readBundleFacts(source, archive);
}

/** The readers of one form alone are loaded. */
async function documentsOf(format: AndroidFormat): Promise<PackageDocuments> {
  return format === 'apk' ? (await import('./apkDocuments.ts')).apkDocuments : (await import('./bundleDocuments.ts')).bundleDocuments;
}

interface Described {
  /** Absent when the manifest cannot be read. */
  readonly facts?: ManifestFacts;
  readonly icon?: PackageIcon;
  readonly issues: readonly Issue[];
}

async function describe(source: ByteSource, archive: ZipArchive, documents: PackageDocuments): Promise<Described> {
  const [manifest, table] = await Promise.all([
    readNamed(source, archive, documents.manifest, maxManifestBytes),
    readNamed(source, archive, documents.resourceTable, maxTableBytes),
  ]);
  const issues = [...manifest.issues, ...table.issues];
  const document = manifest.bytes && documents.readXml(manifest.bytes);
  for (const issue of document?.issues ?? []) issues.push(issueInEntry(issue, documents.manifest));
  if (document?.root?.name !== 'manifest') {
    // Where the reader said why, that is the one cause; what follows from it is said by the facts that are unknown.
    if (hasErrors(manifest.issues) || hasErrors(document?.issues ?? [])) return { issues };
    const place = { entry: documents.manifest };
    return { issues: [...issues, createIssue('package-manifest-unreadable', { entry: documents.manifest }, place)] };
  }
  const opened = table.bytes && documents.openTable(table.bytes);
  const resolver = new ResourceResolver(opened?.lookup ?? { find: () => undefined });
  const { facts, icon: iconValue } = readManifest(document.root, resolver);
  if (facts.appIdentifier === undefined) issues.push(createIssue('package-identifier-missing', {}, { entry: documents.manifest }));
  if (facts.split) issues.push(createIssue('package-is-split', { split: facts.split.name }, { entry: documents.manifest }));
  else if (facts.requiredSplits && documents.manifest === apkManifest)
    issues.push(createIssue('package-needs-splits', {}, { entry: documents.manifest }));
  const icon = await readIcon(source, archive, documents, resolver, iconValue);
  const tableIssues = (opened?.issues() ?? []).map((issue) => issueInEntry(issue, documents.resourceTable));
  issues.push(...tableIssues);
  // A table that cannot be read is the one cause, and was reported.
  if (facts.unresolved.length > 0 && opened && tableIssues.length === 0)
    issues.push(createIssue('package-values-unresolved', { attributes: facts.unresolved.join(', ') }, { entry: documents.manifest }));
  return { facts, ...present('icon', icon), issues };
}

async function readNamed(
  source: ByteSource,
  archive: ZipArchive,
  name: string,
  maxBytes: number,
): Promise<Partial<Awaited<ReturnType<typeof readEntry>>> & { readonly issues: readonly Issue[] }> {
  const entry = findEntry(archive, name);
  return entry ? readEntry(source, entry, { maxBytes }) : { issues: [] };
}

function findEntry(archive: ZipArchive, name: string): ZipEntry | undefined {
  return archive.entries.find((entry) => entry.name === name);
}

async function readIcon(
  source: ByteSource,
  archive: ZipArchive,
  documents: PackageDocuments,
  resolver: ResourceResolver,
  value: ResourceValue | undefined,
): Promise<PackageIcon | undefined> {
  const files = iconFiles(value, resolver, documents.prefix);
  if (files.length === 0) return undefined;
  const document = files.findLast((file) => file.path.endsWith('.xml'));
  if (!document) return { files };
  const { bytes } = await readNamed(source, archive, document.path, maxIconXmlBytes);
  const root = bytes && documents.readXml(bytes).root;
  return { files, ...present('adaptive', root && readAdaptiveIcon(document.path, root, resolver, documents.prefix)) };
}

async function placeOfTable(source: ByteSource, archive: ZipArchive, format: AndroidFormat): Promise<AndroidInspection['resourceTable']> {
  const entry = format === 'apk' ? findEntry(archive, apkResourceTable) : undefined;
  if (!entry) return undefined;
  const { dataOffset } = await readEntryPrefix(source, entry, 1);
  return dataOffset === undefined ? undefined : { isStored: entry.method === 0, dataOffset };
}
