/**
 * The HTML of every webview page: nothing but a stylesheet, a module and an empty body, under a policy that lets the page
 * load its own files and nothing else. No inline script, no inline style, no network. Pure.
 */

import { escapeHtml } from '../../../core/base/escapeHtml.ts';

export interface WebviewHtmlParts {
  readonly language: string;
  readonly title: string;
  /** Another one for each page that is shown. */
  readonly nonce: string;
  /** The source that VS Code gives the files of the extension: `webview.cspSource`. */
  readonly ownSource: string;
  readonly stylesheet: string;
  readonly script: string;
}

function webviewPolicy({ nonce, ownSource }: Pick<WebviewHtmlParts, 'nonce' | 'ownSource'>): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${ownSource}`,
    `img-src ${ownSource} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

export function webviewHtml(parts: WebviewHtmlParts): string {
  const { language, title, nonce, stylesheet, script } = parts;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${webviewPolicy(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
<script type="module" nonce="${nonce}" src="${escapeHtml(script)}"></script>
</head>
<body></body>
</html>`;
}
