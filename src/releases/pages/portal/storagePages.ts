/** What the packages of an app take, which of them its rules delete, and what can still be restored. */

import { formatByteSize } from '../../../core/base/byteSize.ts';
import { html } from './html.ts';
import { actionButton, csrfField, renderPortalPage, table, timeText, type PortalApp, type PortalSession } from './portalFrame.ts';

export interface StorageContent {
  readonly count: number;
  readonly sizeBytes: number;
  /** `null` for a rule that is off. */
  readonly rules: { readonly keepPerGroup: number | null; readonly maxAgeDays: number | null; readonly maxBytes: number | null };
  /** What the rules would delete now, and the first of it. */
  readonly planned: {
    readonly first: readonly { readonly number: number; readonly reason: string; readonly sizeBytes: number }[];
    readonly count: number;
    readonly sizeBytes: number;
  };
  readonly deleted: readonly {
    readonly number: number;
    readonly version: string;
    readonly sizeBytes: number;
    readonly deletedAt: string;
  }[];
}

const megabyte = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  surplus: 'more than the number to keep',
  age: 'older than the age to keep',
  size: 'the packages are larger than allowed',
};

export function renderStoragePage(session: PortalSession, app: PortalApp, content: StorageContent): string {
  const { count, sizeBytes, rules, planned, deleted } = content;
  const path = `${app.path}/storage`;
  const field = (name: string, label: string, value: number | null) =>
    html`<p>
      <label for="${name}">${label}</label
      ><input id="${name}" name="${name}" type="number" min="1" step="1" inputmode="numeric" value="${value ?? ''}" />
    </p>`;
  const change = session.isOwner
    ? html`<form method="post" action="${path}">
        ${csrfField(session)} ${field('keepPerGroup', 'Releases to keep in each group; empty for all', rules.keepPerGroup)}
        ${field('maxAgeDays', 'Days to keep; empty for no limit', rules.maxAgeDays)}
        ${field('maxMegabytes', 'Megabytes to keep; empty for no limit', rules.maxBytes === null ? null : Math.ceil(rules.maxBytes / megabyte))}
        <p><button>Save Rules</button></p>
      </form>`
    : html`<dl>
        <dt>Newest of each group</dt>
        <dd>${rules.keepPerGroup ?? 'all'}</dd>
        <dt>Days</dt>
        <dd>${rules.maxAgeDays ?? 'without limit'}</dd>
        <dt>Size</dt>
        <dd>${rules.maxBytes === null ? 'without limit' : formatByteSize(rules.maxBytes)}</dd>
      </dl>`;
  const going = planned.first.map(({ number, reason, sizeBytes: size }) => [
    html`<a href="${app.path}/releases/${number}">${number}</a>`,
    reasons[reason] ?? reason,
    formatByteSize(size),
  ]);
  const back = deleted.map(({ number, version, sizeBytes: size, deletedAt }) => [
    number,
    version,
    formatByteSize(size),
    timeText(deletedAt),
    actionButton(session, `${path}/restore`, 'Restore', { number: String(number) }),
  ]);
  const more = planned.count - planned.first.length;
  const main = html`<p>${count} releases, ${formatByteSize(sizeBytes)}.</p>
    <section aria-labelledby="rules">
      <h2 id="rules">Retention</h2>
      <p class="soft">The newest release of each group, mandatory and labeled releases always stay. The rules run every hour.</p>
      ${change}
    </section>
    <section aria-labelledby="going">
      <h2 id="going">What the rules delete now</h2>
      ${table('Releases that go', ['Release', 'Why', 'Size'], going)} ${more > 0 && html`<p class="soft">And ${more} more.</p>`}
      ${
        planned.count > 0 &&
        session.isOwner &&
        html`<div class="actions">${actionButton(session, `${path}/run`, `Delete Now, Free ${formatByteSize(planned.sizeBytes)}`)}</div>`
      }
    </section>
    <section aria-labelledby="back">
      <h2 id="back">Deleted in the last week</h2>
      ${table('Deleted releases', ['Release', 'Version', 'Size', 'Deleted', 'Action'], back)}
    </section>`;
  return renderPortalPage({ title: app.displayName, session, app, tab: 'storage', main });
}
