/** Shows a page of the product in a webview of VS Code, and connects the two. The only place that gives a webview its HTML. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type MessagePipe } from '../../../protocol/channel.ts';
import { webviewHtml } from './webviewHtml.ts';

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
  webview.html = webviewHtml({
    language: vscode.env.language,
    title,
    nonce: randomBytes(18).toString('base64url'),
    ownSource: webview.cspSource,
    stylesheet: webview.asWebviewUri(vscode.Uri.joinPath(folder, `${name}.css`)).toString(),
    script: webview.asWebviewUri(vscode.Uri.joinPath(folder, `${name}.js`)).toString(),
  });
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
