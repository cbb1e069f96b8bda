/** Completions of values that the schema cannot know: files that are there, aliases, the next version code, engine versions. */

import * as vscode from 'vscode';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { type AppValidation } from '../../../core/workflow/validateApp.ts';
import { type CheckWorld } from '../../../core/workflow/workflowWorld.ts';
import { type AssetStates } from '../../signing/assets/assetStates.ts';
import { type AppChecker, type CheckedApp } from '../../app/checks/appChecker.ts';
import { cursorPlace, platformOf } from './settingsCursor.ts';
import { settingsValues, type SettingsValue } from './settingsValues.ts';
import { writtenAt } from './writtenAt.ts';

export interface SettingsCompletionsParts {
  readonly checker: AppChecker;
  readonly assets: AssetStates;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly loadWorld: () => Promise<CheckWorld>;
}

export class SettingsCompletions implements vscode.CompletionItemProvider {
  readonly #parts: SettingsCompletionsParts;

  constructor(parts: SettingsCompletionsParts) {
    this.#parts = parts;
  }

  async provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
    const text = document.getText();
    const offset = document.offsetAt(position);
    const { path, isKey } = cursorPlace(text, offset);
    const checked = this.#parts.checker.last(this.#parts.paths.dirname(document.uri.fsPath));
    if (isKey || !checked) return [];
    const platform = platformOf(path);
    const validation = platform ? checked.platforms.get(platform) : [...checked.platforms.values()][0];
    const other = platform && checked.platforms.get(platform === 'ios' ? 'android' : 'ios');
    const values = settingsValues({
      path,
      validation,
      otherIdentifier: other?.effective.appIdentifier?.value,
      near: checked.near,
      aliases: path.at(-1) === 'keyAlias' ? await this.#aliases(text, checked) : [],
      engineVersions: path.at(-1) === 'engineVersion' ? await this.#engineVersions(validation) : [],
      icons: path.join('.') === 'web.icon' ? await this.#icons(checked) : [],
    });
    const range = valueRange(document, position);
    return values.map((value, index) => item(value, range, index));
  }

  async #aliases(text: string, { app }: CheckedApp): Promise<readonly string[]> {
    const keystore = writtenAt(text, ['android', 'keystore']);
    if (typeof keystore !== 'string') return [];
    const state = await this.#parts.assets.of(this.#parts.paths.resolve(app.folder, keystore), { asset: 'keystore' });
    return state.kind === 'open' ? state.aliases : [];
  }

  async #engineVersions(validation: AppValidation | undefined): Promise<readonly string[]> {
    if (!validation?.engine) return [];
    return await (await this.#parts.loadWorld()).machine.versionsOf(validation.engine);
  }

  async #icons({ app }: CheckedApp): Promise<readonly string[]> {
    const names = await this.#parts.files.readDirectory(app.folder);
    return names.filter(({ name, kind }) => kind === 'file' && /\.png$/i.test(name)).map(({ name }) => name);
  }
}

/** The whole value the cursor is in or behind, quotes included, so that a completion replaces it. */
function valueRange(document: vscode.TextDocument, position: vscode.Position): vscode.Range {
  const line = document.lineAt(position.line).text;
  const value = /"(?:[^"\\]|\\.)*"?|[\w.+-]+/g;
  for (const match of line.matchAll(value)) {
    const end = match.index + match[0].length;
    if (match.index <= position.character && position.character <= end)
      return new vscode.Range(position.line, match.index, position.line, end);
  }
  return new vscode.Range(position, position);
}

function item({ value, why, isPreferred }: SettingsValue, range: vscode.Range, index: number): vscode.CompletionItem {
  const json = JSON.stringify(value);
  const completion = new vscode.CompletionItem(json, why === 'found' ? vscode.CompletionItemKind.File : vscode.CompletionItemKind.Value);
  completion.insertText = json;
  completion.filterText = json;
  completion.range = range;
  // Before what the schema proposes.
  completion.sortText = `\u0001${String(index).padStart(3, '0')}`;
  completion.detail = whyText(why);
  if (isPreferred) completion.preselect = true;
  return completion;
}

function whyText(why: SettingsValue['why']): string {
  switch (why) {
    case 'proposed':
      return vscode.l10n.t('proposed');
    case 'lastPackage':
      return vscode.l10n.t('same as the last package');
    case 'nextCode':
      return vscode.l10n.t('the lowest allowed');
    case 'engineVersion':
      return vscode.l10n.t('available here');
    case 'found':
      return vscode.l10n.t('found in the app’s folder');
    case 'alias':
      return vscode.l10n.t('in the keystore');
    case 'identity':
      return vscode.l10n.t('in the certificate’s file');
    case 'otherPlatform':
      return vscode.l10n.t('same as the other platform');
  }
}
