/** One open asset viewer: keeps what it shows in step with the file, and does what is pressed. */

import * as vscode from 'vscode';
import { isCancelled } from '../../../core/base/cancellation.ts';
import { type AssetSearchResult, type AssetView, assetViewerChannel } from '../../../protocol/assetViewerProtocol.ts';
import { type ChannelServer, serveChannel } from '../../../protocol/channel.ts';
import { describeError } from '../errors/errorText.ts';
import { type Log } from '../log.ts';
import { showWebviewPage, webviewPipe } from '../webviews/webviewPage.ts';
import { AssetButtons, type AssetContent, type SharedAction } from './assetContent.ts';
import { type AssetDocument } from './assetDocument.ts';
import { type AssetReader } from './assetReader.ts';

/** Most files are read in a moment, and nothing flashes for them. */
const slowMs = 300;

export interface AssetPageParts<Action> {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly reader: AssetReader<Action>;
}

export class AssetPage<Action extends { readonly kind: string }> implements vscode.Disposable {
  readonly #parts: AssetPageParts<Action>;
  readonly #document: AssetDocument;
  readonly #panel: vscode.WebviewPanel;
  readonly #channel: ChannelServer<typeof assetViewerChannel>;
  readonly #listening: vscode.Disposable[] = [];
  #content: AssetContent<Action>;
  #work = new AbortController();

  constructor(parts: AssetPageParts<Action>, document: AssetDocument, panel: vscode.WebviewPanel) {
    this.#parts = parts;
    this.#document = document;
    this.#panel = panel;
    this.#content = { view: emptyView(document), actions: new Map() };
    this.#channel = serveChannel({
      specification: assetViewerChannel,
      pipe: webviewPipe(panel.webview),
      handlers: {
        // VS Code drops a hidden page and loads it again: it gets what is known at once.
        load: () => ({ strings: translatedStrings(), view: this.#content.view }),
        act: async ({ id }) => ({ said: await this.#act(id) }),
        search: ({ list, text }) => this.#content.search?.(list, text) ?? nothingFound,
      },
      describeError: (error) => {
        parts.log.error(error);
        return { message: describeError(error), hint: '' };
      },
    });
  }

  start(): void {
    const { extensionUri, reader } = this.#parts;
    this.#listening.push(
      this.#document.onDidChange(() => void this.#read()),
      reader.onDidChange(() => void this.#read()),
    );
    showWebviewPage({ webview: this.#panel.webview, extensionUri, name: 'asset-viewer', title: this.#document.name });
    void this.#read();
  }

  /** The last reading wins; an earlier one that still runs shows nothing any more. */
  async #read(): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    const show = (content: AssetContent<Action>): void => {
      if (signal.aborted) return;
      this.#content = content;
      this.#channel.send('view', content.view);
    };
    const showBusy = (busy: string): void => show({ ...this.#content, view: { ...this.#content.view, busy } });
    const timer = setTimeout(() => showBusy(vscode.l10n.t('Reading {0}…', this.#document.name)), slowMs);
    let hasShown = false;
    const showRead = (content: AssetContent<Action>): void => {
      hasShown = true;
      show(content);
    };
    try {
      await this.#parts.reader.read(this.#document, showRead, signal);
    } catch (error) {
      if (!isCancelled(error)) this.#parts.log.error(error);
      // What could not be found out besides the file takes nothing away of what the file says.
      if (hasShown || isCancelled(error)) showBusy('');
      else show(this.#unreadable(error));
    } finally {
      clearTimeout(timer);
    }
  }

  #unreadable(error: unknown): AssetContent<Action> {
    const buttons = new AssetButtons<Action>();
    const again = buttons.button(vscode.l10n.t('Reload'), { kind: 'reload' });
    const notice = { kind: 'text', tone: 'error', text: describeError(error), buttons: [again] } as const;
    return { view: { ...emptyView(this.#document), notice }, actions: buttons.actions };
  }

  async #act(id: string): Promise<string> {
    const action = this.#content.actions.get(id);
    // A button of a view that has been replaced meanwhile.
    if (!action) return '';
    try {
      if (isShared(action)) return await this.#share(action);
      return await this.#parts.reader.act(action, this.#document);
    } catch (error) {
      if (isCancelled(error)) return '';
      throw error;
    }
  }

  async #share(action: SharedAction): Promise<string> {
    switch (action.kind) {
      case 'copy':
        await vscode.env.clipboard.writeText(action.text);
        return vscode.l10n.t('Copied');
      case 'reload':
        await this.#read();
        return '';
      case 'open':
        await (action.viewType === undefined
          ? vscode.commands.executeCommand('vscode.open', action.uri)
          : vscode.commands.executeCommand('vscode.openWith', action.uri, action.viewType));
        return '';
    }
  }

  dispose(): void {
    this.#work.abort();
    this.#channel.dispose();
    for (const listening of this.#listening.splice(0)) listening.dispose();
  }
}

const nothingFound: AssetSearchResult = { items: [], summary: '', tone: 'plain' };

const sharedKinds: readonly string[] = ['copy', 'reload', 'open'] satisfies readonly SharedAction['kind'][];

function isShared(action: { readonly kind: string }): action is SharedAction {
  return sharedKinds.includes(action.kind);
}

function emptyView({ name, shownPlace }: AssetDocument): AssetView {
  return { title: name, subtitle: shownPlace, badges: [], buttons: [], busy: '', sections: [] };
}

function translatedStrings() {
  return {
    copy: vscode.l10n.t('Copy'),
    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    info: vscode.l10n.t('Note'),
    good: vscode.l10n.t('Good'),
  };
}
