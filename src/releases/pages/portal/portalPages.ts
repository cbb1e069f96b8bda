/** The pages of the portal, each from plain content. They work without script; a file can be dropped onto the field that asks for it. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { html } from './html.ts';
import {
  actionButton,
  creationForm,
  csrfField,
  renderPortalPage,
  pager,
  table,
  timeText,
  type Paged,
  type PortalApp,
  type PortalSession,
} from './portalFrame.ts';

export function renderAppsPage(session: PortalSession, apps: readonly (PortalApp & { readonly waiting: number })[]): string {
  const rows = apps.map((app) => [
    html`<a href="${app.path}">${app.displayName}</a>`,
    `${app.owner}/${app.name}`,
    app.os,
    app.waiting === 0 ? '' : html`<a href="${app.path}/devices">${app.waiting} waiting</a>`,
  ]);
  const empty = html`<p>
    No app yet. <code>mdist release create</code> and “Release Package…” in the editor create one with the first release.
  </p>`;
  return renderPortalPage({
    title: 'Apps',
    session,
    main: apps.length === 0 ? empty : table('Apps', ['App', 'Name', 'System', 'Devices'], rows),
  });
}

export interface PortalRelease {
  readonly number: number;
  readonly version: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Of the app bundle that the server made the file from. */
  readonly bundleSha256: string | null;
  readonly uploadedAt: string;
  readonly isEnabled: boolean;
  readonly notes: string;
  readonly installPath: string;
  readonly destinations: readonly PortalDestination[];
}

export interface PortalDestination {
  readonly id: string;
  readonly name: string;
  readonly isMandatory: boolean;
  /** Of a store: how far it is, and why it is not further. */
  readonly state?: string;
  readonly isStore?: boolean;
}

export interface PortalSymbols {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export function renderReleasesPage(
  session: PortalSession,
  app: PortalApp,
  { releases, older }: { readonly releases: readonly PortalRelease[]; readonly older: number | undefined },
): string {
  const rows = releases.map((release) => {
    const { number, version, uploadedAt, isEnabled, destinations, sizeBytes } = release;
    const isMandatory = destinations.some((each) => each.isMandatory);
    return [
      html`<a href="${app.path}/releases/${number}">${number}</a>`,
      html`${isMandatory && html`<span class="dot" role="img" aria-label="Mandatory"></span> `}${version}`,
      destinations.map(({ name }) => name).join(', '),
      isEnabled ? 'enabled' : 'disabled',
      formatByteSize(sizeBytes),
      timeText(uploadedAt),
    ];
  });
  const main = html`${session.canWrite && html`<p><a class="button" href="${app.path}/new">New Release</a></p>`}
  ${table('Releases', ['Number', 'Version', 'Destinations', 'State', 'Size', 'Uploaded'], rows)}
  ${older !== undefined && html`<p><a href="${app.path}?before=${older}">Older releases</a></p>`}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'releases', main });
}

export function renderDeletePage(session: PortalSession, app: PortalApp, release: PortalRelease): string {
  const path = `${app.path}/releases/${release.number}`;
  const main = html`<section aria-labelledby="sure">
    <h2 id="sure">Delete release ${release.number}, version ${release.version}?</h2>
    <p>Its links stop working at once.</p>
    <div class="actions">${actionButton(session, `${path}/delete`, 'Delete Release')} <a href="${path}">Cancel</a></div>
  </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'releases', main });
}

export function renderNewReleasePage(session: PortalSession, app: PortalApp): string {
  const main = html`<section aria-labelledby="step">
    <h2 id="step">New release, step 1 of 2: the package</h2>
    <form method="post" enctype="multipart/form-data" action="${app.path}/upload?csrf=${session.csrf}">
      <p>
        <label for="file">Choose the package, or drop it onto this field</label
        ><input id="file" class="drop" name="file" type="file" required />
      </p>
      <p><button class="button">Upload</button></p>
    </form>
  </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'releases', main });
}

export interface PortalUpload {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** What the file does not say. */
  readonly asksFor: 'nothing' | 'version' | 'version and build number';
  /** Groups can install it. */
  readonly groups: readonly string[];
  /** Those that take it. */
  readonly stores: readonly { readonly name: string; readonly label: string }[];
  readonly isBundle: boolean;
}

export function renderReviewPage(session: PortalSession, app: PortalApp, upload: PortalUpload): string {
  const { asksFor, groups, stores, facts, isBundle } = upload;
  const versions = html`${asksFor !== 'nothing' && html`<p><label for="version">Version that testers see</label><input id="version" name="shortVersion" required maxlength="100" /></p>`}
  ${asksFor === 'version and build number' && html`<p><label for="build">Build number</label><input id="build" name="version" required maxlength="100" /></p>`}`;
  const main = html`<section aria-labelledby="step">
    <h2 id="step">New release, step 2 of 2: review</h2>
    <dl>
      <dt>File</dt>
      <dd>${upload.fileName}, ${formatByteSize(upload.sizeBytes)}</dd>
      ${facts.map(
        ([label, value]) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <form method="post" action="${app.path}/uploads/${upload.id}">
      ${csrfField(session)} ${versions}
      <p><label for="notes">Release notes, Markdown</label><textarea id="notes" name="notes" rows="6" maxlength="5000"></textarea></p>
      ${
        groups.length > 0 &&
        html`<fieldset>
          <legend>Destinations</legend>
          ${isBundle && html`<p class="soft">Groups get an APK that this server makes from the bundle and signs with its own key.</p>`}
          ${groups.map((name) => html`<label class="check"><input type="checkbox" name="group" value="${name}" /> ${name}</label>`)}
          <label class="check"><input type="checkbox" name="mandatory" value="yes" /> Mandatory update</label>
          <label class="check"><input type="checkbox" name="notify" value="yes" checked /> Notify testers</label>
        </fieldset>`
      }
      ${
        stores.length > 0 &&
        html`<fieldset>
          <legend>Stores</legend>
          <p class="soft">The server publishes with the account that it was started with. The notes above are the notes at the store.</p>
          ${stores.map(
            ({ name, label }) => html`<label class="check"><input type="checkbox" name="store" value="${name}" /> ${label}</label>`,
          )}
        </fieldset>`
      }
      <p><button class="button">Release</button></p>
    </form>
  </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'releases', main });
}

export interface PortalDevice {
  readonly udid: string;
  readonly name: string;
  readonly model: string;
  readonly tester: string;
  readonly state: string;
  readonly registeredAt: string;
}

export function renderDevicesPage(session: PortalSession, app: PortalApp, devices: Paged<PortalDevice>): string {
  const rows = devices.items.map(({ udid, name, model, tester, state, registeredAt }) => [
    html`<code>${udid}</code>`,
    name,
    model,
    tester,
    state,
    timeText(registeredAt),
    state === 'waiting' ? actionButton(session, `${app.path}/devices/dismiss`, 'Dismiss', { udid }) : '',
  ]);
  const list =
    devices.items.length > 0 &&
    html`<p>
      <a href="${app.path}/devices/apple.txt" download>Download the list for Apple</a>
      <a href="${app.path}/devices/devices.csv" download>Download as CSV</a>
    </p>`;
  const main = html`${list}${table('Devices', ['Identifier (UDID)', 'Name', 'Model', 'Tester', 'State', 'Registered', 'Action'], rows)}${pager(`${app.path}/devices`, devices)}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'devices', main });
}

export interface PortalFeedback {
  readonly id: string;
  readonly release: number;
  readonly at: string;
  readonly author: string;
  readonly text: string;
  readonly device: string;
  readonly isResolved: boolean;
  readonly screenshots: readonly string[];
}

export function renderFeedbackPage(session: PortalSession, app: PortalApp, feedback: Paged<PortalFeedback>): string {
  const path = `${app.path}/feedback`;
  const items = feedback.items.map(
    ({ id, release, at, author, text, device, isResolved, screenshots }, index) =>
      html`<section aria-labelledby="said${index}">
        <h2 id="said${index}">Release ${release}${author !== '' && `, ${author}`}${isResolved && ', resolved'}</h2>
        <p class="soft">${timeText(at)} ${device}</p>
        <p class="said">${text}</p>
        ${screenshots.map((each, number) => html`<p><a href="${path}/${id}/screenshots/${each}">Screenshot ${number + 1}</a></p>`)}
        ${actionButton(session, `${path}/resolve`, isResolved ? 'Reopen' : 'Resolve', { id, resolved: isResolved ? 'no' : 'yes' })}
      </section>`,
  );
  const main = items.length === 0 ? html`<p class="soft">No feedback yet.</p>` : html`${items}${pager(path, feedback)}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'feedback', main });
}

export function renderDownloadsPage(
  session: PortalSession,
  app: PortalApp,
  { total, downloads }: { readonly total: number; readonly downloads: readonly (readonly [number, string, string, string])[] },
): string {
  const rows = downloads.map(([release, at, who, client]) => [release, timeText(at), who, client]);
  const csv = downloads.length > 0 && html`<p><a href="${app.path}/downloads/downloads.csv" download>Download as CSV</a></p>`;
  const main = html`<p>${total} downloads in all.</p>
    ${csv} ${table('Downloads', ['Release', 'When', 'Who', 'Client'], rows)}`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'downloads', main });
}

export function renderAuditPage(
  session: PortalSession,
  app: PortalApp,
  entries: readonly (readonly [at: string, actor: string, action: string, subject: string])[],
): string {
  const rows = entries.map(([at, actor, action, subject]) => [timeText(at), actor, action, html`<code>${subject}</code>`]);
  const main = table('Audit log', ['When', 'Who', 'What', 'Subject'], rows);
  return renderPortalPage({ title: app.displayName, session, app, tab: 'audit', main });
}

export interface PortalToken {
  readonly id: string;
  readonly description: string;
  readonly scope: string;
  readonly createdAt: string;
}

export function renderTokensPage(
  session: PortalSession,
  { tokens, made }: { readonly tokens: readonly PortalToken[]; readonly made: string | undefined },
): string {
  const rows = tokens.map(({ id, description, scope, createdAt }) => [
    description,
    scope,
    timeText(createdAt),
    actionButton(session, `${session.root}/tokens/delete`, 'Delete', { id }),
  ]);
  const shown =
    made !== undefined &&
    html`<p class="notice good"><strong>New token.</strong> It is shown this once; keep it in a safe place: <code>${made}</code></p>`;
  const create =
    session.canWrite &&
    creationForm(session, `${session.root}/tokens`, {
      heading: 'New token',
      button: 'Create Token',
      fields: html`<p><label for="what">What it is for</label><input id="what" name="description" required maxlength="200" /></p>
        <p>
          <label for="scope">Scope</label
          ><select id="scope" name="scope">
            <option value="read-only">Read only</option>
            <option value="full">Full access</option>
          </select>
        </p>`,
    });
  const main = html`${shown}${table('Tokens', ['What it is for', 'Scope', 'Created', 'Action'], rows)}${create}`;
  return renderPortalPage({ title: 'Tokens', session, main });
}
