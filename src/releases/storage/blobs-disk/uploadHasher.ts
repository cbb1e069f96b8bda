/**
 * Hashes uploads in a thread while they arrive: when the last part is on the disk, little is left to read. Parts come in any order, and only what
 * has no gap before it can be hashed; a part that is sent again makes the hashes worthless, and the file is then read once more when it is
 * complete. The thread ends when no upload is under way.
 */

import { Worker } from 'node:worker_threads';
import { type UploadHashReply, type UploadHashTask, type UploadHashes } from './uploadHashTask.ts';

/** To start the thread takes as long as hashing this much. */
const worthThread = 16 * 1024 * 1024;
/** Uploads at the same time take turns after so much. */
const turnBytes = 4 * 1024 * 1024;
/** Clients that leave their uploads behind cost no more than this; further uploads are hashed when they are complete. */
const mostRuns = 64;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A part that is being written. */
export interface WrittenPart extends Range {
  readonly run: HashRun;
}

interface HashRun {
  readonly id: number;
  readonly path: string;
  /** Being written. */
  readonly open: Set<WrittenPart>;
  /** On the disk, behind a gap. */
  ahead: Range[];
  /** Up to here there is no gap. */
  complete: number;
  /** Up to here the thread was asked to read. */
  asked: number;
  /** A part was written twice, or the thread was lost. */
  isSpoiled: boolean;
}

export class UploadHasher {
  readonly #workerUrl: URL;
  readonly #runs = new Map<string, HashRun>();
  readonly #answers = new Map<number, PromiseWithResolvers<UploadHashes | undefined>>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(workerUrl: URL) {
    this.#workerUrl = workerUrl;
  }

  /** Bytes from `start` up to at most `end` are about to be written. */
  begin(uploadId: string, path: string, start: number, end: number): WrittenPart | undefined {
    const run = this.#runs.get(uploadId) ?? this.#add(uploadId, path);
    if (!run) return undefined;
    const part = { run, start, end };
    if (start < run.complete || [...run.open, ...run.ahead].some((other) => start < other.end && other.start < end)) this.#spoil(run);
    run.open.add(part);
    return part;
  }

  /** So many bytes of the part are on the disk; `undefined` when writing it failed. */
  end(part: WrittenPart, writtenBytes: number | undefined): void {
    const { run, start } = part;
    run.open.delete(part);
    // What a failed write left on the disk is written again before anyone reads it.
    if (writtenBytes === undefined || run.isSpoiled) return;
    run.ahead.push({ start, end: start + writtenBytes });
    for (let next = take(run); next; next = take(run)) run.complete = next.end;
    if (run.complete - run.asked >= (run.asked === 0 ? worthThread : turnBytes)) this.#ask(run, run.complete);
  }

  /** Of the whole file, which no one writes to now; `undefined` when it is not worth a thread, or the thread is lost. */
  async finish(uploadId: string, path: string, sizeBytes: number): Promise<UploadHashes | undefined> {
    const begun = this.#runs.get(uploadId);
    if (sizeBytes < worthThread) return undefined;
    if (!begun || begun.isSpoiled || begun.open.size > 0 || begun.complete > sizeBytes) this.drop(uploadId);
    const run = this.#runs.get(uploadId) ?? newRun(++this.#lastId, path);
    // It stays among the runs until it is answered: the thread is needed.
    this.#runs.set(uploadId, run);
    const answer = Promise.withResolvers<UploadHashes | undefined>();
    this.#answers.set(run.id, answer);
    try {
      this.#ask(run, sizeBytes);
      this.#post({ id: run.id, kind: 'end', sizeBytes });
      this.#worker?.ref();
      return await answer.promise;
    } finally {
      this.#answers.delete(run.id);
      if (this.#answers.size === 0) this.#worker?.unref();
      if (this.#runs.get(uploadId) === run) this.#runs.delete(uploadId);
      this.#rest();
    }
  }

  /** The upload is gone, or begins again. */
  drop(uploadId: string): void {
    const run = this.#runs.get(uploadId);
    if (!run) return;
    this.#runs.delete(uploadId);
    this.#spoil(run);
    this.#rest();
  }

  #add(uploadId: string, path: string): HashRun | undefined {
    if (this.#runs.size >= mostRuns) return undefined;
    const run = newRun(++this.#lastId, path);
    this.#runs.set(uploadId, run);
    return run;
  }

  #spoil(run: HashRun): void {
    if (run.asked > 0 && !run.isSpoiled && this.#worker) this.#post({ id: run.id, kind: 'drop' });
    run.isSpoiled = true;
    run.ahead = [];
  }

  #ask(run: HashRun, end: number): void {
    const from = run.asked;
    // Before the thread is asked: when it is lost meanwhile, so are the hashes.
    run.asked = end;
    for (let start = from; start < end && !run.isSpoiled; start += turnBytes)
      this.#post({ id: run.id, kind: 'bytes', path: run.path, start, end: Math.min(start + turnBytes, end) });
  }

  #post(task: UploadHashTask): void {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      (this.#worker ??= this.#start()).postMessage(task);
    } catch {
      // The system has no thread left.
      this.#lose();
    }
  }

  #start(): Worker {
    const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 };
    const worker = new Worker(this.#workerUrl, { execArgv: [], env: {}, resourceLimits });
    worker.on('message', ({ id, hashes }: UploadHashReply) => this.#answers.get(id)?.resolve(hashes ?? undefined));
    const onEnd = (): void => {
      if (this.#worker === worker) this.#lose();
    };
    worker.on('error', onEnd);
    worker.on('exit', onEnd);
    // After the listeners: with the first one for messages Node holds the process for the thread again.
    worker.unref();
    return worker;
  }

  /** Without the thread its hashes are gone. */
  #lose(): void {
    this.#worker = undefined;
    for (const run of this.#runs.values()) if (run.asked > 0) this.#spoil(run);
    for (const answer of this.#answers.values()) answer.resolve(undefined);
  }

  #rest(): void {
    const worker = this.#worker;
    if (!worker || [...this.#runs.values()].some(({ asked, isSpoiled }) => asked > 0 && !isSpoiled)) return;
    this.#worker = undefined;
    void worker.terminate();
  }
}

function newRun(id: number, path: string): HashRun {
  return { id, path, open: new Set(), ahead: [], complete: 0, asked: 0, isSpoiled: false };
}

/** The part that ends the gap, if it is there. */
function take(run: HashRun): Range | undefined {
  const index = run.ahead.findIndex(({ start }) => start === run.complete);
  return index === -1 ? undefined : run.ahead.splice(index, 1)[0];
}
