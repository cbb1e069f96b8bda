/** Works through the jobs of the outbox: takes those that are due, sends, and settles each by what came of it. */

import * as z from 'zod/mini';
import { webhookEvents, webhookKinds, type Happening } from '../model/webhooks.ts';
import { type Json } from '../model/tables.ts';
import { settleJob, takeJobs, type JobOutcome } from '../use-cases/jobs.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { readNews } from './news.ts';
import { postMessage, type PostOptions } from './postMessage.ts';
import { webhookMessage } from './webhookMessages.ts';

export interface OutboxOptions extends PostOptions {
  /** Under which people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** Told of what is an error of the server. */
  readonly onError: (error: unknown) => void;
}

const jobsAtOnce = 8;
const pollMs = 2000;

export class Outbox {
  readonly #world: ReleaseWorld;
  readonly #options: OutboxOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(world: ReleaseWorld, options: OutboxOptions) {
    this.#world = world;
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(async () => await this.runDue()).then(undefined, this.#options.onError);
    }, pollMs).unref();
  }

  /** Waits for what is being sent. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Everything that is due now. A job that ends badly does not stop the others. */
  async runDue(): Promise<void> {
    for (;;) {
      const jobs = await takeJobs(this.#world, jobsAtOnce);
      if (jobs.length === 0) return;
      await Promise.all(
        jobs.map(async (job) => {
          const outcome = await this.#run(job.payload).catch((error: unknown): JobOutcome => {
            this.#options.onError(error);
            return { kind: 'failed', problem: 'the server could not make the message', isFinal: false };
          });
          await settleJob(this.#world, job, outcome);
        }),
      );
    }
  }

  async #run(payload: Json): Promise<JobOutcome> {
    const parsed = z.safeParse(webhookJob, payload);
    if (!parsed.success) return { kind: 'failed', problem: 'the job is of an unknown kind', isFinal: true };
    const webhook = await this.#world.records.one('webhook', { id: parsed.data.webhookId });
    const kind = webhookKinds.find((known) => known === webhook?.kind);
    // Deleted or disabled since: no one waits for it.
    if (!webhook?.isEnabled || !kind) return { kind: 'done' };
    const news = await readNews(this.#world, parsed.data.happening, this.#options.baseUrl);
    if (!news) return { kind: 'done' };
    return await postMessage(webhookMessage({ ...webhook, kind }, news, this.#world.clock.now()), this.#options);
  }
}

const maybe = z.nullable(z.string());
const happening: z.ZodMiniType<Happening> = z.object({
  event: z.enum(webhookEvents),
  appId: z.string(),
  releaseId: maybe,
  groupId: maybe,
  feedbackId: maybe,
  udid: maybe,
  at: z.string(),
});
const webhookJob = z.object({ webhookId: z.string(), happening });
