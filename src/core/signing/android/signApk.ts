/**
 * Signs an APK: takes out what an earlier signature left, aligns what Android wants aligned, adds the files of v1 when they
 * are needed, and puts a signing block with v2 and v3 before the central directory. The same input and RSA key give the same
 * bytes. When the layout of the package is right already, its entries are copied as they are, by the system where it can,
 * and hashed at the same time.
 */

import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { phrase } from '../../base/phrase.ts';
import { androidAlignment } from '../../formats/zip/androidAlignment.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { planArchive, type ArchivePlan, type Piece } from '../archive/archivePlan.ts';
import { type ArchiveSections } from '../archive/archiveSections.ts';
import { readEntryContent } from '../archive/entryContent.ts';
import { createEntry, patchEndRecord } from '../archive/newEntry.ts';
import { type PackageOutput } from '../archive/packageOutput.ts';
import { openSignableArchive, refuseUnreadable } from '../archive/signableArchive.ts';
import { digestEntries, isSignatureFile } from '../jar/jarEntryDigests.ts';
import { type SigningIdentity } from '../signingIdentity.ts';
import { encodeApkSigningBlock, readApkSigningBlock, signingBlockAlignment } from './apkSigningBlock.ts';
import { createBlockIdentity } from './blockIdentity.ts';
import { chunkHash, digestChunks, joinChunkDigests, type WrittenEntries } from './contentDigests.ts';
import { readManifestSdk } from './manifestSdk.ts';
import { sdkNougat } from './sdkVersions.ts';
import { type ContentDigestAlgorithm } from './signatureAlgorithms.ts';
import { signV1, v1Hash } from './v1/signer.ts';
import { maxSigners, v2BlockId, v2SchemeId, v3SchemeId } from './v2/constants.ts';
import { signV2 } from './v2/signer.ts';
import { v3BlockId } from './v3/constants.ts';
import { signV3 } from './v3/signer.ts';
import { beginCopy, type StartedCopy, writeEntries } from './writeEntries.ts';

export interface SignSchemes {
  /** `auto`: when the package runs on Android before API level 24. */
  readonly v1?: 'auto' | boolean;
  readonly v2?: boolean;
  /** By default with one key; the scheme knows one signer only. */
  readonly v3?: boolean;
}

type Identities = readonly [SigningIdentity, ...SigningIdentity[]];

export interface SignApkRequest {
  readonly source: ByteSource;
  /** Empty as yet. Not committed here. */
  readonly output: PackageOutput;
  /** Where they are still being opened, an unchanged beginning is copied meanwhile. */
  readonly identities: Identities | Promise<Identities>;
  readonly schemes?: SignSchemes;
  /** Default: what the manifest declares. */
  readonly minSdk?: number | undefined;
  readonly digester: ContentDigester;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ProgressReporter | undefined;
}

export interface SignedApk {
  readonly schemes: { readonly v1: boolean; readonly v2: boolean; readonly v3: boolean };
  readonly minSdk: number;
  readonly sizeBytes: number;
  /** For `verifyApk` of the file that was just written. */
  readonly writtenEntries: WrittenEntries;
}

const maxManifestBytes = 32 * 1024 * 1024;
/** Offsets in an archive without Zip64. */
const largestArchive = 0xffffffff;

export function signApk(request: SignApkRequest): Promise<SignedApk> {
  // Keys that cannot be opened are reported once the archive is read; a failure that no one takes until then would end the process.
  if (request.identities instanceof Promise) request.identities.catch(() => undefined);
  return refuseUnreadable(() => sign(request));
}

async function sign(request: SignApkRequest): Promise<SignedApk> {
  const { source, signal } = request;
  const sections = await openSignableArchive(source);
  const block = await readApkSigningBlock(source, sections);
  const entriesEnd = block?.offset ?? sections.centralDirectoryOffset;
  const minSdk = request.minSdk ?? (await readMinSdk(source, sections, entriesEnd));
  const plan = await planArchive({
    source,
    sections,
    entriesEnd,
    isRemoved: isSignatureFile,
    alignment: androidAlignment,
    // Android 11 and later refuse to install a package whose resource table they would have to inflate.
    mustBeStored: (name) => name === 'resources.arsc',
  });
  throwIfCancelled(signal);
  const copy = request.identities instanceof Promise ? beginEarlyCopy(request, plan) : undefined;
  try {
    return await signPlanned({ ...request, identities: await request.identities }, { sections, plan, entriesEnd, minSdk, copy });
  } finally {
    // Nothing removes the output before.
    await copy?.done.catch(() => undefined);
  }
}

/** It cannot be stopped, and was in vain when the password is wrong. */
const largestEarlyCopy = 256 * 1024 * 1024;

function beginEarlyCopy(request: SignApkRequest, { pieces: [first] }: ArchivePlan): StartedCopy | undefined {
  return first?.kind === 'range' && first.end <= largestEarlyCopy ? beginCopy(request, first) : undefined;
}

interface PlannedApk {
  readonly sections: ArchiveSections;
  readonly plan: ArchivePlan;
  readonly entriesEnd: number;
  readonly minSdk: number;
  readonly copy: StartedCopy | undefined;
}

type OpenedRequest = SignApkRequest & { readonly identities: Identities };

async function signPlanned(request: OpenedRequest, { sections, plan, entriesEnd, minSdk, copy }: PlannedApk): Promise<SignedApk> {
  const { source, output, signal } = request;
  const schemes = chooseSchemes(request, minSdk);
  const identities = request.identities.map(createBlockIdentity);
  const added = schemes.v1 ? await makeV1Files(request, { plan, entriesEnd, minSdk, schemes }) : [];
  const layout = layOut(plan, sections.endRecord, added);
  if (layout.blockOffset > largestArchive / 2) requireSize(layout);

  const algorithms = [...new Set(identities.map(({ algorithm }) => algorithm.contentDigest))];
  const hashes = algorithms.map(chunkHash);
  const entryDigests = await writeEntries({
    source,
    output,
    entriesEnd,
    pieces: layout.pieces,
    size: layout.blockOffset,
    algorithms,
    digester: request.digester,
    copy,
    signal,
    report: progressPart(request.report, schemes.v1 ? 0.4 : 0, 0.95),
  });
  const endForDigest = layout.endRecordAt(layout.blockOffset);
  const digests = new Map<ContentDigestAlgorithm, Bytes>();
  for (const [index, algorithm] of algorithms.entries()) {
    const hash = hashes[index] ?? 'sha256';
    const parts = [entryDigests[index] ?? new Uint8Array(), digestChunks(hash, layout.directory), digestChunks(hash, endForDigest)];
    digests.set(algorithm, joinChunkDigests(hash, parts));
  }
  const [first] = identities;
  const pairs = [
    ...(schemes.v2 ? [{ id: v2BlockId, value: signV2({ identities, digests, hasV3: schemes.v3 }) }] : []),
    ...(schemes.v3 && first ? [{ id: v3BlockId, value: signV3(first, digests) }] : []),
  ];
  const signingBlock = pairs.length > 0 ? encodeApkSigningBlock(pairs) : new Uint8Array();
  const endRecord = layout.endRecordAt(layout.blockOffset + signingBlock.length);
  throwIfCancelled(signal);
  await output.write(concatBytes(signingBlock, layout.directory, endRecord));
  await output.endAtPosition?.();
  request.report?.({ step: 'signing', fraction: 1 });
  const sizeBytes = layout.blockOffset + signingBlock.length + layout.directory.length + endRecord.length;
  const chunkDigests = new Map(algorithms.map((algorithm, index) => [algorithm, entryDigests[index] ?? new Uint8Array()]));
  return { schemes, minSdk, sizeBytes, writtenEntries: { length: layout.blockOffset, chunkDigests } };
}

async function readMinSdk(source: ByteSource, sections: ArchiveSections, entriesEnd: number): Promise<number> {
  const entry = sections.entries.find(({ name }) => name === 'AndroidManifest.xml');
  if (!entry) throw Failure.of('signing-impossible', { reason: phrase('it has no AndroidManifest.xml, so it is not an APK') });
  const { minSdk } = readManifestSdk(await readEntryContent(source, entry, entriesEnd, maxManifestBytes));
  if (typeof minSdk === 'number') return minSdk;
  throw Failure.of('signing-impossible', { reason: `the lowest Android version cannot be read from its manifest: ${minSdk.reason}` });
}

function chooseSchemes({ schemes = {}, identities }: OpenedRequest, minSdk: number): SignedApk['schemes'] {
  const v1 = schemes.v1 === undefined || schemes.v1 === 'auto' ? minSdk < sdkNougat : schemes.v1;
  const v2 = schemes.v2 ?? true;
  const v3 = schemes.v3 ?? identities.length === 1;
  const refuse = (reason: string): Failure => Failure.of('signing-impossible', { reason });
  if (!v1 && !v2 && !v3) throw refuse('no signature scheme was chosen');
  if (v3 && identities.length > 1) throw refuse('the v3 scheme knows one key only');
  if (identities.length > maxSigners) throw refuse(`Android accepts at most ${maxSigners} keys`);
  if (!v1 && minSdk < sdkNougat) throw refuse(`it runs on Android from API level ${minSdk} on, which needs a v1 signature`);
  return { v1, v2, v3 };
}

interface V1Context {
  readonly plan: ArchivePlan;
  readonly entriesEnd: number;
  readonly minSdk: number;
  readonly schemes: SignedApk['schemes'];
}

async function makeV1Files(request: OpenedRequest, { plan, entriesEnd, minSdk, schemes }: V1Context) {
  const report = progressPart(request.report, 0, 0.4);
  const digests = await digestEntries({
    source: request.source,
    entries: plan.kept,
    entriesEnd,
    hash: v1Hash(minSdk, request.identities),
    signal: request.signal,
    onProgress: (fraction) => report({ step: 'signing', fraction }),
  });
  const schemeIds = [...(schemes.v2 ? [v2SchemeId] : []), ...(schemes.v3 ? [v3SchemeId] : [])];
  return signV1({ identities: request.identities, minSdk, digests, schemeIds });
}

interface Layout {
  readonly pieces: readonly Piece[];
  /** Where the signing block begins: a whole page after the last entry. */
  readonly blockOffset: number;
  readonly directory: Bytes;
  readonly endRecordAt: (directoryOffset: number) => Bytes;
}

function layOut(plan: ArchivePlan, endRecord: Bytes, added: readonly { readonly name: string; readonly content: Bytes }[]): Layout {
  const pieces = [...plan.pieces];
  const records = [...plan.records];
  let size = plan.size;
  for (const { name, content } of added) {
    const { bytes, recordAt } = createEntry(name, content);
    records.push(recordAt(size));
    pieces.push({ kind: 'bytes', bytes });
    size += bytes.length;
  }
  if (records.length > 0xffff) throw Failure.of('signing-impossible', { reason: phrase('it has more entries than Android can read') });
  const over = size % signingBlockAlignment;
  if (over > 0) {
    pieces.push({ kind: 'bytes', bytes: new Uint8Array(signingBlockAlignment - over) });
    size += signingBlockAlignment - over;
  }
  const directory = concatBytes(...records);
  return {
    pieces,
    blockOffset: size,
    directory,
    endRecordAt: (offset) => patchEndRecord(endRecord, records.length, offset, directory.length),
  };
}

function requireSize({ blockOffset, directory }: Layout): void {
  if (blockOffset + directory.length + 16 * 1024 * 1024 > largestArchive)
    throw Failure.of('signing-impossible', { reason: phrase('it is larger than 4 GB, which Android cannot read') });
}
