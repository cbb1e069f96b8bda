/** Webhooks of an app in the portal, and what came of their messages. */

import { html } from './html.ts';
import { actionButton, creationForm, renderPortalPage, table, timeText, type PortalApp, type PortalSession } from './portalFrame.ts';

export interface PortalWebhook {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Its path may contain what lets others write there. */
  readonly host: string;
  readonly events: readonly string[];
  readonly isEnabled: boolean;
}

export interface PortalDelivery {
  readonly at: string;
  readonly webhook: string;
  readonly state: string;
  readonly attempts: number;
  readonly problem: string;
}

interface WebhooksContent {
  readonly webhooks: readonly PortalWebhook[];
  readonly deliveries: readonly PortalDelivery[];
  readonly kinds: readonly string[];
  readonly events: readonly string[];
}

const eventNames: Readonly<Record<string, string>> = {
  release: 'Releases',
  feedback: 'Feedback',
  device: 'Devices that wait',
  store: 'Store status',
};

export function renderWebhooksPage(
  session: PortalSession,
  app: PortalApp,
  { webhooks, deliveries, kinds, events }: WebhooksContent,
): string {
  const path = `${app.path}/webhooks`;
  const rows = webhooks.map(({ id, name, kind, host, events: heard, isEnabled }) => [
    name,
    kind,
    host,
    heard.map((event) => eventNames[event] ?? event).join(', '),
    isEnabled ? 'enabled' : 'disabled',
    session.isOwner &&
      html`<div class="row">
        ${actionButton(session, `${path}/state`, isEnabled ? 'Disable' : 'Enable', { id, enabled: isEnabled ? 'no' : 'yes' })}
        ${actionButton(session, `${path}/test`, 'Send Test', { id })} ${actionButton(session, `${path}/delete`, 'Delete', { id })}
      </div>`,
  ]);
  const create =
    session.isOwner &&
    creationForm(session, path, {
      heading: 'New webhook',
      button: 'Create Webhook',
      fields: html`<p><label for="name">Name</label><input id="name" name="name" required maxlength="512" /></p>
        <p>
          <label for="kind">Messages are written for</label
          ><select id="kind" name="kind">
            ${kinds.map((kind) => html`<option>${kind}</option>`)}
          </select>
        </p>
        <p><label for="url">Address</label><input id="url" name="url" type="url" required maxlength="2000" autocomplete="off" /></p>
        <p>
          <label for="secret">Secret for signatures; may be empty</label
          ><input id="secret" name="secret" type="password" maxlength="200" autocomplete="off" />
        </p>
        <fieldset>
          <legend>It hears of</legend>
          ${events.map(
            (event) =>
              html`<label class="check"
                ><input type="checkbox" name="event" value="${event}" ${event === 'release' && 'checked'} />
                ${eventNames[event] ?? event}</label
              >`,
          )}
        </fieldset>`,
    });
  const sent = deliveries.map(({ at, webhook, state, attempts, problem }) => [timeText(at), webhook, state, attempts, problem]);
  const main = html`${table('Webhooks', ['Name', 'Kind', 'Host', 'Hears of', 'State', 'Action'], rows)}
    <section aria-labelledby="sent">
      <h2 id="sent">Messages of the last week</h2>
      ${table('Messages', ['When', 'Webhook', 'State', 'Attempts', 'Problem'], sent)}
    </section>
    ${create}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'webhooks', main });
}
