/** Does what a fix says, in the settings file of an app. Whatever is asked can be cancelled, and every edit can be undone. */

import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { openWebPage } from '../../shared/openWebPage.ts';
import { Failure } from '../../../core/base/failure.ts';
import { type PathTools } from '../../../core/ports/fileSystem.ts';
import { checkAppIdentifier } from '../../../core/settings/checks/appIdentifier.ts';
import { checkAppName } from '../../../core/settings/checks/appName.ts';
import { checkVersionForm } from '../../../core/settings/checks/versionForm.ts';
import { applyFix, type TextFix } from '../../../core/settings/fixes/fixEdits.ts';
import { type Platform } from '../../../core/settings/platform.ts';
import { type OpenedApp, appOnPlatform } from '../../../core/workflow/openApp.ts';
import { type SigningWorld } from '../../../core/workflow/workflowWorld.ts';
import { describeIssue } from '../../shared/errors/errorText.ts';
import { type CommandId } from '../../shared/manifest.ts';
import { type PasswordId, type PasswordStore } from '../../shared/passwords/passwordStore.ts';
import { replaceText, textEdit } from '../../shared/workspace/editText.ts';
import { type FixAction, type SettingsPath } from '../../../core/settings/fixes/fix.ts';
import { isTextAction } from './editorFixes.ts';

export interface FixRunnerParts {
  readonly paths: PathTools;
  readonly passwords: PasswordStore;
  /** Loads the workflow when it is first needed: it is much code. */
  readonly loadWorld: () => Promise<SigningWorld>;
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

  async run(action: FixAction, target: FixTarget): Promise<void> {
    const { app } = target;
    if (isTextAction(action)) return await this.#edit(target, action);
    switch (action.kind) {
      case 'choose': {
        const chosen = await vscode.window.showQuickPick([...action.values], { title: action.path.join('.'), ignoreFocusOut: true });
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
      case 'chooseProfile': {
        const [{ chooseProfile }, { storedPasswords }] = await Promise.all([
          import('./chooseProfile.ts'),
          import('../../shared/passwords/storedPasswords.ts'),
        ]);
        const path = await chooseProfile(await this.#parts.loadWorld(), app, storedPasswords(this.#parts.passwords));
        return path === undefined ? undefined : await this.#set(target, action.path, path);
      }
      case 'compatibleCopy':
        return await this.#makeCompatibleCopy(app);
      case 'requestCertificate':
        return await runOnApp('mobileDistribution.requestCertificate', app);
      case 'combineCertificate':
        return await runOnApp('mobileDistribution.combineCertificate', app);
      case 'untrackFile': {
        const { untrackFile } = await import('./untrackFile.ts');
        const path = 'file' in action ? this.#parts.paths.resolve(app.folder, action.file) : this.#keyFileOf(app, action.path);
        return path === undefined ? undefined : await recheck(untrackFile(await this.#parts.loadWorld(), path));
      }
      case 'ignoreFile': {
        const { ignoreFile } = await import('./untrackFile.ts');
        return await recheck(ignoreFile(await this.#parts.loadWorld(), this.#parts.paths.resolve(app.folder, action.file)));
      }
      case 'connectStore': {
        const keyFile = this.#parts.paths.resolve(app.folder, action.file);
        await vscode.commands.executeCommand('mobileDistribution.connectStore' satisfies CommandId, { keyFile });
        return;
      }
      case 'moveSecret': {
        const { moveSecret } = await import('./moveSecret.ts');
        return await recheck(moveSecret(await this.#parts.loadWorld(), this.#parts.passwords, app, action));
      }
      case 'createKeystore':
        return await runOnApp('mobileDistribution.createKeystore', app);
      case 'createPackage':
        return await runOnApp(
          action.platform === 'android' ? 'mobileDistribution.createAndroidPackage' : 'mobileDistribution.createIosPackage',
          app,
        );
      case 'runBuild':
        return await runOnApp('mobileDistribution.buildAndCreatePackage', app);
      case 'evaluateProject':
        return await runOnApp('mobileDistribution.evaluateProject', app);
      case 'importSettings':
        return await runOnApp(app.hasSettings ? 'mobileDistribution.importSettings' : 'mobileDistribution.setUpApp', app);
      case 'allowFile': {
        const { allowPackedFile } = await import('./allowPackedFile.ts');
        return await allowPackedFile(app, action);
      }
      case 'openPage':
        return await openWebPage(action.url);
      case 'protectFile': {
        const path = this.#keyFileOf(app, action.path);
        return path === undefined ? undefined : await recheck(chmod(path, 0o600));
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

  async #edit({ app }: FixTarget, action: TextFix): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(app.settingsPath));
    await replaceText(document, applyFix(document.getText(), action));
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

  #keyFileOf(app: OpenedApp, [platform]: SettingsPath): string | undefined {
    const isIos = platform === 'ios';
    const { certificate, keystore } = appOnPlatform(app, isIos ? 'ios' : 'android').effective;
    const value = (isIos ? certificate : keystore)?.value;
    return value === undefined ? undefined : this.#parts.paths.resolve(app.folder, value);
  }

  async #makeCompatibleCopy(app: OpenedApp): Promise<void> {
    const { certificate } = appOnPlatform(app, 'ios').effective;
    const argument = vscode.Uri.file(certificate ? this.#parts.paths.resolve(app.folder, certificate.value) : app.folder);
    await vscode.commands.executeCommand('mobileDistribution.makeCompatibleCopy' satisfies CommandId, argument);
  }

  #passwordId(purpose: PasswordId['purpose'], app: OpenedApp): PasswordId {
    const { keystore, keyAlias } = appOnPlatform(app, 'android').effective;
    const file = purpose === 'certificate' ? appOnPlatform(app, 'ios').effective.certificate : keystore;
    if (!file) throw Failure.of('no-keystore-set', { app: app.folder });
    const asset = this.#parts.paths.resolve(app.folder, file.value);
    return { purpose, asset, ...(purpose === 'key' && keyAlias && { alias: keyAlias.value }) };
  }
}

/** Neither a changed permission nor a changed index of git is an event of the file system. */
async function recheck(work: Promise<void>): Promise<void> {
  await work;
  await vscode.commands.executeCommand('mobileDistribution.refreshApps' satisfies CommandId);
}

async function runOnApp(command: CommandId, app: OpenedApp): Promise<void> {
  await vscode.commands.executeCommand(command, vscode.Uri.file(app.folder));
}

/** The edit of a fix that needs no question, and that a preview can show. */
export function fixEdit(document: vscode.TextDocument, action: TextFix): vscode.WorkspaceEdit | undefined {
  return textEdit(document, applyFix(document.getText(), action));
}

async function askValue({ path, value }: Extract<FixAction, { kind: 'ask' }>, platform: Platform): Promise<string | undefined> {
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
      return { message: describeIssue(first), severity };
    },
  });
}
