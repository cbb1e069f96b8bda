/**
 * The HTML of every webview page: nothing but a stylesheet, a module and an empty body, under a policy that lets the page
 * load its own files and nothing else. No inline script, no inline style, no network.
 */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type MessagePipe } from '../../protocol/channel.ts';
import { escapeHtml } from '../../releases/pages/escapeHtml.ts';

/** Bundles of dist/webview. */
export type WebviewPageName = 'package-settings' | 'install' | 'asset-viewer';

export interface WebviewPage {
  readonly webview: vscode.Webview;
  readonly extensionUri: vscode.Uri;
  readonly name: WebviewPageName;
  readonly title: string;
}

/** Makes a webview show a page. What the page says arrives through `webviewPipe`. */
export function showWebviewPage({ webview, extensionUri, name, title }: WebviewPage): void {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [folder] };
  const uri = (file: string): string => escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString());
  const nonce = randomBytes(18).toString('base64url');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  webview.html = `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${uri(`${name}.css`)}">
<script type="module" nonce="${nonce}" src="${uri(`${name}.js`)}"></script>
</head>
<body></body>
</html>`;
}

/** One end of the channel to a page. */
export function webviewPipe(webview: vscode.Webview): MessagePipe {
  return {
    post: (message) => void webview.postMessage(message),
    listen: (listener) => {
      const listening = webview.onDidReceiveMessage(listener);
      return () => void listening.dispose();
    },
  };
}
