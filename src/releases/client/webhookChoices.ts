/** What can be chosen for a webhook, for faces that know the client alone. */

import { webhookEvents, webhookKinds } from '../model/webhooks.ts';

export const webhookChoices = { kinds: webhookKinds, events: webhookEvents } as const;
