/**
 * A few digest workers that are started when they are first needed and stay warm. An idle pool does not keep the process
 * alive. A worker that cannot start or breaks gives `BrokenWorker`, and its caller does the work itself.
 */

import { Worker } from 'node:worker_threads';
import { BrokenWorker } from './brokenWorker.ts';
import { type DigestReply, type DigestTask } from './digestTask.ts';

type Finished = Exclude<DigestReply, { kind: 'progress' }>;
type NewTask = Omit<DigestTask, 'id'>;

interface Waiting {
  readonly task: NewTask;
  readonly onProgress: (bytes: number) => void;
  readonly resolve: (reply: Finished) => void;
  readonly reject: (error: Error) => void;
}

class PooledWorker {
  readonly #worker: Worker;
  readonly #onIdle: () => void;
  #current: (Waiting & { readonly id: number }) | undefined;
  #nextId = 0;
  isBroken = false;

  constructor(url: URL, onIdle: () => void) {
    this.#onIdle = onIdle;
    // Options of the host's process are not the worker's, and its output is not the host's.
    this.#worker = new Worker(url, { execArgv: [], stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 64 } });
    this.#worker.on('message', (reply: DigestReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#break(error));
    this.#worker.on('exit', () => this.#break(new Error('the worker ended')));
    // After the listeners: with the first one for messages Node holds the process for the worker again.
    this.#worker.unref();
  }

  get isIdle(): boolean {
    return this.#current === undefined && !this.isBroken;
  }

  run(waiting: Waiting): void {
    this.#current = { ...waiting, id: this.#nextId++ };
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage({ ...waiting.task, id: this.#current.id });
  }

  /** Lets go of the file it read last. */
  rest(): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    if (!this.isBroken) this.#worker.postMessage({ id: 'rest' });
  }

  async end(): Promise<void> {
    this.isBroken = true;
    await this.#worker.terminate();
  }

  #receive(reply: DigestReply): void {
    const current = this.#current;
    if (!current || reply.id !== current.id) return;
    if (reply.kind === 'progress') return current.onProgress(reply.bytes);
    this.#current = undefined;
    this.#worker.unref();
    current.resolve(reply);
    this.#onIdle();
  }

  #break(cause: unknown): void {
    this.isBroken = true;
    const current = this.#current;
    this.#current = undefined;
    current?.reject(new BrokenWorker('a digest worker broke', { cause }));
    this.#onIdle();
  }
}

export class WorkerPool {
  readonly #url: URL;
  readonly #size: number;
  #workers: PooledWorker[] = [];
  #waiting: Waiting[] = [];
  #isDisposed = false;

  constructor(url: URL, size: number) {
    this.#url = url;
    this.#size = size;
  }

  run(task: NewTask, onProgress: (bytes: number) => void): Promise<Finished> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, onProgress, resolve, reject });
      this.#assign();
    });
  }

  /** Starts this many workers, so that they are there when work comes. */
  warm(count: number): void {
    while (!this.#isDisposed && this.#workers.length < count && this.#start() !== undefined);
  }

  rest(): void {
    for (const worker of this.#workers) if (worker.isIdle) worker.rest();
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const workers = this.#workers;
    this.#workers = [];
    this.#refuseWaiting();
    await Promise.all(workers.map((worker) => worker.end()));
  }

  #assign(): void {
    if (this.#isDisposed) return this.#refuseWaiting();
    this.#workers = this.#workers.filter((worker) => !worker.isBroken);
    while (this.#waiting.length > 0) {
      const worker = this.#workers.find((candidate) => candidate.isIdle) ?? this.#start();
      if (!worker) return;
      const next = this.#waiting.shift();
      if (next) worker.run(next);
    }
  }

  #start(): PooledWorker | undefined {
    if (this.#workers.length >= this.#size) return undefined;
    const worker = new PooledWorker(this.#url, () => this.#assign());
    this.#workers.push(worker);
    return worker;
  }

  #refuseWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(new BrokenWorker('the digester was disposed'));
  }
}
