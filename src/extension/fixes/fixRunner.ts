/** Does what a fix says, in the settings file of an app. Whatever is asked can be cancelled, and every edit can be undone. */

import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { type PathTools } from '../../core/ports/fileSystem.ts';
import { checkAppIdentifier } from '../../core/settings/checks/appIdentifier.ts';
import { checkAppName } from '../../core/settings/checks/appName.ts';
import { checkVersionForm } from '../../core/settings/checks/versionForm.ts';
import { type SettingsPath } from '../../core/settings/fixes/fix.ts';
import { applyFix } from '../../core/settings/fixes/fixEdits.ts';
import { type Platform } from '../../core/settings/platform.ts';
import { type OpenedApp, appOnPlatform } from '../../core/workflow/openApp.ts';
import { type CommandId } from '../manifest.ts';
import { type PasswordId } from '../secrets/passwordStore.ts';
import { textDifference } from '../workspace/textDifference.ts';
import { type EditorAction, isTextAction, type TextAction } from './editorFixes.ts';

export interface FixRunnerParts {
  readonly paths: PathTools;
  /** Asks for a password, tries it and stores it. */
  readonly askPassword: (id: PasswordId) => Promise<void>;
}

export interface FixTarget {
  /** The file the issue is shown in. */
  readonly document: vscode.Uri;
  readonly app: OpenedApp;
  readonly platform: Platform;
}

export class FixRunner {
  readonly #parts: FixRunnerParts;

  constructor(parts: FixRunnerParts) {
    this.#parts = parts;
  }

  async run(action: EditorAction, target: FixTarget): Promise<void> {
    const { app } = target;
    if (isTextAction(action)) return await this.#edit(target, action);
    switch (action.kind) {
      case 'choose': {
        const chosen = await vscode.window.showQuickPick([...action.values], { title: action.path.join('.') });
        return chosen === undefined ? undefined : await this.#set(target, action.path, chosen);
      }
      case 'ask': {
        const typed = await askValue(action, target.platform);
        return typed === undefined ? undefined : await this.#set(target, action.path, typed);
      }
      case 'browse': {
        const path = await this.#browse(action.path, app);
        return path === undefined ? undefined : await this.#set(target, action.path, path);
      }
      case 'setPassword':
        return await this.#parts.askPassword(this.#passwordId(action.purpose, app));
      case 'createKeystore':
        return await runOnApp('mobileDistribution.createKeystore', app);
      case 'createPackage':
        return await runOnApp(
          action.platform === 'android' ? 'mobileDistribution.createAndroidPackage' : 'mobileDistribution.createIosPackage',
          app,
        );
      case 'importSettings':
        return await runOnApp('mobileDistribution.setUpApp', app);
      case 'openPage':
        return void (await vscode.env.openExternal(vscode.Uri.parse(action.url, true)));
      case 'protectFile': {
        const value = appOnPlatform(app, 'android').effective.keystore?.value;
        if (value === undefined) return undefined;
        await chmod(this.#parts.paths.resolve(app.folder, value), 0o600);
        // A changed permission is no event of the file system.
        await vscode.commands.executeCommand('mobileDistribution.refreshApps');
        return undefined;
      }
      case 'removeLine': {
        const edit = new vscode.WorkspaceEdit();
        edit.delete(target.document, new vscode.Range(action.line, 0, action.line + 1, 0));
        await vscode.workspace.applyEdit(edit);
      }
    }
  }

  async #set(target: FixTarget, path: SettingsPath, value: string): Promise<void> {
    await this.#edit(target, { kind: 'set', path, value });
  }

  async #edit({ app }: FixTarget, action: TextAction): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(app.settingsPath));
    const edit = fixEdit(document, action);
    if (edit && !(await vscode.workspace.applyEdit(edit)))
      throw Failure.of('settings-not-editable', { problem: 'VS Code did not take the change' });
  }

  async #browse(path: SettingsPath, app: OpenedApp): Promise<string | undefined> {
    const isFolder = path.at(-1) === 'webDir';
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title: path.join('.'),
        openLabel: vscode.l10n.t('Choose'),
        defaultUri: vscode.Uri.file(app.folder),
        canSelectFiles: !isFolder,
        canSelectFolders: isFolder,
      })) ?? [];
    return chosen && (this.#parts.paths.relative(app.folder, chosen.fsPath) || '.');
  }

  #passwordId(purpose: PasswordId['purpose'], app: OpenedApp): PasswordId {
    const { keystore, keyAlias } = appOnPlatform(app, 'android').effective;
    const file = purpose === 'certificate' ? appOnPlatform(app, 'ios').effective.certificate : keystore;
    if (!file) throw Failure.of('no-keystore-set', { app: app.folder });
    const asset = this.#parts.paths.resolve(app.folder, file.value);
    return { purpose, asset, ...(purpose === 'key' && keyAlias && { alias: keyAlias.value }) };
  }
}

async function runOnApp(command: CommandId, app: OpenedApp): Promise<void> {
  await vscode.commands.executeCommand(command, vscode.Uri.file(app.folder));
}

/** The edit of a fix that needs no question, and that a preview can show. */
export function fixEdit(document: vscode.TextDocument, action: TextAction): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  const after = applyFix(before, action);
  if (after === before) return undefined;
  const { start, end, inserted } = textDifference(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), inserted);
  return edit;
}

async function askValue({ path, value }: Extract<EditorAction, { kind: 'ask' }>, platform: Platform): Promise<string | undefined> {
  const key = path.at(-1);
  return await vscode.window.showInputBox({
    title: path.join('.'),
    value,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const issues =
        key === 'appIdentifier'
          ? checkAppIdentifier(platform, typed)
          : key === 'version'
            ? checkVersionForm(platform, typed)
            : key === 'name'
              ? checkAppName(typed)
              : [];
      const [first] = issues;
      if (!first) return undefined;
      const severity = first.severity === 'error' ? vscode.InputBoxValidationSeverity.Error : vscode.InputBoxValidationSeverity.Warning;
      return { message: `${first.message}. ${first.remedy}.`, severity };
    },
  });
}
