/**
 * The frame of the product's small pages: language, viewport, one inline style, and a content security policy that allows
 * that style, images inside the page and forms to this server, and nothing else. There is no script in any page.
 */

import { createHash } from 'node:crypto';
import { escapeHtml } from '../../core/base/escapeHtml.ts';
import { pageStyle } from './pageStyle.ts';

const styleHash = `sha256-${createHash('sha256').update(pageStyle).digest('base64')}`;

/** For the meta element; `frame-ancestors` works in a header only. */
const metaPolicy = `default-src 'none'; img-src data:; style-src '${styleHash}'; base-uri 'none'; form-action 'self'`;

/** What a server sends with every page of this frame. */
export const pageContentSecurityPolicy = `${metaPolicy}; frame-ancestors 'none'`;

/** `mainHtml` is already escaped. `wide`: for tables. */
export function renderHtmlPage(title: string, mainHtml: string, width: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(metaPolicy).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<meta name="referrer" content="same-origin">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body${width === 'wide' ? ' class="wide"' : ''}>
<main>
${mainHtml}
</main>
</body>
</html>
`;
}

/** A page that says one thing: a link that ended, a file that changed. */
export function renderMessagePage(title: string, text: string): string {
  return renderHtmlPage(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`);
}
