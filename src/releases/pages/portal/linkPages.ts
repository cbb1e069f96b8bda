/** Links of an app in the portal: to a release or the newest one of a group, with an end, a password or a limit of installations. */

import { html } from './html.ts';
import {
  actionButton,
  creationForm,
  pager,
  renderPortalPage,
  table,
  timeText,
  type Paged,
  type PortalApp,
  type PortalSession,
} from './portalFrame.ts';

export interface PortalLink {
  readonly id: string;
  readonly url: string;
  /** `Release 7`, or the name of a group. */
  readonly target: string;
  /** A mail address, or what the link is for. */
  readonly owner: string;
  readonly installs: string;
  readonly expiresAt: string | null;
  readonly state: 'open' | 'open, with password' | 'ended' | 'used up' | 'withdrawn';
}

export function renderLinksPage(
  session: PortalSession,
  app: PortalApp,
  { links, groups }: { readonly links: Paged<PortalLink>; readonly groups: readonly string[] },
): string {
  const path = `${app.path}/links`;
  const rows = links.items.map(({ id, url, target, owner, installs, expiresAt, state }) => [
    html`<a href="${url}">${target}</a>`,
    owner,
    installs,
    expiresAt === null ? '' : timeText(expiresAt),
    state,
    state !== 'withdrawn' && actionButton(session, `${path}/withdraw`, 'Withdraw', { id }),
  ]);
  const create =
    session.canWrite &&
    creationForm(session, path, {
      heading: 'New link',
      button: 'Create Link',
      fields: html`<p>
          <label for="target">Leads to the newest release of</label
          ><select id="target" name="group">
            <option value="">a release by its number</option>
            ${groups.map((name) => html`<option>${name}</option>`)}
          </select>
        </p>
        <p>
          <label for="release">Number of the release, where no group is chosen</label
          ><input id="release" name="release" inputmode="numeric" maxlength="15" />
        </p>
        <p><label for="label">What it is for</label><input id="label" name="label" maxlength="200" /></p>
        <p>
          <label for="days">Days until it ends; empty for no end</label><input id="days" name="days" inputmode="numeric" maxlength="4" />
        </p>
        <p>
          <label for="installs">Number of installations; empty for no limit</label
          ><input id="installs" name="installs" inputmode="numeric" maxlength="9" />
        </p>
        <p>
          <label for="password">Password; may be empty</label
          ><input id="password" name="password" type="password" maxlength="200" autocomplete="new-password" />
        </p>`,
    });
  const main = html`${table('Links', ['Leads to', 'For', 'Installations', 'Ends', 'State', 'Action'], rows)}${pager(path, links)}${create}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'links', main });
}
