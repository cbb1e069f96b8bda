/**
 * Shows settings that would be written, in VS Code's own view of differences, and waits for a decision: in the notification, by the
 * buttons above the difference, or by closing it, which cancels.
 */

import * as vscode from 'vscode';

const scheme = 'mobile-distribution-import';

export interface ImportPreview {
  readonly title: string;
  /** Absolute path of the settings file, whether or not it is there. */
  readonly path: string;
  readonly isThere: boolean;
  readonly after: string;
  readonly question: string;
}

type Decision = 'apply' | 'cancel';

export class ImportPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #disposables: vscode.Disposable[] = [];
  #decide: ((decision: Decision) => void) | undefined;
  #count = 0;

  start(): void {
    this.#disposables.push(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** By a button of the difference. */
  decide(decision: Decision): void {
    this.#decide?.(decision);
  }

  /** Whether it is to be applied. Another preview takes the place of this one. */
  async ask({ title, path, isThere, after, question }: ImportPreview): Promise<boolean> {
    this.decide('cancel');
    this.#count += 1;
    const uri = (query: string): vscode.Uri => vscode.Uri.from({ scheme, path: vscode.Uri.file(path).path, query });
    // Each its own, so that the end of one preview closes no other of the same settings.
    const [empty, proposed] = [uri('empty'), uri(`proposed-${this.#count}`)];
    this.#texts.set(proposed.toString(), after);
    const { promise: decided, resolve: decide } = Promise.withResolvers<Decision>();
    this.#decide = decide;
    const isShown = ({ input }: vscode.Tab): boolean =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposed.toString();
    const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isShown);
    // Before it is shown: it may be closed before VS Code says that it is.
    const listening = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.some(isShown)) decide('cancel');
    });
    try {
      await vscode.commands.executeCommand('vscode.diff', isThere ? vscode.Uri.file(path) : empty, proposed, title, { preview: false });
      void this.#notify(question, decide);
      return (await decided) === 'apply';
    } finally {
      listening.dispose();
      if (this.#decide === decide) this.#decide = undefined;
      await vscode.window.tabGroups.close(tabs());
      this.#texts.delete(proposed.toString());
    }
  }

  /** A notification that is dismissed decides nothing: the buttons above the difference stay. */
  async #notify(question: string, decide: (decision: Decision) => void): Promise<void> {
    const [apply, cancel] = [vscode.l10n.t('Apply'), vscode.l10n.t('Discard')];
    const chosen = await vscode.window.showInformationMessage(question, apply, cancel);
    if (chosen === apply) decide('apply');
    if (chosen === cancel) decide('cancel');
  }

  dispose(): void {
    this.decide('cancel');
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
