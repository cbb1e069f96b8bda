/** The words of hovers, in the language of the window. */

import * as vscode from 'vscode';
import { platformNames } from '../../../core/settings/platform.ts';
import { choiceText, fieldText } from '../../shared/errors/tableText.ts';
import { originText } from '../../app/originText.ts';
import { type HoverWords } from './settingsHover.ts';

export function hoverWords(): HoverWords {
  return {
    platforms: platformNames,
    field: (field) => fieldText(field).label,
    choice: choiceText,
    origin: originText,
    effective: vscode.l10n.t('Value'),
    from: vscode.l10n.t('Origin'),
    noPackage: vscode.l10n.t('No package with this identifier has been created yet.'),
    lastPackage: (name, version, code, when) => vscode.l10n.t('Last package: {0} {1} ({2}), {3}.', name, version, code, when),
    identifierForever: vscode.l10n.t('A different identifier means a different app; devices install it alongside this one.'),
    versionRange: (version) => vscode.l10n.t('Allowed: {0} or higher.', version),
    codeRange: (lowest, highest) => vscode.l10n.t('Allowed: {0} to {1}.', lowest, highest),
    automaticCode: (next) => vscode.l10n.t('Omit this key to increment automatically; the next one is {0}.', next),
    engineVersions: (engine, version) => vscode.l10n.t('Engine {0}, version {1}.', engine, version),
    missingFile: (path) => vscode.l10n.t('{0} does not exist.', path),
    file: (path, size) => `${path} · ${size}`,
  };
}
