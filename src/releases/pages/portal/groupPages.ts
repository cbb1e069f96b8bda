/** The groups of an app in the portal, and the page of each: its link with a QR code, its testers, its releases. */

import { renderQrSvg } from '../qrCode.ts';
import { Html, html } from './html.ts';
import {
  actionButton,
  creationForm,
  csrfField,
  pager,
  renderPortalPage,
  table,
  timeText,
  type Paged,
  type PortalApp,
  type PortalSession,
} from './portalFrame.ts';

export interface PortalGroups {
  readonly groups: readonly {
    readonly path: string;
    readonly name: string;
    readonly isPublic: boolean;
    readonly testers: number;
    /** The newest one of the group. */
    readonly newest: string;
  }[];
  /** Whether a link alone is not enough for releases of private groups. */
  readonly asksToSignIn: boolean;
}

export function renderGroupsPage(session: PortalSession, app: PortalApp, { groups, asksToSignIn }: PortalGroups): string {
  const path = `${app.path}/groups`;
  const rows = groups.map((group) => [
    html`<a href="${group.path}">${group.name}</a>`,
    group.isPublic ? 'public' : 'private',
    group.testers,
    group.newest,
  ]);
  const access = html`<section aria-labelledby="access">
    <h2 id="access">Who opens a link</h2>
    <p>
      ${
        asksToSignIn
          ? 'Releases of private groups open for their testers, who signed in with the link of an invitation, and through their own links.'
          : 'Anyone with the link of a release can install it.'
      }
    </p>
    ${
      session.isOwner &&
      actionButton(session, `${path}/sign-in`, asksToSignIn ? 'Let Links Be Enough' : 'Ask Testers to Sign In', {
        needed: asksToSignIn ? 'no' : 'yes',
      })
    }
  </section>`;
  const create =
    session.canWrite &&
    creationForm(session, path, {
      heading: 'New group',
      button: 'Create Group',
      fields: html`<p><label for="name">Name</label><input id="name" name="name" required maxlength="200" /></p>
        <p>
          <label class="check"
            ><input type="checkbox" name="public" value="yes" /> Public: its earlier releases are shown to anyone with a link</label
          >
        </p>`,
    });
  const main = html`${table('Groups', ['Group', 'Kind', 'Testers', 'Newest release'], rows)}${create}${access}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'groups', main });
}

export interface PortalGroup {
  readonly path: string;
  readonly name: string;
  readonly isPublic: boolean;
  readonly isShared: boolean;
  readonly testers: Paged<string>;
  /** The install page of the newest release, for everybody who has its address, the feeds for programs, and what an app asks for updates; absent until a link is made. */
  readonly link: { readonly page: string; readonly feeds: string; readonly updates: string } | undefined;
  readonly releases: readonly {
    readonly number: number;
    readonly version: string;
    readonly uploadedAt: string;
    readonly isEnabled: boolean;
  }[];
}

export function renderGroupPage(session: PortalSession, app: PortalApp, group: PortalGroup): string {
  const { path, name, isPublic, testers, link, releases } = group;
  const rows = testers.items.map((email) => [email, actionButton(session, `${path}/remove`, 'Remove', { email })]);
  const linked =
    link === undefined
      ? html`<p class="soft">The link leads to the newest release of the group, for everybody who has it.</p>
          <div class="actions">${actionButton(session, `${path}/link`, 'Create Link')}</div>`
      : html`<p class="said"><a href="${link.page}">${link.page}</a></p>
          <div class="scan always">${new Html(renderQrSvg(link.page, `QR code of the link of ${name}`))}</div>
          <p><a href="${link.feeds}">Feeds</a> for App Installer, Sparkle, F-Droid, Obtainium and AltStore</p>
          <details>
            <summary>Updates inside the app</summary>
            <p class="soft">
              Set <code>web.updateCheck</code> of a web app to this address, and its packages ask for newer releases of the group:
            </p>
            <p class="said"><code>${link.updates}</code></p>
          </details>
          <div class="actions">${actionButton(session, `${path}/link`, 'Withdraw and Create Another')}</div>`;
  const add =
    session.canWrite &&
    html`<form method="post" action="${path}/add">
      ${csrfField(session)}
      <p><label for="emails">Mail addresses, with spaces between</label><input id="emails" name="emails" required /></p>
      <p><button>Add Testers</button></p>
    </form>`;
  const given = releases.map(({ number, version, uploadedAt, isEnabled }) => [
    html`<a href="${app.path}/releases/${number}">${number}</a>`,
    version,
    isEnabled ? 'enabled' : 'disabled',
    timeText(uploadedAt),
  ]);
  const change =
    session.canWrite &&
    html`<section aria-labelledby="more">
      <h2 id="more">The group itself</h2>
      <div class="actions">
        ${actionButton(session, `${path}/kind`, isPublic ? 'Make Private' : 'Make Public', { public: isPublic ? 'no' : 'yes' })}
        <a href="${path}/delete">${group.isShared ? 'Remove from this App…' : 'Delete…'}</a>
      </div>
    </section>`;
  const main = html`<section aria-labelledby="link">
      <h2 id="link">${name}, ${isPublic ? 'public' : 'private'}: link</h2>
      ${linked}
    </section>
    <section aria-labelledby="testers">
      <h2 id="testers">Testers</h2>
      ${table(`Testers of ${name}`, ['Mail address', 'Action'], rows)}${pager(path, testers)}${add}
    </section>
    <section aria-labelledby="given">
      <h2 id="given">Releases</h2>
      ${table(`Releases of ${name}`, ['Release', 'Version', 'State', 'Uploaded'], given)}
    </section>
    ${change}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'groups', main });
}

export function renderDeleteGroupPage(session: PortalSession, app: PortalApp, { path, name }: Pick<PortalGroup, 'path' | 'name'>): string {
  const main = html`<section aria-labelledby="sure">
    <h2 id="sure">Delete the group ${name}?</h2>
    <p>Its releases stay on the server, without this destination. Its link stops working.</p>
    <div class="actions">${actionButton(session, `${path}/delete`, 'Delete Group')} <a href="${path}">Cancel</a></div>
  </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'groups', main });
}
