/** The feeds of a group: what follows releases by itself, and the address that it wants. */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { renderHtmlPage } from './htmlPage.ts';

export interface ShownFeed {
  readonly name: string;
  /** What to do with the address. */
  readonly says: string;
  readonly address: string;
  /** Of a program that opens it: `fdroidrepos://…`. */
  readonly opener?: string | undefined;
  /** Names and values that a developer puts elsewhere, such as a public key. */
  readonly values?: Readonly<Record<string, string>>;
}

export function renderFeedsPage(appName: string, feeds: readonly ShownFeed[]): string {
  const list = feeds.map(({ name, says, address, opener, values = {} }) => {
    const rows = Object.entries(values).map(([key, value]) => `<dt>${escapeHtml(key)}</dt><dd><code>${escapeHtml(value)}</code></dd>`);
    return `<section>
<h2>${escapeHtml(name)}</h2>
<p>${escapeHtml(says)}</p>
<p><a href="${escapeHtml(address)}"><code>${escapeHtml(address)}</code></a></p>
${opener === undefined ? '' : `<p><a href="${escapeHtml(opener)}">Open in ${escapeHtml(name)}</a></p>\n`}${rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>\n`}</section>`;
  });
  const none = '<p>No feed fits the packages of this group yet. Feeds exist for APK, IPA, MSIX, and packages of macOS and Windows.</p>';
  return renderHtmlPage(
    `Feeds of ${appName}`,
    `<h1>Feeds of ${escapeHtml(appName)}</h1>
<p>Programs that follow one of these addresses install new releases by themselves. Anyone who has an address can download.</p>
${feeds.length === 0 ? none : list.join('\n')}`,
  );
}

/** The newest APK, for programs that look for links. */
export function renderNewestPackagePage(
  appName: string,
  newest: { readonly address: string; readonly version: string } | undefined,
): string {
  const link = newest
    ? `<p><a href="${escapeHtml(newest.address)}">Version ${escapeHtml(newest.version)}</a></p>`
    : '<p>There is no Android package yet.</p>';
  return renderHtmlPage(appName, `<h1>${escapeHtml(appName)}</h1>\n${link}`);
}
