/** Addresses of other services that hear what happens to an app. */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { readTexts } from '../model/storedJson.ts';
import { type Row } from '../model/tables.ts';
import { type Happening, webhookEvents, webhookKinds, type WebhookEvent, type WebhookKind } from '../model/webhooks.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireOwner, requireWrite, type App } from './access.ts';
import { audit } from './auditLog.ts';
import { newId } from './identifiers.ts';
import { enqueue } from './jobs.ts';
import { findRelease } from './releases.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';

export type Webhook = Row<'webhook'>;

export interface WebhookInput {
  readonly name: string;
  readonly kind: WebhookKind;
  readonly url: string;
  readonly events?: readonly WebhookEvent[] | undefined;
  /** Of a generic one: a text with `{{names}}`. */
  readonly template?: string | undefined;
  readonly secret?: string | undefined;
  readonly isEnabled?: boolean | undefined;
}

const mostWebhooks = 50;
/** As App Center limited it. */
const longestName = 512;
const longestUrl = 2000;
const longestTemplate = 20_000;
const longestSecret = 200;

/** In the order in which they were made. */
export async function listWebhooks({ records }: Pick<ReleaseWorld, 'records'>, app: Pick<App, 'id'>): Promise<readonly Webhook[]> {
  return await records.find('webhook', { where: { appId: app.id }, order: [['createdAt', 'ascending']] });
}

/** Fails with `release-not-found`. */
export async function findWebhook({ records }: ReleaseWorld, app: App, id: string): Promise<Webhook> {
  const webhook = await records.one('webhook', { id, appId: app.id });
  if (!webhook) throw Failure.of('release-not-found', { what: phrase('Webhook'), name: id });
  return webhook;
}

export async function createWebhook(world: ReleaseWorld, actor: Actor, app: App, input: WebhookInput): Promise<Webhook> {
  requireOwner(actor);
  const { name, kind, url, events = ['release'], template, secret, isEnabled = true } = input;
  const reason = problemOf(input);
  if (reason !== undefined) throw Failure.of('release-refused', { reason });
  const webhook: Webhook = {
    id: newId(world.random),
    appId: app.id,
    name,
    kind,
    url: new URL(url).href,
    events,
    template: template ?? null,
    secret: secret ?? null,
    isEnabled,
    createdAt: world.clock.now().toISOString(),
  };
  await world.records.transaction(async (transaction) => {
    if ((await transaction.count('webhook', { appId: app.id })) >= mostWebhooks)
      throw Failure.of('release-refused', { reason: phrase('the app has too many webhooks') });
    await transaction.insert('webhook', webhook);
    // The address may contain what lets others write there.
    await audit(world, transaction, actor, { action: 'webhook.create', subject: webhook.id, appId: app.id, details: { name, kind } });
  });
  return webhook;
}

function problemOf({ name, kind, url, events = [], template = '', secret = '' }: WebhookInput): string | undefined {
  const address = url.length <= longestUrl ? URL.parse(url) : null;
  if (name.trim() === '' || name.length > longestName || /\p{Cc}/u.test(name)) return phrase('the name cannot be used');
  if (!webhookKinds.includes(kind)) return phrase('the kind of the webhook is not known');
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return phrase('the address must begin with https:// or http://');
  if (address.username !== '' || address.password !== '') return phrase('the address contains a user name or a password');
  if (!events.every((event) => webhookEvents.includes(event))) return phrase('an event of the webhook is not known');
  if (template.length > longestTemplate) return phrase('the template is longer than 20,000 characters');
  if (template !== '' && kind !== 'generic') return phrase('only a generic webhook has a template');
  return secret.length > longestSecret ? phrase('the secret is longer than 200 characters') : undefined;
}

export async function enableWebhook(world: ReleaseWorld, actor: Actor, app: App, id: string, isEnabled: boolean): Promise<Webhook> {
  requireOwner(actor);
  const webhook = await findWebhook(world, app, id);
  await world.records.transaction(async (transaction) => {
    await transaction.update('webhook', { id }, { isEnabled });
    await audit(world, transaction, actor, { action: 'webhook.update', subject: id, appId: app.id, details: { isEnabled } });
  });
  return { ...webhook, isEnabled };
}

/** Fails with `release-not-found`. */
export async function deleteWebhook(world: ReleaseWorld, actor: Actor, app: App, id: string): Promise<void> {
  requireOwner(actor);
  await findWebhook(world, app, id);
  await world.records.transaction(async (transaction) => {
    await transaction.remove('webhook', { id });
    await audit(world, transaction, actor, { action: 'webhook.delete', subject: id, appId: app.id });
  });
}

/** Sends the newest release, whatever the webhook wants to hear of. Fails with `release-not-found` where there is none. */
export async function testWebhook(world: ReleaseWorld, actor: Actor, app: App, id: string): Promise<void> {
  requireWrite(actor);
  const webhook = await findWebhook(world, app, id);
  const release = await findRelease(world, app, 'latest');
  const rest = { groupId: null, feedbackId: null, udid: null, at: world.clock.now().toISOString() };
  const happening = { event: 'release', appId: app.id, releaseId: release.id, ...rest };
  await world.records.transaction(
    async (transaction) => await enqueue(world, transaction, 'webhook', { webhookId: webhook.id, happening }),
  );
}

type HappeningInput = Pick<Happening, 'event' | 'appId'> & Partial<Happening>;

/** Tells every webhook of the app that wants to hear of it, after the transaction. */
export async function announce(
  world: Pick<ReleaseWorld, 'clock' | 'random'>,
  transaction: RecordTransaction,
  { event, appId, releaseId = null, groupId = null, feedbackId = null, udid = null, storeId = null }: HappeningInput,
): Promise<void> {
  const webhooks = await transaction.find('webhook', { where: { appId, isEnabled: true } });
  const at = world.clock.now().toISOString();
  for (const { id, events } of webhooks)
    if (readTexts(events).includes(event))
      await enqueue(world, transaction, 'webhook', {
        webhookId: id,
        happening: { event, appId, releaseId, groupId, feedbackId, udid, storeId, at },
      });
}
