/** Everything that a settings file gets in the text editor, in one place: problems, quick fixes, hovers, links, lenses, completions. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AppEntry } from '../../app/appEntry.ts';
import { type AppIndex } from '../../app/appIndex.ts';
import { type AssetWatcher } from '../../signing/assets/assetWatcher.ts';
import { type AssetStates } from '../../signing/assets/assetStates.ts';
import { type CommandRegistry } from '../../shared/commandRegistry.ts';
import { lazily } from '../../shared/lazily.ts';
import { type Log } from '../../shared/log.ts';
import { type PackageRuns } from '../../build/runs/packageRuns.ts';
import { type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { storedPasswords } from '../../shared/passwords/storedPasswords.ts';
import { unsavedText } from '../../shared/workspace/unsavedText.ts';
import { type FixRunner } from '../../app/fixes/fixRunner.ts';
import { AppChecker, type AppCheckerParts } from '../../app/checks/appChecker.ts';
import { AppDiagnostics } from './appDiagnostics.ts';
import { IssuePages } from './issuePage.ts';
import { explainCommand, fixCommand } from './issueDiagnostic.ts';
import { SettingsLenses } from './settingsLenses.ts';

export interface LanguageFeaturesParts {
  readonly registry: CommandRegistry;
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  readonly passwords: PasswordStore;
  readonly assets: AssetStates;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly watcher: AssetWatcher;
  readonly log: Log;
  /** Loads the workflow when it is first needed: it is much code. */
  readonly loadWorld: () => Promise<CheckWorld>;
  readonly loadFixRunner: () => Promise<FixRunner>;
  readonly withStoreCodes: AppCheckerParts['withStoreCodes'];
}

const settingsFiles: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/mobile-distribution.json', language: 'jsonc' },
  { scheme: 'file', pattern: '**/mobile-distribution.json', language: 'json' },
];
/** Problems are shown in any file of a project: settings, ledger, passwords and keys that were left, what computes values. */
const anyFile: vscode.DocumentSelector = { scheme: 'file' };

export class LanguageFeatures implements vscode.Disposable {
  readonly checker: AppChecker;
  readonly diagnostics: AppDiagnostics;
  readonly #parts: LanguageFeaturesParts;
  readonly #disposables: vscode.Disposable[] = [];

  constructor(parts: LanguageFeaturesParts) {
    this.#parts = parts;
    const { index, runs, passwords, paths, watcher, log, loadWorld, withStoreCodes } = parts;
    this.checker = new AppChecker({ loadWorld, unsaved: unsavedText, passwords: storedPasswords(passwords), withStoreCodes });
    this.diagnostics = new AppDiagnostics({ index, runs, passwords, paths, watcher, log, checker: this.checker });
  }

  start(): void {
    const { registry, index, runs, assets, files, paths, loadWorld, loadFixRunner } = this.#parts;
    const { checker, diagnostics } = this;
    const pages = new IssuePages();
    const lenses = new SettingsLenses({ index, runs });
    const parts = { checker, assets, files, paths };
    const fixes = lazily(async () => {
      const [{ SettingsFixes }, runner] = await Promise.all([import('./settingsFixes.ts'), loadFixRunner()]);
      return new SettingsFixes({ checker, diagnostics, runner });
    });
    const hovers = lazily(async () => new (await import('./settingsHovers.ts')).SettingsHovers(parts));
    const links = lazily(async () => new (await import('./settingsLinks.ts')).SettingsLinks(files, paths));
    const completions = lazily(async () => new (await import('./settingsCompletions.ts')).SettingsCompletions({ ...parts, loadWorld }));
    const actions: vscode.CodeActionProvider = {
      provideCodeActions: async (document, range, context) =>
        diagnostics.issuesIn(document.uri).length === 0 ? [] : (await fixes()).provideCodeActions(document, range, context),
    };
    const quickFixes = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    const { languages } = vscode;
    this.#disposables.push(
      diagnostics,
      pages,
      lenses,
      languages.registerCodeActionsProvider(anyFile, actions, quickFixes),
      languages.registerHoverProvider(settingsFiles, {
        provideHover: async (document, position) => await (await hovers()).provideHover(document, position),
      }),
      languages.registerDocumentLinkProvider(settingsFiles, {
        provideDocumentLinks: async (document) => await (await links()).provideDocumentLinks(document),
      }),
      languages.registerCodeLensProvider(settingsFiles, lenses),
      languages.registerCompletionItemProvider(
        settingsFiles,
        { provideCompletionItems: async (document, position) => await (await completions()).provideCompletionItems(document, position) },
        '"',
        ':',
        ' ',
      ),
    );
    registry.registerInternal(explainCommand, async (code) => await pages.open(code));
    registry.registerInternal(fixCommand, async (request) => await (await fixes()).apply(request));
    pages.start();
    diagnostics.start();
  }

  /** For the command Validate App. */
  async validate(app: AppEntry): Promise<{ readonly errors: number; readonly warnings: number }> {
    return await this.diagnostics.validate(app);
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }
}
