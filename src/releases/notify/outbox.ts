/** Works through the jobs of the outbox: takes those that are due, sends, and settles each by what came of it. */

import * as z from 'zod/mini';
import { isFailure } from '../../core/base/failure.ts';
import { webhookEvents, webhookKinds, type Happening } from '../model/webhooks.ts';
import { enqueue, keepJob, settleJob, takeJobs, type Job, type JobOutcome } from '../use-cases/jobs.ts';
import { listMembers } from '../use-cases/groups.ts';
import { type ReleaseWorld } from '../use-cases/releaseWorld.ts';
import { carryOutOrder } from '../use-cases/storeReleases.ts';
import { lookAtStore } from '../use-cases/storeReports.ts';
import { type MailSender } from './mail.ts';
import { readNews } from './news.ts';
import { postMessage, type PostOptions } from './postMessage.ts';
import { releaseMail } from './releaseMail.ts';
import { webhookMessage } from './webhookMessages.ts';

export interface OutboxOptions extends PostOptions {
  /** Under which people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  /** Absent where no mail server is configured: then no one gets mails. */
  readonly mail?: MailSender | undefined;
  /** Gets what is an error of the server. */
  readonly onError: (error: unknown) => void;
}

const jobsAtOnce = 8;
const pollMs = 2000;
/** Well within the lease of a job. */
const keepMs = 60_000;
/** A store that is asked what it has. */
const lookMs = 60_000;
const processingMs = 5 * 60_000;

export class Outbox {
  readonly #world: ReleaseWorld;
  readonly #options: OutboxOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Uploads to stores take long: messages do not wait for them. */
  readonly #orders = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

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
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#orders.values());
    this.#options.mail?.close();
  }

  /** Everything that is due now. A job that ends badly does not stop the others. */
  async runDue(): Promise<void> {
    for (;;) {
      const jobs = await takeJobs(this.#world, jobsAtOnce);
      if (jobs.length === 0) return;
      await Promise.all(
        jobs.map(async (job) => {
          if (job.kind === 'store') {
            this.#begin(job);
            return;
          }
          const outcome = await this.#run(job).catch((error: unknown): JobOutcome => {
            this.#options.onError(error);
            return { kind: 'failed', problem: 'the server could not make the message', isFinal: false };
          });
          await settleJob(this.#world, job, outcome);
        }),
      );
    }
  }

  #begin(job: Job): void {
    if (this.#orders.has(job.id)) return;
    const keeping = setInterval(() => void keepJob(this.#world, job).catch(this.#options.onError), keepMs).unref();
    const order = this.#carryOut(job)
      .then(async (outcome) => await settleJob(this.#world, job, outcome))
      .catch(this.#options.onError)
      .finally(() => {
        clearInterval(keeping);
        this.#orders.delete(job.id);
      });
    this.#orders.set(job.id, order);
  }

  async #carryOut(job: Job): Promise<JobOutcome> {
    try {
      const order = z.parse(storeJob, job.payload);
      const outcome = await carryOutOrder(this.#world, order, this.#stopping.signal);
      if (outcome.kind === 'published') return { kind: 'done' };
      if (outcome.kind === 'submitted') return { kind: 'done', changed: { ...order, outcome: outcome.kind }, note: outcome.todo };
      if (outcome.kind === 'refused') return { kind: 'failed', problem: outcome.reason, isFinal: outcome.isFinal };
      return { kind: 'failed', problem: 'the store is still processing it', isFinal: false, retryAfterMs: processingMs };
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#options.onError(error);
      return { kind: 'failed', problem: 'the server could not publish it', isFinal: false };
    }
  }

  async #run(job: Job): Promise<JobOutcome> {
    switch (job.kind) {
      case 'webhook':
        return await this.#runWebhook(z.parse(webhookJob, job.payload));
      case 'mail-group':
        return await this.#runGroup(z.parse(groupJob, job.payload));
      case 'store-look':
        return await this.#look(z.parse(lookJob, job.payload));
      case 'mail':
        return await this.#runMail(job.id, z.parse(mailJob, job.payload));
      default:
        return { kind: 'failed', problem: 'the job is of an unknown kind', isFinal: true };
    }
  }

  /** One job for each member: a mail that fails is sent again to that one alone. */
  async #runGroup({ releaseId, groupId }: z.output<typeof groupJob>): Promise<JobOutcome> {
    const { records } = this.#world;
    const group = await records.one('group', { id: groupId });
    if (!group || !this.#options.mail) return { kind: 'done' };
    const testers = await listMembers(this.#world, group);
    await records.transaction(async (transaction) => {
      for (const { id: testerId } of testers) await enqueue(this.#world, transaction, 'mail', { releaseId, groupId, testerId });
    });
    return { kind: 'done' };
  }

  async #look({ store }: z.output<typeof lookJob>): Promise<JobOutcome> {
    try {
      await lookAtStore(this.#world, store, AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(lookMs)]));
      return { kind: 'done' };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { kind: 'failed', problem: error.message, isFinal: false };
    }
  }

  async #runMail(id: string, job: z.output<typeof mailJob>): Promise<JobOutcome> {
    const { mail: sender, baseUrl } = this.#options;
    const mail = sender && (await releaseMail(this.#world, id, job, baseUrl));
    return mail ? await sender.send(mail) : { kind: 'done' };
  }

  async #runWebhook(job: z.output<typeof webhookJob>): Promise<JobOutcome> {
    const webhook = await this.#world.records.one('webhook', { id: job.webhookId });
    const kind = webhookKinds.find((known) => known === webhook?.kind);
    // Deleted or disabled since: no one waits for it.
    if (!webhook?.isEnabled || !kind) return { kind: 'done' };
    const news = await readNews(this.#world, job.happening, this.#options.baseUrl);
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
  storeId: z.optional(maybe),
  at: z.string(),
});
const groupJob = z.object({ releaseId: z.string(), groupId: z.string() });
const mailJob = z.object({ releaseId: z.string(), testerId: z.string(), groupId: maybe });
const storeJob = z.object({ releaseId: z.string(), store: z.string() });
const lookJob = z.object({ store: z.string() });
const webhookJob = z.object({ webhookId: z.string(), happening });
