/** CodeLens on a settings file: *Create Package* on each platform, its progress while it runs, and the form above everything. */

import * as vscode from 'vscode';
import { platforms, type Platform } from '../../../core/settings/platform.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { canCancel, isActive } from '../../build/runs/packageRun.ts';
import { type PackageRuns } from '../../build/runs/packageRuns.ts';
import { progressText } from '../../build/runs/runText.ts';
import { editorRange } from './issueDiagnostic.ts';

export interface SettingsLensesParts {
  readonly index: AppIndex;
  readonly runs: PackageRuns;
}

const commands = { android: 'mobileDistribution.createAndroidPackage', ios: 'mobileDistribution.createIosPackage' } as const;

export class SettingsLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #parts: SettingsLensesParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listening: readonly vscode.Disposable[];
  /** What was shown last, so that lenses move only when their words change. */
  #words = '';

  constructor(parts: SettingsLensesParts) {
    this.#parts = parts;
    this.#listening = [
      parts.runs.onDidChange(() => {
        const words = parts.runs.active().map(progressText).join();
        if (words !== this.#words) this.#changed.fire();
        this.#words = words;
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { inspectSettings } = await import('../../../core/settings/inspectSettings.ts');
    const { ranges } = inspectSettings(document.getText());
    const root = ranges.get('');
    if (!root) return [];
    const folder = vscode.Uri.joinPath(document.uri, '..').fsPath;
    const top = editorRange(root.value);
    const lenses = [
      lens(top, vscode.l10n.t('Edit in Form'), 'mobileDistribution.configureSettings', document.uri),
      lens(top, vscode.l10n.t('Validate'), 'mobileDistribution.validateApp', document.uri),
    ];
    for (const platform of platforms) {
      const key = ranges.get(`/${platform}`)?.key;
      if (key) lenses.push(...(await this.#platformLenses(editorRange(key), folder, platform, document.uri)));
    }
    return lenses;
  }

  async #platformLenses(range: vscode.Range, folder: string, platform: Platform, uri: vscode.Uri): Promise<vscode.CodeLens[]> {
    const run = this.#parts.runs.latest(folder, platform);
    // In Restricted Mode nothing is built; the command explains why.
    if (!vscode.workspace.isTrusted) return [];
    if (!run || !isActive(run)) return [lens(range, vscode.l10n.t('Create Package'), commands[platform], uri)];
    const app = await this.#parts.index.app(folder);
    const node = app ? { kind: 'platform', app, platform } : uri;
    return [
      lens(range, `$(sync~spin)\u00A0${progressText(run)}`, 'mobileDistribution.showPackageLog', node),
      ...(canCancel(run) ? [lens(range, vscode.l10n.t('Cancel'), 'mobileDistribution.cancelPackage', node)] : []),
    ];
  }

  dispose(): void {
    for (const each of this.#listening) each.dispose();
    this.#changed.dispose();
  }
}

function lens(range: vscode.Range, title: string, command: string, argument: unknown): vscode.CodeLens {
  return new vscode.CodeLens(range, { title, command, arguments: [argument] });
}
