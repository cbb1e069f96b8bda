/**
 * Webhooks of App Store Connect: Apple sends what happened to builds, versions and feedback, signed with a secret (`x-apple-signature:
 * hmacsha256=…`, HMAC-SHA256 of the body). The secret is made of the key of the account, so that who registers the webhook and who receives it need
 * to share nothing else.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Bytes } from '../../base/bytes.ts';
import { Secret } from '../../base/secret.ts';
import { textField } from '../jsonObject.ts';
import { type ConnectApi } from './connectApi.ts';
import { type ConnectKey } from './connectKey.ts';

/** What a release server shows, or says to people. */
const heardEvents = [
  'BUILD_UPLOAD_STATE_UPDATED',
  'BUILD_BETA_DETAIL_EXTERNAL_BUILD_STATE_UPDATED',
  'APP_STORE_VERSION_APP_VERSION_STATE_UPDATED',
  'BETA_FEEDBACK_SCREENSHOT_SUBMISSION_CREATED',
  'BETA_FEEDBACK_CRASH_SUBMISSION_CREATED',
] as const;

const webhookName = 'Mobile Distribution';
const purpose = 'mobile-distribution webhook 1';

export function webhookSecret({ privateKey }: ConnectKey): Secret {
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return new Secret(createHmac('sha256', der).update(purpose).digest('hex'));
}

/** Whether a message is Apple's, and whole. */
export function isFromApple(secret: Secret, body: Bytes, signature: string | undefined): boolean {
  const digits = /^hmacsha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (digits === undefined) return false;
  const expected = createHmac('sha256', secret.reveal()).update(body).digest();
  return timingSafeEqual(Buffer.from(digits, 'hex'), expected);
}

export interface RegisteredWebhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  /** `false` when it was so already. */
  readonly isChanged: boolean;
}

/** One of ours for each app: it gets this address. */
export async function registerWebhook(api: ConnectApi, appId: string, url: string, key: ConnectKey): Promise<RegisteredWebhook> {
  const known = await api.list(`/v1/apps/${encodeURIComponent(appId)}/webhooks`);
  const own = known.find(({ attributes }) => textField(attributes, 'name') === webhookName);
  const secret = webhookSecret(key).reveal();
  const attributes = { enabled: true, eventTypes: heardEvents, name: webhookName, secret, url };
  if (!own) {
    const { id } = await api.create('/v1/webhooks', { type: 'webhooks', attributes, relationships: { app: ['apps', appId] } }, false);
    return { id, url, events: heardEvents, isChanged: true };
  }
  const events: unknown = own.attributes['eventTypes'];
  const hasEvents = Array.isArray(events) && heardEvents.every((event) => events.includes(event));
  const isChanged = textField(own.attributes, 'url') !== url || own.attributes['enabled'] !== true || !hasEvents;
  // Whether the secret is the same cannot be read.
  await api.update('/v1/webhooks', 'webhooks', own.id, attributes);
  return { id: own.id, url, events: heardEvents, isChanged };
}
