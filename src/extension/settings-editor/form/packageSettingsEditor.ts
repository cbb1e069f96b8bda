/**
 * The package settings form as an editor of VS Code on `mobile-distribution.json`. What a form needs is loaded when the
 * first one opens.
 */

import * as vscode from 'vscode';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type FieldId } from '../../../protocol/packageSettingsProtocol.ts';
import { type EditorId } from '../../shared/manifest.ts';
import { type SettingsForm, type SettingsFormParts } from './settingsForm.ts';

const viewType: EditorId = 'mobileDistribution.packageSettings';

export interface PackageSettingsEditorParts extends Omit<SettingsFormParts, 'world'> {
  /** Asked when the first form opens: it is much code. */
  readonly loadWorld: () => Promise<CheckWorld>;
}

export class PackageSettingsEditor implements vscode.CustomTextEditorProvider, vscode.Disposable {
  readonly #parts: PackageSettingsEditorParts;
  readonly #forms = new Set<SettingsForm>();
  readonly #fieldsToReveal = new Map<string, FieldId>();
  #registration: vscode.Disposable | undefined;

  constructor(parts: PackageSettingsEditorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#registration = vscode.window.registerCustomEditorProvider(viewType, this, { supportsMultipleEditorsPerDocument: true });
  }

  /** Opens the form of a settings file, and leads to a field when one is named. */
  async open(settings: vscode.Uri, field?: FieldId): Promise<void> {
    const key = settings.toString();
    if (field) this.#fieldsToReveal.set(key, field);
    await vscode.commands.executeCommand('vscode.openWith', settings, viewType);
    const form = [...this.#forms].findLast(({ document }) => document.uri.toString() === key);
    if (form) this.#reveal(form);
  }

  async resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel, token: vscode.CancellationToken): Promise<void> {
    const [{ SettingsForm: Form }, world] = await Promise.all([import('./settingsForm.ts'), this.#parts.loadWorld()]);
    // It was closed while it was loaded.
    if (token.isCancellationRequested) return;
    const form = new Form({ ...this.#parts, world }, document, panel);
    this.#forms.add(form);
    panel.onDidDispose(() => {
      this.#forms.delete(form);
      form.dispose();
    });
    form.start();
    this.#reveal(form);
  }

  #reveal(form: SettingsForm): void {
    const key = form.document.uri.toString();
    const field = this.#fieldsToReveal.get(key);
    if (field) form.reveal(field);
    this.#fieldsToReveal.delete(key);
  }

  dispose(): void {
    this.#registration?.dispose();
    for (const form of this.#forms) form.dispose();
    this.#forms.clear();
  }
}
