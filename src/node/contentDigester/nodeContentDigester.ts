/**
 * Hashes content in one pass: small content and content without a path in this thread, large files in worker threads that
 * open the file themselves. Memory stays at a few buffers however large the file is.
 */

import { availableParallelism } from 'node:os';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { concatBytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { readPieces } from '../../core/base/readPieces.ts';
import { type ByteRange, type ContentDigester, type DigestRequest, type DigestResult } from '../../core/ports/contentDigester.ts';
import { RangeDigester } from './rangeDigester.ts';
import { WorkerBroken, WorkerPool } from './workerPool.ts';

export interface ContentDigesterOptions {
  /** `digestWorker.ts`, or what it was bundled to. */
  readonly workerUrl: URL;
  readonly workerCount?: number;
  /** From this many bytes on, workers pay. */
  readonly workerThresholdBytes?: number;
}

/** Starting threads and talking to them costs more than hashing this much. */
const defaultThreshold = 48 * 1024 * 1024;
/** One task of a worker: small enough to share the work evenly and to stop soon. */
const sliceSize = 8 * 1024 * 1024;

export class NodeContentDigester implements ContentDigester {
  readonly #pool: WorkerPool;
  readonly #workerCount: number;
  readonly #threshold: number;

  constructor(options: ContentDigesterOptions) {
    this.#workerCount = options.workerCount ?? Math.min(4, Math.max(1, availableParallelism()));
    this.#threshold = options.workerThresholdBytes ?? defaultThreshold;
    this.#pool = new WorkerPool(options.workerUrl, this.#workerCount);
  }

  prepare(sizeBytes: number): void {
    if (sizeBytes >= this.#threshold) this.#pool.warm();
  }

  async digest(request: DigestRequest): Promise<DigestResult> {
    throwIfCancelled(request.signal);
    const { path } = request.source;
    if (path === undefined || totalOf(request.ranges) < this.#threshold) return digestHere(request);
    try {
      return await this.#digestInWorkers(request, path);
    } catch (error) {
      if (error instanceof WorkerBroken) return digestHere(request);
      throw error;
    } finally {
      this.#pool.rest();
    }
  }

  /** Ends the workers. Digesting goes on to work, in this thread. */
  dispose(): Promise<void> {
    return this.#pool.dispose();
  }

  async #digestInWorkers(request: DigestRequest, path: string): Promise<DigestResult> {
    const { chunked, whole } = request;
    // A digest over everything needs all bytes in order, so one worker does it with all the rest in one pass.
    const isDivisible = whole.length === 0 && chunked.every(({ chunkSize }) => sliceSize % chunkSize === 0);
    const tasks = isDivisible ? slicesOf(request.ranges).map((slice) => [slice]) : [request.ranges];
    const total = totalOf(request.ranges);
    let done = 0;
    const results: DigestResult[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < tasks.length) {
        throwIfCancelled(request.signal);
        const index = next++;
        const reply = await this.#pool.run({ path, ranges: tasks[index] ?? [], chunked, whole }, (bytes) => {
          done += bytes;
          request.onProgress?.(done / total);
        });
        if (reply.kind === 'changed') throw Failure.of('file-changed', { path });
        if (reply.kind === 'unreadable') throw Failure.of('file-unreadable', { path, reason: reply.reason });
        results[index] = reply;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: Math.min(this.#workerCount, tasks.length) }, lane));
    for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
    throwIfCancelled(request.signal);
    return {
      chunked: chunked.map((_, kind) => concatBytes(...results.map((result) => result.chunked[kind] ?? new Uint8Array()))),
      whole: results[0]?.whole ?? [],
    };
  }
}

function totalOf(ranges: readonly ByteRange[]): number {
  let total = 0;
  for (const { start, end } of ranges) total += end - start;
  return total;
}

function slicesOf(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const slices: ByteRange[] = [];
  for (const { start, end } of ranges)
    for (let at = start; at < end; at += sliceSize) slices.push({ start: at, end: Math.min(end, at + sliceSize) });
  return slices;
}

async function digestHere(request: DigestRequest): Promise<DigestResult> {
  const { source, ranges, signal } = request;
  const digester = new RangeDigester(
    request.chunked,
    request.whole,
    ranges.map(({ start, end }) => end - start),
  );
  const total = totalOf(ranges);
  let done = 0;
  for (const { start, end } of ranges) {
    digester.startRange(end - start);
    for await (const bytes of readPieces(source, start, end)) {
      throwIfCancelled(signal);
      digester.update(bytes);
      done += bytes.length;
      request.onProgress?.(done / total);
    }
  }
  return digester.finish();
}
