/** The frame of the portal: where one is, and what else there is. */

import { renderHtmlPage } from '../htmlPage.ts';
import { Html, html } from './html.ts';

export interface PortalApp {
  /** Of its pages. */
  readonly path: string;
  readonly owner: string;
  readonly name: string;
  readonly displayName: string;
  readonly os: string;
}

export type PortalTab =
  | 'releases'
  | 'groups'
  | 'links'
  | 'devices'
  | 'feedback'
  | 'builds'
  | 'downloads'
  | 'webhooks'
  | 'storage'
  | 'audit';

/** Of the one who is signed in. */
export interface PortalSession {
  /** Path of the portal, behind a proxy with what that one puts in front: `/releases/portal`. */
  readonly root: string;
  /** In every form, so that no other page can send one. */
  readonly csrf: string;
  /** Without it, nothing can be changed. */
  readonly canWrite: boolean;
  /** Of the app that is shown: its settings and webhooks can be changed. */
  readonly isOwner: boolean;
  /** As people know it. */
  readonly userName: string;
}

const tabs: readonly (readonly [PortalTab, string])[] = [
  ['releases', 'Releases'],
  ['groups', 'Groups and testers'],
  ['links', 'Links'],
  ['devices', 'Devices'],
  ['feedback', 'Feedback'],
  ['builds', 'Who has what'],
  ['downloads', 'Downloads'],
  ['webhooks', 'Webhooks'],
  ['storage', 'Storage'],
  ['audit', 'Audit log'],
];

interface PortalPage {
  readonly title: string;
  readonly session: PortalSession;
  readonly app?: PortalApp;
  readonly tab?: PortalTab;
  readonly main: Html;
}

export function renderPortalPage({ title, session, app, tab, main }: PortalPage): string {
  const places = html`<nav aria-label="Portal" class="places">
    <a href="${session.root}">Apps</a> <a href="${session.root}/people">People</a> <a href="${session.root}/tokens">Tokens</a>
    <a href="${session.root}/account">Account</a>
    <form method="post" action="${session.root}/sign-out">${csrfField(session)}<button>Sign Out</button></form>
  </nav>`;
  const own = app
    ? html`<nav aria-label="App" class="places">
        ${tabs.map(([id, name]) => {
          const path = id === 'releases' ? app.path : `${app.path}/${id}`;
          return html`<a href="${path}" ${id === tab ? new Html(' aria-current="page"') : ''}>${name}</a> `;
        })}
      </nav>`
    : '';
  const body = html`${places}
    <h1>${title}</h1>
    ${app && html`<p class="soft">${app.owner}/${app.name} · ${app.os}</p>`} ${own} ${main}`;
  return renderHtmlPage(title, body.text, 'wide');
}

export function csrfField({ csrf }: PortalSession): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}" />`;
}

/** A form of one button; nothing for those who only read. */
export function actionButton(session: PortalSession, action: string, label: string, fields: Readonly<Record<string, string>> = {}): Html {
  if (!session.canWrite) return html``;
  return html`<form method="post" action="${action}">
    ${csrfField(session)}${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}<button>${label}</button>
  </form>`;
}

/** The form below a list with which one more is created. */
export function creationForm(
  session: PortalSession,
  action: string,
  { heading, button, fields }: { readonly heading: string; readonly button: string; readonly fields: Html },
): Html {
  return html`<section aria-labelledby="new">
    <h2 id="new">${heading}</h2>
    <form method="post" action="${action}">
      ${csrfField(session)} ${fields}
      <p><button>${button}</button></p>
    </form>
  </section>`;
}

export function table(caption: string, heads: readonly string[], rows: readonly (readonly (Html | string | number | false)[])[]): Html {
  if (rows.length === 0) return html`<p class="soft">${caption}: nothing yet.</p>`;
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}: table">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A part of a long list: pages stay small. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

export function pager(path: string, { page, pages }: Pick<Paged<unknown>, 'page' | 'pages'>): Html {
  if (pages < 2) return html``;
  return html`<nav aria-label="Pages" class="places">
    ${page > 1 && html`<a href="${path}?page=${page - 1}">Previous</a>`} <span>Page ${page} of ${pages}</span>
    ${page < pages && html`<a href="${path}?page=${page + 1}">Next</a>`}
  </nav>`;
}

/** `2026-11-29 20:41 UTC` */
export function timeText(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}
