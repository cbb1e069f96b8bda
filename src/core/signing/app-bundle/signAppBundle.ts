/**
 * Signs an Android App Bundle: a JAR signature with SHA-256, as `jarsigner` makes it and as Google Play and bundletool
 * accept it. The entries stay where they are; an earlier signature is taken out.
 */

import { concatBytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { progressPart, type ProgressReporter } from '../../base/progress.ts';
import { phrase } from '../../base/phrase.ts';
import { planArchive } from '../archive/archivePlan.ts';
import { createEntry, patchEndRecord } from '../archive/newEntry.ts';
import { type PackageOutput } from '../archive/packageOutput.ts';
import { openSignableArchive, refuseUnreadable } from '../archive/signableArchive.ts';
import { writePieces } from '../archive/writePieces.ts';
import { digestEntries, isSignatureFile } from '../jar/jarEntryDigests.ts';
import { signJar } from '../jar/jarSigner.ts';
import { readApkSigningBlock } from '../android/apkSigningBlock.ts';
import { type SigningIdentity } from '../signingIdentity.ts';

export interface SignAppBundleRequest {
  readonly source: ByteSource;
  /** Empty as yet. Not committed here. */
  readonly output: PackageOutput;
  readonly identities: readonly [SigningIdentity, ...SigningIdentity[]];
  readonly signal?: AbortSignal | undefined;
  readonly report?: ProgressReporter | undefined;
}

export function signAppBundle(request: SignAppBundleRequest): Promise<{ readonly sizeBytes: number }> {
  return refuseUnreadable(() => sign(request));
}

async function sign(request: SignAppBundleRequest): Promise<{ readonly sizeBytes: number }> {
  const { source, output, identities, signal } = request;
  const sections = await openSignableArchive(source);
  // A bundle has no use for a signing block; a tool that treated it as an APK may have left one.
  const block = await readApkSigningBlock(source, sections);
  const entriesEnd = block?.offset ?? sections.centralDirectoryOffset;
  const plan = await planArchive({
    source,
    sections,
    entriesEnd,
    isRemoved: isSignatureFile,
    alignment: () => 1,
    mustBeStored: () => false,
  });
  const report = progressPart(request.report, 0, 0.6);
  const digests = await digestEntries({
    source,
    entries: plan.kept,
    entriesEnd,
    hash: 'sha256',
    signal,
    onProgress: (fraction) => report({ step: 'signing', fraction }),
  });
  throwIfCancelled(signal);
  const pieces = [...plan.pieces];
  const records = [...plan.records];
  let size = plan.size;
  for (const { name, content } of signJar({ identities, digests, hash: 'sha256', algorithmForm: 'combined' })) {
    const { bytes, recordAt } = createEntry(name, content);
    pieces.push({ kind: 'bytes', bytes });
    records.push(recordAt(size));
    size += bytes.length;
  }
  if (records.length > 0xffff)
    throw Failure.of('signing-impossible', { reason: phrase('it has more entries than an archive without Zip64 can contain') });
  const directory = concatBytes(...records);
  const end = patchEndRecord(sections.endRecord, records.length, size, directory.length);
  await writePieces([...pieces, { kind: 'bytes', bytes: concatBytes(directory, end) }], { source, entriesEnd, output, signal });
  request.report?.({ step: 'signing', fraction: 1 });
  return { sizeBytes: size + directory.length + end.length };
}
