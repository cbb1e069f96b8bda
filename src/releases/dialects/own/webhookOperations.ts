/** Webhooks, and what came of their messages. */

import { readTexts, textIn } from '../../model/storedJson.ts';
import { listJobs } from '../../use-cases/jobs.ts';
import {
  createWebhook,
  deleteWebhook,
  enableWebhook,
  findWebhook,
  listWebhooks,
  testWebhook,
  type Webhook,
} from '../../use-cases/webhooks.ts';
import { deliveriesAnswer, webhookAnswer, webhooksAnswer } from './answers.ts';
import { inApp, type Operation } from './operation.ts';
import { webhookBody, webhookChangeBody } from './schemas.ts';

function webhookShape({ id, name, kind, url, events, secret, template, isEnabled, createdAt }: Webhook) {
  return {
    id,
    name,
    kind,
    host: new URL(url).host,
    events: [...readTexts(events)],
    hasSecret: secret !== null,
    hasTemplate: template !== null,
    isEnabled,
    createdAt,
  };
}

const mostJobs = 500;

export const webhookOperations: readonly Operation[] = [
  inApp({ method: 'GET', path: '/webhooks', summary: 'List webhooks', answer: webhooksAnswer }, async ({ world, app }) => ({
    webhooks: (await listWebhooks(world, app)).map(webhookShape),
  })),
  inApp(
    { method: 'POST', path: '/webhooks', summary: 'Create a webhook', body: webhookBody, answer: webhookAnswer, status: 201 },
    async ({ world, actor, app, body }) => webhookShape(await createWebhook(world, actor, app, body)),
  ),
  inApp(
    { method: 'PATCH', path: '/webhooks/:id', summary: 'Enable or disable a webhook', body: webhookChangeBody, answer: webhookAnswer },
    async ({ world, actor, app, parameter, body: { isEnabled } }) =>
      webhookShape(await enableWebhook(world, actor, app, parameter('id'), isEnabled)),
  ),
  inApp({ method: 'DELETE', path: '/webhooks/:id', summary: 'Delete a webhook' }, async ({ world, actor, app, parameter }) => {
    await deleteWebhook(world, actor, app, parameter('id'));
    return undefined;
  }),
  inApp(
    { method: 'POST', path: '/webhooks/:id/test', summary: 'Send the newest release to a webhook' },
    async ({ world, actor, app, parameter }) => {
      await testWebhook(world, actor, app, parameter('id'));
      return undefined;
    },
  ),
  inApp(
    { method: 'GET', path: '/webhooks/:id/deliveries', summary: 'What came of the messages of the last week', answer: deliveriesAnswer },
    async ({ world, app, parameter }) => {
      const webhook = await findWebhook(world, app, parameter('id'));
      const jobs = (await listJobs(world, 'webhook', mostJobs)).filter(({ payload }) => textIn(payload, 'webhookId') === webhook.id);
      return {
        deliveries: jobs.map(({ id, payload, state, attempts, problem, createdAt, endedAt, dueAt }) => ({
          id,
          event: textIn(payload, 'happening', 'event'),
          state,
          attempts,
          problem,
          createdAt,
          endedAt,
          dueAt,
        })),
      };
    },
  ),
];
