/** Digests of the uncompressed entries, as a JAR manifest lists them. */

import { createHash } from 'node:crypto';
import { throwIfCancelled } from '../../base/cancellation.ts';
import { type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type ArchiveEntry } from '../archive/archiveSections.ts';
import { feedEntry } from '../archive/entryContent.ts';
import { metaInf, requireHonestSizes } from './jarVerifier.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';

export type ManifestHash = 'sha1' | 'sha256';

/** Files right in META-INF that make up a JAR signature (JAR File Specification, "Signed JAR File"), in any case. */
export function isSignatureFile(name: string): boolean {
  if (!name.startsWith(metaInf)) return false;
  const file = name.slice(metaInf.length).toLowerCase();
  if (file.includes('/')) return false;
  return file === 'manifest.mf' || /\.(?:sf|rsa|dsa|ec)$/.test(file) || file.startsWith('sig-');
}

export interface EntryDigestRequest {
  readonly source: ByteSource;
  /** Without the signature files of an earlier signature. */
  readonly entries: readonly ArchiveEntry[];
  readonly entriesEnd: number;
  readonly hash: ManifestHash;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** By name, in the order of the names. Rejects with `EntryUnreadable`. */
export async function digestEntries(request: EntryDigestRequest): Promise<ReadonlyMap<string, Bytes>> {
  const { source, entriesEnd, hash, signal } = request;
  const files = request.entries.filter(({ name }) => !name.endsWith('/'));
  requireHonestSizes(files, source.size);
  const total = files.reduce((sum, entry) => sum + entry.uncompressedSize, 1);
  let done = 0;
  const digests = await runConcurrently(files, 4, async (entry) => {
    const digest = createHash(hash);
    await feedEntry(source, entry, entriesEnd, (piece) => {
      throwIfCancelled(signal);
      digest.update(piece);
    });
    done += entry.uncompressedSize;
    request.onProgress?.(done / total);
    return [entry.name, new Uint8Array(digest.digest())] as const;
  });
  return new Map(digests.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
