/** The install panels of this window: one a package, shown again when it is asked for again, and restored after a reload. */

import * as vscode from 'vscode';
import { type PackageSubject, subjectKey } from '../../package/files/packageSubject.ts';
import { type PackageSubjects } from '../../package/files/packageSubjects.ts';
import { type InstallPanel, type InstallPanelParts } from './installPanel.ts';

export interface InstallPanelsParts extends InstallPanelParts {
  readonly subjects: PackageSubjects;
}

type PanelClass = typeof InstallPanel;

async function panelClass(): Promise<PanelClass> {
  return (await import('./installPanel.ts')).InstallPanel;
}

const viewType = 'mobileDistribution.install';

export class InstallPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #parts: InstallPanelsParts;
  readonly #panels = new Map<string, InstallPanel>();
  #serializer: vscode.Disposable | undefined;

  constructor(parts: InstallPanelsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#serializer = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Opens the panel of a package, or reveals it, and offers to share when that was not decided yet. */
  async show(subject: PackageSubject): Promise<void> {
    const Panel = await panelClass();
    const present = this.#panels.get(subjectKey(subject));
    present?.reveal();
    const panel = present ?? this.#adopt(Panel, vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Active), subject);
    await panel.offer();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { installPanelState } = await import('../../../protocol/installPanelProtocol.ts');
    const kept = installPanelState.safeParse(state);
    if (!kept.success) {
      panel.dispose();
      return;
    }
    const { app, record, path } = kept.data;
    const Panel = await panelClass();
    this.#adopt(Panel, panel, await this.#parts.subjects.restore(app, record, path));
  }

  #adopt(Panel: PanelClass, panel: vscode.WebviewPanel, subject: PackageSubject): InstallPanel {
    const key = subjectKey(subject);
    const made = new Panel(panel, subject, this.#parts);
    this.#panels.set(key, made);
    panel.onDidDispose(() => {
      made.dispose();
      if (this.#panels.get(key) === made) this.#panels.delete(key);
    });
    return made;
  }

  dispose(): void {
    this.#serializer?.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
    this.#panels.clear();
  }
}
