/** Everything that a settings file gets in the text editor, in one place: problems, quick fixes, hovers, links, lenses, completions. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { type WorkflowWorld } from '../../core/workflow/workflowWorld.ts';
import { type AppEntry } from '../apps/appEntry.ts';
import { type AppIndex } from '../apps/appIndex.ts';
import { type AssetStates } from '../assets/assetStates.ts';
import { type CommandRegistry } from '../commands/commandRegistry.ts';
import { FixRunner } from '../fixes/fixRunner.ts';
import { type Log } from '../log.ts';
import { type PackageRuns } from '../runs/packageRuns.ts';
import { type PasswordId, type PasswordStore } from '../secrets/passwordStore.ts';
import { storedPasswords } from '../secrets/storedPasswords.ts';
import { unsavedText } from '../workspace/unsavedText.ts';
import { AppChecker } from './appChecker.ts';
import { AppDiagnostics } from './appDiagnostics.ts';
import { explainCommand } from './issueDiagnostic.ts';
import { IssuePages } from './issuePage.ts';
import { SettingsCompletions } from './settingsCompletions.ts';
import { fixCommand, SettingsFixes } from './settingsFixes.ts';
import { SettingsHovers } from './settingsHovers.ts';
import { SettingsLenses } from './settingsLenses.ts';
import { SettingsLinks } from './settingsLinks.ts';

export interface LanguageFeaturesParts {
  readonly registry: CommandRegistry;
  readonly index: AppIndex;
  readonly runs: PackageRuns;
  readonly passwords: PasswordStore;
  readonly assets: AssetStates;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly log: Log;
  /** Loads the workflow when it is first needed: it is much code. */
  readonly loadWorld: () => Promise<WorkflowWorld>;
}

const settingsFiles: vscode.DocumentSelector = [
  { scheme: 'file', pattern: '**/mobile-distribution.json', language: 'jsonc' },
  { scheme: 'file', pattern: '**/mobile-distribution.json', language: 'json' },
];
const ledgerFiles: vscode.DocumentSelector = { scheme: 'file', pattern: '**/.mobile-distribution/packages.jsonl' };

export class LanguageFeatures implements vscode.Disposable {
  readonly checker: AppChecker;
  readonly diagnostics: AppDiagnostics;
  readonly #parts: LanguageFeaturesParts;
  readonly #disposables: vscode.Disposable[] = [];

  constructor(parts: LanguageFeaturesParts) {
    this.#parts = parts;
    const { index, runs, passwords, log, loadWorld } = parts;
    this.checker = new AppChecker({ loadWorld, unsaved: unsavedText, passwords: storedPasswords(passwords) });
    this.diagnostics = new AppDiagnostics({ index, runs, passwords, log, checker: this.checker });
  }

  start(): void {
    const { registry, index, runs, passwords, assets, files, paths } = this.#parts;
    const { checker, diagnostics } = this;
    const pages = new IssuePages();
    const lenses = new SettingsLenses({ index, runs });
    const askPassword = async (id: PasswordId): Promise<void> => {
      const { PasswordAsker } = await import('../secrets/passwordAsker.ts');
      await new PasswordAsker(files, passwords).askAndStore(id);
    };
    const fixes = new SettingsFixes({ checker, diagnostics, runner: new FixRunner({ paths, askPassword }) });
    const { languages } = vscode;
    this.#disposables.push(
      diagnostics,
      pages,
      lenses,
      languages.registerCodeActionsProvider(settingsFiles, fixes, SettingsFixes.metadata),
      languages.registerCodeActionsProvider(ledgerFiles, fixes, SettingsFixes.metadata),
      languages.registerHoverProvider(settingsFiles, new SettingsHovers({ checker, assets, files, paths })),
      languages.registerDocumentLinkProvider(settingsFiles, new SettingsLinks(files, paths)),
      languages.registerCodeLensProvider(settingsFiles, lenses),
      languages.registerCompletionItemProvider(settingsFiles, new SettingsCompletions({ checker, assets, files, paths }), '"', ':', ' '),
    );
    registry.registerInternal(explainCommand, async (code) => await pages.open(code));
    registry.registerInternal(fixCommand, async (request) => await fixes.apply(request));
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
