/** One release in the portal: its file, where it goes, its symbols and notes. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { notesHtml } from '../notesHtml.ts';
import { Html, html } from './html.ts';
import { actionButton, csrfField, renderPortalPage, table, timeText, type PortalApp, type PortalSession } from './portalFrame.ts';
import { type PortalRelease, type PortalSymbols } from './portalPages.ts';

export interface PortalReleaseContent extends PortalRelease {
  /** That do not have it. */
  readonly otherGroups: readonly string[];
  /** That take it, also those that have it: ordering again repeats what failed. */
  readonly stores: readonly { readonly name: string; readonly label: string }[];
  readonly symbols: readonly PortalSymbols[];
  readonly downloads: number;
}

export function renderReleasePage(session: PortalSession, app: PortalApp, release: PortalReleaseContent): string {
  const path = `${app.path}/releases/${release.number}`;
  const main = html`${fileSection(session, release, path)}
    <section aria-labelledby="given">
      <h2 id="given">Destinations</h2>
      ${destinations(session, release, path)}
    </section>
    <section aria-labelledby="what">
      <h2 id="what">Notes</h2>
      ${notesOf(session, release, path)}
    </section>
    <section aria-labelledby="symbols">
      <h2 id="symbols">Symbols</h2>
      ${symbolsOf(session, release, path)}
    </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'releases', main });
}

function fileSection(session: PortalSession, release: PortalReleaseContent, path: string): Html {
  return html`<section aria-labelledby="file">
    <h2 id="file">Release ${release.number}</h2>
    <dl>
      <dt>Version</dt>
      <dd>${release.version}</dd>
      <dt>File</dt>
      <dd>${release.fileName}, ${formatByteSize(release.sizeBytes)}</dd>
      <dt>SHA-256</dt>
      <dd><code>${release.sha256}</code></dd>
      ${
        release.bundleSha256 !== null &&
        html`<dt>Made from an app bundle</dt>
          <dd>
            This server made the APK and signed it with its own key. It does not update an app from a store. Stores get the bundle, SHA-256
            <code>${release.bundleSha256}</code>
          </dd>`
      }
      <dt>Uploaded</dt>
      <dd>${timeText(release.uploadedAt)}</dd>
      <dt>State</dt>
      <dd>${release.isEnabled ? 'enabled' : 'disabled'}</dd>
      <dt>Downloads</dt>
      <dd>${release.downloads}</dd>
      <dt>Install page</dt>
      <dd><a href="${release.installPath}">Open the install page</a></dd>
    </dl>
    <div class="actions">
      ${actionButton(session, `${path}/state`, release.isEnabled ? 'Disable' : 'Enable', { enabled: release.isEnabled ? 'no' : 'yes' })}
      ${session.canWrite && html`<a href="${path}/delete">Delete…</a>`}
    </div>
  </section>`;
}

function destinations(session: PortalSession, release: PortalReleaseContent, path: string): Html {
  const rows = release.destinations.map(({ id, name, isMandatory, state }) => [
    name,
    [isMandatory && 'mandatory', state].filter((mark) => mark !== false && mark !== undefined).join(', '),
    actionButton(session, `${path}/withdraw`, 'Remove', { destination: id }),
  ]);
  const give =
    session.canWrite &&
    release.otherGroups.length > 0 &&
    html`<form method="post" action="${path}/give">
      ${csrfField(session)}
      <p>
        <label for="group">Group</label
        ><select id="group" name="group">
          ${release.otherGroups.map((name) => html`<option>${name}</option>`)}
        </select>
      </p>
      <p>
        <label class="check"><input type="checkbox" name="mandatory" value="yes" /> Mandatory update</label>
      </p>
      <p><button>Add Destination</button></p>
    </form>`;
  const publish =
    session.canWrite &&
    release.stores.length > 0 &&
    html`<form method="post" action="${path}/publish">
      ${csrfField(session)}
      <p>
        <label for="store">Store</label
        ><select id="store" name="store">
          ${release.stores.map(({ name, label }) => html`<option value="${name}">${label}</option>`)}
        </select>
      </p>
      <p><button>Publish to Store</button></p>
    </form>`;
  return html`${table('Destinations', ['Name', 'Mark', 'Action'], rows)}${give}${publish}`;
}

function notesOf(session: PortalSession, { notes }: PortalReleaseContent, path: string): Html {
  if (!session.canWrite) return html`<div class="notes">${new Html(notesHtml(notes))}</div>`;
  return html`<form method="post" action="${path}/notes">
    ${csrfField(session)}
    <p>
      <label for="notes">Release notes, Markdown</label
      ><textarea id="notes" name="notes" rows="8" maxlength="5000">${`\n${notes}`}</textarea>
    </p>
    <p><button>Save Notes</button></p>
  </form>`;
}

function symbolsOf(session: PortalSession, { symbols }: PortalReleaseContent, path: string): Html {
  const rows = symbols.map(({ fileName, sizeBytes, sha256 }) => [
    html`<a href="${path}/symbols/${encodeURIComponent(fileName)}" download>${fileName}</a><br /><span class="soft"
        >${formatByteSize(sizeBytes)}</span
      >`,
    html`<code>${sha256.slice(0, 12)}…</code>`,
    actionButton(session, `${path}/symbols-delete`, 'Delete', { file: fileName }),
  ]);
  const add =
    session.canWrite &&
    html`<form method="post" enctype="multipart/form-data" action="${path}/symbols?csrf=${session.csrf}">
      <p>
        <label for="symbolFile">dSYM archive, mapping.txt or source maps; up to 2 GB</label
        ><input id="symbolFile" class="drop" name="file" type="file" required />
      </p>
      <p><button>Upload Symbols</button></p>
    </form>`;
  return html`${table('Symbol files', ['File', 'SHA-256', 'Action'], rows)}${add}`;
}
