/** Who has which build, in the portal. */

import { html } from './html.ts';
import { pager, renderPortalPage, table, timeText, type Paged, type PortalApp, type PortalSession } from './portalFrame.ts';

export interface PortalBuild {
  readonly email: string;
  readonly last: { readonly number: number; readonly version: string; readonly at: string } | null;
  readonly newest: { readonly number: number; readonly version: string } | null;
}

export function renderBuildsPage(session: PortalSession, app: PortalApp, builds: Paged<PortalBuild>): string {
  const release = (number: number, version: string) => html`<a href="${app.path}/releases/${number}">${number}</a>, ${version}`;
  const rows = builds.items.map(({ email, last, newest }) => [
    email,
    last ? release(last.number, last.version) : 'nothing yet',
    last ? timeText(last.at) : '',
    newest ? release(newest.number, newest.version) : 'none',
    last && newest ? (last.number >= newest.number ? 'up to date' : 'behind') : '',
  ]);
  const main = html`<p class="soft">
      What each tester fetched last, by their personal links or signed in. Downloads by the link of a release do not say whose they are.
    </p>
    ${table('Builds', ['Tester', 'Fetched last', 'When', 'Newest for them', 'State'], rows)}${pager(`${app.path}/builds`, builds)}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'builds', main });
}
