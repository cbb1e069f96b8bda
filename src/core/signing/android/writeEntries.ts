/**
 * Writes the entries of the signed package and gives their chunk digests, in one pass. A long unchanged beginning is copied
 * by the system while the digester hashes it; the rest goes through this thread.
 */

import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { type ProgressReporter } from '../../base/progress.ts';
import { type ContentDigester } from '../../ports/contentDigester.ts';
import { type Piece } from '../archive/archivePlan.ts';
import { type PackageOutput } from '../archive/packageOutput.ts';
import { writePieces } from '../archive/writePieces.ts';
import { ChunkHasher } from './chunkHasher.ts';
import { chunkHash, chunkRequest, contentChunkSize } from './contentDigests.ts';
import { type ContentDigestAlgorithm } from './signatureAlgorithms.ts';

export interface WriteEntriesRequest {
  readonly source: ByteSource;
  readonly output: PackageOutput;
  readonly entriesEnd: number;
  readonly pieces: readonly Piece[];
  /** Of all pieces. */
  readonly size: number;
  readonly algorithms: readonly ContentDigestAlgorithm[];
  readonly digester: ContentDigester;
  readonly signal?: AbortSignal | undefined;
  readonly report: ProgressReporter;
}

/** Below this, copying through this thread costs less than asking the system. */
const smallestCopy = 2 * contentChunkSize;

export async function writeEntries(request: WriteEntriesRequest): Promise<readonly Bytes[]> {
  const { source, output, pieces, algorithms, signal } = request;
  const hashes = algorithms.map(chunkHash);
  const [first, ...others] = pieces;
  const copied = copyableLength(request, first);
  // Whole chunks of the copied part are hashed by the digester, the rest of it here.
  const hashedElsewhere = copied - (copied % contentChunkSize);
  const start = await startEntries(request, copied, hashedElsewhere);
  const hasher = new ChunkHasher(hashes, request.size - hashedElsewhere);
  if (copied > hashedElsewhere) hasher.update(await source.read(hashedElsewhere, copied - hashedElsewhere));
  const writer = { source, entriesEnd: request.entriesEnd, output, onBytes: (bytes: Bytes) => hasher.update(bytes), signal };
  await writePieces(copied > 0 ? others : pieces, writer);
  const rest = hasher.finish();
  return hashes.map((_, index) => concatBytes(start[index] ?? new Uint8Array(), rest[index] ?? new Uint8Array()));
}

function copyableLength({ source, output }: WriteEntriesRequest, first: Piece | undefined): number {
  if (first?.kind !== 'range' || first.start !== 0 || first.end < smallestCopy) return 0;
  return source.path !== undefined && output.copyFrom !== undefined ? first.end : 0;
}

async function startEntries(request: WriteEntriesRequest, copied: number, hashed: number): Promise<readonly Bytes[]> {
  const { source, output, digester, algorithms, signal, report } = request;
  if (copied === 0 || source.path === undefined) return [];
  const digesting = digester.digest({
    source,
    ranges: [{ start: 0, end: hashed }],
    chunked: algorithms.map(chunkRequest),
    whole: [],
    ...(signal && { signal }),
    onProgress: (fraction) => report({ step: 'signing', fraction }),
  });
  const [digests, copying] = await Promise.allSettled([digesting, output.copyFrom?.(source.path, copied)]);
  if (digests.status === 'rejected') throw digests.reason;
  if (copying.status === 'rejected') throw copying.reason;
  return digests.value.chunked;
}
