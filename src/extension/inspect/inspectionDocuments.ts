/**
 * Reports on packages as read-only documents, so that VS Code's own search, folding and themes work on them. A report is
 * made when it is asked for, and again when the same package is inspected again.
 */

import * as vscode from 'vscode';
import { type ContentDigester } from '../../core/ports/contentDigester.ts';
import { describeError } from '../errors/errorPresenter.ts';
import { type Log } from '../log.ts';
import { fileOfUri, type InspectedFile } from './packageSource.ts';

const scheme = 'mobile-distribution-inspect';

export class InspectionDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #digester: ContentDigester;
  readonly #log: Log;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  /** Texts by the document's address, as long as the document is open. */
  readonly #texts = new Map<string, string>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #dropped = 0;

  constructor(digester: ContentDigester, log: Log) {
    this.#digester = digester;
    this.#log = log;
  }

  start(): void {
    this.#disposables.push(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Opens the report on a file. */
  async show(uri: vscode.Uri): Promise<void> {
    await this.#open(documentUri(uri.path, uri.toString()), fileOfUri(uri));
  }

  /** Opens the report on something that has no address here. */
  async showDropped(file: InspectedFile): Promise<void> {
    this.#dropped += 1;
    await this.#open(documentUri(`/${file.name}`, `dropped:${this.#dropped}`), file);
  }

  /** VS Code asks, for a document that is open since before a reload for instance. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const kept = this.#texts.get(uri.toString());
    if (kept !== undefined) return kept;
    if (uri.query.startsWith('dropped:')) return vscode.l10n.t('The package was dropped from outside. Drop it again to see this report.');
    try {
      return await this.#report(fileOfUri(vscode.Uri.parse(uri.query, true)), token);
    } catch (error) {
      this.#log.error(error);
      return describeError(error);
    }
  }

  async #open(uri: vscode.Uri, file: InspectedFile): Promise<void> {
    const progress = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Inspecting {0}', file.name),
    };
    const text = await withProgressWhenSlow(progress, async (token) => await this.#report(file, token));
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async #report(file: InspectedFile, token: vscode.CancellationToken): Promise<string> {
    const [{ inspectFile }, { inspectionReport }, { translatedInspectionWords }] = await Promise.all([
      import('./inspectFile.ts'),
      import('./inspectionReport.ts'),
      import('./translatedInspectionWords.ts'),
    ]);
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      return inspectionReport(await inspectFile(file, this.#digester, abort.signal), translatedInspectionWords());
    } finally {
      listening.dispose();
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
    this.#texts.clear();
  }
}

/** Named after the package; a text by its extension, so that no other editor claims it. */
function documentUri(path: string, query: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `${path}.txt`, query });
}

const slowMs = 400;

/** Most packages take some milliseconds, and nothing flashes for them. */
async function withProgressWhenSlow<Result>(
  options: vscode.ProgressOptions,
  work: (token: vscode.CancellationToken) => Promise<Result>,
): Promise<Result> {
  const cancellation = new vscode.CancellationTokenSource();
  const working = work(cancellation.token);
  const settled = working.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress(options, async (_, token) => {
      const listening = token.onCancellationRequested(() => cancellation.cancel());
      await settled;
      listening.dispose();
    });
  }, slowMs);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
    cancellation.dispose();
  }
}
