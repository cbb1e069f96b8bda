/**
 * Hashes content in one pass: small content and content without a path in this thread, large files in worker threads that
 * open the file themselves. A process that has no one to answer meanwhile hashes along, and starts workers only where they
 * save more than their start costs. Memory stays at a few buffers however large the file is.
 */

import { availableParallelism } from 'node:os';
import { throwIfCancelled } from '../../core/base/cancellation.ts';
import { concatBytes } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { readPieces } from '../../core/base/readPieces.ts';
import { type ByteRange, type ContentDigester, type DigestRequest, type DigestResult } from '../../core/ports/contentDigester.ts';
import { BrokenWorker } from './brokenWorker.ts';
import { RangeDigester } from './rangeDigester.ts';
import { type WorkerPool } from './workerPool.ts';

export interface ContentDigesterOptions {
  /** `digestWorker.ts`, or what it was bundled to. */
  readonly workerUrl: URL;
  /** Whether this thread may hash along: it has no one to answer meanwhile. */
  readonly isHelping?: boolean;
  readonly workerCount?: number;
  /** From this many bytes on, workers pay. */
  readonly workerThresholdBytes?: number;
}

/** Talking to threads costs more than hashing this much. */
const defaultThreshold = 48 * 1024 * 1024;
/** To start a thread takes as long as hashing about this much: for less, a core is better used by those who read and write meanwhile. */
const worthEveryCore = 256 * 1024 * 1024;
/** One task of a worker: small enough to share the work evenly and to stop soon. */
const sliceSize = 8 * 1024 * 1024;

export class NodeContentDigester implements ContentDigester {
  readonly #options: ContentDigesterOptions;
  #pool: Promise<WorkerPool> | undefined;
  #isDisposed = false;

  constructor(options: ContentDigesterOptions) {
    this.#options = options;
  }

  prepare(sizeBytes: number): void {
    const count = this.#workersFor(sizeBytes);
    if (count > 0) void this.#loadPool().then((pool) => pool.warm(count));
  }

  isHashedHere(sizeBytes: number): boolean {
    return this.#workersFor(sizeBytes) <= 0;
  }

  async digest(request: DigestRequest): Promise<DigestResult> {
    throwIfCancelled(request.signal);
    const { path } = request.source;
    const count = path === undefined || this.#isDisposed ? 0 : this.#workersFor(totalOf(request.ranges));
    if (path === undefined || count <= 0) return digestHere(request);
    const pool = await this.#loadPool();
    try {
      return await this.#digestInWorkers(request, path, pool, count);
    } catch (error) {
      if (error instanceof BrokenWorker) return digestHere(request);
      throw error;
    } finally {
      pool.rest();
    }
  }

  /** Ends the workers. Digesting goes on to work, in this thread. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await (await this.#pool)?.dispose();
  }

  get #mostWorkers(): number {
    const { workerCount, isHelping } = this.#options;
    return workerCount ?? Math.min(4, availableParallelism()) - (isHelping ? 1 : 0);
  }

  #workersFor(sizeBytes: number): number {
    const { workerThresholdBytes = defaultThreshold, isHelping } = this.#options;
    if (sizeBytes < workerThresholdBytes) return 0;
    return isHelping && sizeBytes < worthEveryCore ? this.#mostWorkers - 1 : this.#mostWorkers;
  }

  /** Threads are loaded with the first large file: a process that only prints its version has no use for them. */
  #loadPool(): Promise<WorkerPool> {
    this.#pool ??= import('./workerPool.ts').then(({ WorkerPool: Pool }) => new Pool(this.#options.workerUrl, this.#mostWorkers));
    return this.#pool;
  }

  async #digestInWorkers(request: DigestRequest, path: string, pool: WorkerPool, count: number): Promise<DigestResult> {
    const { chunked, whole, source, signal } = request;
    // A digest over everything needs all bytes in order, so one worker does it with all the rest in one pass.
    const isDivisible = whole.length === 0 && chunked.every(({ chunkSize }) => sliceSize % chunkSize === 0);
    const tasks = isDivisible ? slicesOf(request.ranges).map((slice) => [slice]) : [request.ranges];
    const total = totalOf(request.ranges);
    let done = 0;
    const onBytes = (bytes: number): void => {
      done += bytes;
      request.onProgress?.(done / total);
    };
    const inWorker = async (ranges: readonly ByteRange[]): Promise<DigestResult> => {
      const reply = await pool.run({ path, ranges, chunked, whole }, onBytes);
      if (reply.kind === 'changed') throw Failure.of('file-changed', { path });
      if (reply.kind === 'unreadable') throw Failure.of('file-unreadable', { path, reason: reply.reason });
      return reply;
    };
    const inThisThread = async (ranges: readonly ByteRange[]): Promise<DigestResult> =>
      await digestRanges({ source, ranges, chunked, whole, ...(signal && { signal }) }, onBytes);
    const results: DigestResult[] = [];
    let next = 0;
    const lane = async (digest: typeof inWorker): Promise<void> => {
      while (next < tasks.length) {
        throwIfCancelled(signal);
        const index = next++;
        results[index] = await digest(tasks[index] ?? []);
      }
    };
    const workers = Array.from({ length: Math.min(count, tasks.length) }, () => lane(inWorker));
    const helping = this.#options.isHelping && isDivisible ? [lane(inThisThread)] : [];
    const lanes = await Promise.allSettled([...workers, ...helping]);
    for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
    throwIfCancelled(signal);
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
  const total = totalOf(request.ranges);
  let done = 0;
  return await digestRanges(request, (bytes) => {
    done += bytes;
    request.onProgress?.(done / total);
  });
}

async function digestRanges(request: Omit<DigestRequest, 'onProgress'>, onBytes: (count: number) => void): Promise<DigestResult> {
  const { source, ranges, signal } = request;
  const digester = new RangeDigester(
    request.chunked,
    request.whole,
    ranges.map(({ start, end }) => end - start),
  );
  for (const { start, end } of ranges) {
    digester.startRange(end - start);
    for await (const bytes of readPieces(source, start, end, { isForThisThread: true })) {
      throwIfCancelled(signal);
      digester.update(bytes);
      onBytes(bytes.length);
    }
  }
  return digester.finish();
}
