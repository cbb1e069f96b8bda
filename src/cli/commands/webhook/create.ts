/** `mdist webhook create`: lets another service hear what happens to an app. Its address may contain what lets others write there, so it is a secret. */

import { webhookChoices } from '../../../releases/client/webhookChoices.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { connect, serverApp, serverAppOption, serverOptions } from '../release/connect.ts';

export const webhookCreate: Command = {
  path: ['webhook', 'create'],
  summary: 'Send news about an app from a release server to another service',
  operands: [{ name: 'NAME', says: 'Name of the webhook' }],
  options: {
    ...serverOptions,
    ...serverAppOption,
    url: { type: 'secret', says: 'Source of the address that gets the messages' },
    kind: { type: 'choice', choices: webhookChoices.kinds, says: 'Format of the messages (default: generic)' },
    event: { type: 'choice', choices: webhookChoices.events, isRepeatable: true, says: 'What it hears of (default: release)' },
    'signing-secret': { type: 'secret', says: 'Source of the secret that signs the messages' },
  },
  examples: ['mdist webhook create Chat --kind slack --url env:SLACK_URL --server-app me/hello'],
  run: async (input, services) => {
    const name = serverApp(input);
    const [url, secret] = [input.secret('url'), input.secret('signing-secret')];
    if (url === undefined) throw usageFailure('--url is missing', 'Use --url env:NAME or --url file:PATH');
    const events = input.choiceList('event', webhookChoices.events);
    const webhook = await (
      await connect(input, services)
    ).createWebhook(name, {
      name: input.operands[0] ?? '',
      kind: input.choice('kind', webhookChoices.kinds) ?? 'generic',
      url: await readSecret(services, '--url', url),
      events: events.length === 0 ? undefined : events,
      secret: secret === undefined ? undefined : await readSecret(services, '--signing-secret', secret),
    });
    return {
      document: { ...webhook },
      issues: [],
      write: (page) =>
        page.line(`Created the webhook ${webhook.name} (${webhook.id})`).line(`Try it with mdist webhook test ${webhook.id}`),
    };
  },
};
