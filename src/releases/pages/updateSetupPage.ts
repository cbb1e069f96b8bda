/** Sends a tester back into an app that asked for its updates. A tap is needed: browsers open no app without one. */

import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { renderHtmlPage } from './htmlPage.ts';

/** `address` opens the app: `intent://…`, or one with a scheme of its own. */
export function renderUpdateSetupPage(appName: string, address: string): string {
  const title = `Updates of ${appName}`;
  return renderHtmlPage(
    title,
    `<header><h1 dir="auto">${escapeHtml(title)}</h1></header>
<p>The app can now tell you about new releases of your groups.</p>
<a class="button" href="${escapeHtml(address)}">Back to the App</a>`,
  );
}
