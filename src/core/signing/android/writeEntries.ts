/**
 * Writes the entries of the signed package and gives their chunk digests, in one pass. A long unchanged beginning that the digester gives to
 * other threads is copied by the system meanwhile; the rest goes through this thread, which hashes a piece while it is written.
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
  /** Of the first piece, where it was begun already. */
  readonly copy?: StartedCopy | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly report: ProgressReporter;
}

export interface StartedCopy {
  /** In bytes, from the beginning of both files. */
  readonly length: number;
  readonly done: Promise<void>;
}

/** Below this, copying through this thread costs less than asking the system. */
const smallestCopy = 2 * contentChunkSize;

export async function writeEntries(request: WriteEntriesRequest): Promise<readonly Bytes[]> {
  const { source, output, pieces, algorithms, signal } = request;
  const hashes = algorithms.map(chunkHash);
  const [first, ...others] = pieces;
  const copy = request.copy ?? beginCopy(request, first);
  const copied = copy?.length ?? 0;
  // Whole chunks of the copied part are hashed by the digester, the rest of it here.
  const hashedElsewhere = copied - (copied % contentChunkSize);
  const start = copy ? await startEntries(request, copy, hashedElsewhere) : [];
  const hasher = new ChunkHasher(hashes, request.size - hashedElsewhere);
  if (copied > hashedElsewhere) hasher.update(await source.read(hashedElsewhere, copied - hashedElsewhere));
  let done = copied;
  const onBytes = (bytes: Bytes): void => {
    hasher.update(bytes);
    done += bytes.length;
    request.report({ step: 'signing', fraction: done / request.size });
  };
  const writer = { source, entriesEnd: request.entriesEnd, output, onBytes, signal };
  await writePieces(copied > 0 ? others : pieces, writer);
  const rest = hasher.finish();
  return hashes.map((_, index) => concatBytes(start[index] ?? new Uint8Array(), rest[index] ?? new Uint8Array()));
}

/** `undefined` where the beginning is not unchanged, or not worth it. An error is met by who awaits the end. */
export function beginCopy(
  { source, output, digester }: Pick<WriteEntriesRequest, 'source' | 'output' | 'digester'>,
  first: Piece | undefined,
): StartedCopy | undefined {
  if (first?.kind !== 'range' || first.start !== 0 || first.end < smallestCopy) return undefined;
  if (source.path === undefined || output.copyFrom === undefined || digester.isHashedHere?.(first.end)) return undefined;
  const done = output.copyFrom(source.path, first.end);
  done.catch(() => undefined);
  return { length: first.end, done };
}

async function startEntries(request: WriteEntriesRequest, copy: StartedCopy, hashed: number): Promise<readonly Bytes[]> {
  const { source, digester, algorithms, signal, report } = request;
  const digesting = digester.digest({
    source,
    ranges: [{ start: 0, end: hashed }],
    chunked: algorithms.map(chunkRequest),
    whole: [],
    ...(signal && { signal }),
    onProgress: (fraction) => report({ step: 'signing', fraction: (fraction * hashed) / request.size }),
  });
  const [digests, copying] = await Promise.allSettled([digesting, copy.done]);
  if (digests.status === 'rejected') throw digests.reason;
  if (copying.status === 'rejected') throw copying.reason;
  return digests.value.chunked;
}
