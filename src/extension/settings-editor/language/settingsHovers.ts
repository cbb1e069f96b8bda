/** Hovers on a settings file: what counts, where it came from, what the last package had, and what state a file is in. */

import * as vscode from 'vscode';
import { formatByteSize } from '../../../core/base/byteSize.ts';
import { type FileSystem, type PathTools } from '../../../core/ports/fileSystem.ts';
import { inspectSettings } from '../../../core/settings/inspectSettings.ts';
import { fieldAt } from '../../../core/settings/settingsField.ts';
import { settingsModel } from '../../../core/settings/settingsModel.ts';
import { type AssetState, type AssetUsage } from '../../signing/assets/assetState.ts';
import { type AssetStates } from '../../signing/assets/assetStates.ts';
import { expiryText } from '../../signing/assets/expiry.ts';
import { relativeTime } from '../../shared/relativeTime.ts';
import { type AppChecker } from '../../app/checks/appChecker.ts';
import { hoverWords } from './hoverWords.ts';
import { editorRange } from './issueDiagnostic.ts';
import { settingsPlaceAt } from './settingsCursor.ts';
import { code } from '../../shared/markdownText.ts';
import { settingsHover } from './settingsHover.ts';
import { writtenAt } from './writtenAt.ts';

export interface SettingsHoversParts {
  readonly checker: AppChecker;
  readonly assets: AssetStates;
  readonly files: FileSystem;
  readonly paths: PathTools;
}

export class SettingsHovers implements vscode.HoverProvider {
  readonly #parts: SettingsHoversParts;
  readonly #words = hoverWords();

  constructor(parts: SettingsHoversParts) {
    this.#parts = parts;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const text = document.getText();
    const place = settingsPlaceAt(inspectSettings(text), { line: position.line, column: position.character });
    if (!place) return undefined;
    const folder = this.#parts.paths.dirname(document.uri.fsPath);
    const checked = this.#parts.checker.last(folder);
    const lines = [
      ...(checked
        ? settingsHover({
            path: place.path,
            platforms: checked.platforms,
            words: this.#words,
            when: (iso) => relativeTime(new Date(iso), new Date()),
          })
        : []),
      ...(await this.#fileLines(text, place.path, folder)),
    ];
    if (lines.length === 0) return undefined;
    return new vscode.Hover(new vscode.MarkdownString(lines.join('\n\n')), editorRange(place.range));
  }

  async #fileLines(text: string, path: readonly string[], folder: string): Promise<readonly string[]> {
    const field = fieldAt(settingsModel, path);
    const value = writtenAt(text, path);
    if (field?.type !== 'string' || (field.holds !== 'file' && field.holds !== 'folder') || typeof value !== 'string') return [];
    const absolute = this.#parts.paths.resolve(folder, value);
    const stat = await this.#parts.files.stat(absolute).catch(() => 'unknown' as const);
    if (stat === 'unknown') return [code(absolute)];
    if (!stat || stat.kind === 'other') return [this.#words.missingFile(code(absolute))];
    const shown = stat.kind === 'file' ? this.#words.file(code(absolute), formatByteSize(stat.sizeBytes)) : code(absolute);
    const usage = usageOf(path.at(-1), text);
    return [shown, ...(usage ? stateLines(await this.#parts.assets.of(absolute, usage)) : [])];
  }
}

function usageOf(key: string | undefined, text: string): AssetUsage | undefined {
  switch (key) {
    case 'keystore': {
      const alias = writtenAt(text, ['android', 'keyAlias']);
      return { asset: 'keystore', ...(typeof alias === 'string' && { alias }) };
    }
    case 'certificate':
      return { asset: 'certificate' };
    case 'provisioningProfile':
      return { asset: 'profile' };
    default:
      return undefined;
  }
}

function stateLines(state: AssetState): readonly string[] {
  switch (state.kind) {
    case 'locked':
      return [vscode.l10n.t('Locked; no password is stored for it on this machine.'), ...validityLines(state.validUntil)];
    case 'unreadable':
      return [state.reason];
    case 'open':
      return [
        ...(state.isProtected ? [vscode.l10n.t('Opens with the stored password.')] : []),
        ...(state.aliases.length > 0 ? [vscode.l10n.t('Aliases: {0}.', state.aliases.map(code).join(', '))] : []),
        ...validityLines(state.validUntil),
      ];
    case 'notSet':
    case 'missing':
      return [];
  }
}

function validityLines(validUntil: Date | undefined): readonly string[] {
  return validUntil ? [expiryText(validUntil, new Date())] : [];
}
