/** Create Keystore…, Set Password…, Forget Passwords. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Failure } from '../../core/base/failure.ts';
import { Secret } from '../../core/base/secret.ts';
import { fromUtf8, toBase64, utf8 } from '../../core/base/bytes.ts';
import { type FileSystem, type PathTools } from '../../core/ports/fileSystem.ts';
import { type SettingsChange } from '../../core/settings/editSettings.ts';
import { nameOf, onPlatform, type AppEntry } from '../apps/appEntry.ts';
import { type PasswordStore } from '../secrets/passwordStore.ts';
import { isAppsNode } from '../views/appsNode.ts';
import { type AppAsker } from './askForApp.ts';
import { type CommandRegistry } from './commandRegistry.ts';

export interface KeystoreParts {
  readonly asker: AppAsker;
  readonly files: FileSystem;
  readonly paths: PathTools;
  readonly passwords: PasswordStore;
}

const alias = 'upload';

export function registerKeystoreCommands(registry: CommandRegistry, parts: KeystoreParts): void {
  registry.register('mobileDistribution.createKeystore', async (argument) => await createKeystore(parts, argument));
  registry.register('mobileDistribution.setPassword', async (argument) => await setPassword(parts, argument));
  registry.register('mobileDistribution.forgetPasswords', async () => {
    const forget = vscode.l10n.t('Forget');
    const question = vscode.l10n.t('Forget all passwords that Mobile Distribution stored on this machine?');
    const detail = vscode.l10n.t('The keystores stay as they are. You will be asked for their passwords again.');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, forget)) !== forget) return;
    const count = await parts.passwords.forgetAll();
    const told = count === 1 ? vscode.l10n.t('One password was forgotten.') : vscode.l10n.t('{0} passwords were forgotten.', count);
    void vscode.window.showInformationMessage(told);
  });
}

/** Asks for name and place, makes key and keystore, stores the password, and writes both into the settings of the app. */
async function createKeystore({ asker, files, paths, passwords }: KeystoreParts, argument: unknown): Promise<void> {
  const { app } = await asker.app(argument, ({ opened }) => opened.hasSettings);
  const commonName = await vscode.window.showInputBox({
    title: vscode.l10n.t('Create Keystore (1/2): Name'),
    prompt: vscode.l10n.t('Your name or company, as it will stand in the certificate'),
    value: nameOf(app),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A name is needed') : undefined),
  });
  if (commonName === undefined) throw Failure.of('cancelled', {});
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Create Keystore (2/2): File'),
    defaultUri: vscode.Uri.file(paths.join(app.folder, 'signing', 'upload.p12')),
    filters: { PKCS12: ['p12'] },
    saveLabel: vscode.l10n.t('Create Keystore'),
  });
  if (!target) throw Failure.of('cancelled', {});
  if (await files.stat(target.fsPath)) throw Failure.of('file-exists', { path: target.fsPath });
  const password = new Secret(toBase64(new Uint8Array(randomBytes(24))).replace(/[+/=]/g, '-'));
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating the keystore…') },
    async () => {
      // Key generation takes a while and is not needed before: the module is loaded now.
      const { createKeystore: create } = await import('../../core/assets/keystore/createKeystore.ts');
      const [{ systemClock }, { systemRandom }] = await Promise.all([
        import('../../node/systemClock.ts'),
        import('../../node/systemRandom.ts'),
      ]);
      const bytes = await create({
        alias,
        subject: [{ type: 'CN', value: commonName.trim() }],
        password,
        clock: systemClock,
        random: systemRandom,
      });
      await files.writeFile(target.fsPath, bytes, { mode: 0o600 });
    },
  );
  await passwords.set({ purpose: 'keystore', asset: target.fsPath }, password);
  await useKeystore({ files, paths }, app, target.fsPath);
  const reveal = vscode.l10n.t('Reveal');
  const told = vscode.l10n.t(
    'The keystore is made, and its password is in this machine’s keyring. Keep a copy of both in a safe place: without them no update of the app can be published.',
  );
  const copy = vscode.l10n.t('Copy Password');
  const chosen = await vscode.window.showInformationMessage(told, reveal, copy);
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', target);
  if (chosen === copy) await vscode.env.clipboard.writeText(password.reveal());
}

async function useKeystore({ files, paths }: Pick<KeystoreParts, 'files' | 'paths'>, app: AppEntry, keystore: string): Promise<void> {
  const { editSettings } = await import('../../core/settings/editSettings.ts');
  const { settingsPath } = app.opened;
  const relative = paths.relative(app.folder, keystore);
  const changes: readonly SettingsChange[] = [
    { path: ['android', 'keystore'], value: relative.startsWith('../../') ? keystore : relative },
    { path: ['android', 'keyAlias'], value: alias },
  ];
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === settingsPath);
  if (!open) {
    await files.writeFile(settingsPath, utf8(editSettings(fromUtf8(await files.readFile(settingsPath)), changes)));
    return;
  }
  // The person has the file open, perhaps with changes of their own: the edit is theirs to undo.
  const edit = new vscode.WorkspaceEdit();
  const text = open.getText();
  edit.replace(open.uri, new vscode.Range(open.positionAt(0), open.positionAt(text.length)), editSettings(text, changes));
  await vscode.workspace.applyEdit(edit);
  await open.save();
}

async function setPassword({ asker, files, paths, passwords }: KeystoreParts, argument: unknown): Promise<void> {
  const path = await keystorePath({ asker, paths }, argument);
  const { PasswordAsker } = await import('../secrets/passwordAsker.ts');
  const isCertificate = isAppsNode(argument) && argument.kind === 'asset' && argument.asset === 'certificate';
  await new PasswordAsker(files, passwords).askAndStore({ purpose: isCertificate ? 'certificate' : 'keystore', asset: path });
}

async function keystorePath({ asker, paths }: Pick<KeystoreParts, 'asker' | 'paths'>, argument: unknown): Promise<string> {
  if (isAppsNode(argument) && argument.kind === 'asset' && argument.path !== undefined) return argument.path;
  if (argument instanceof vscode.Uri && /\.(p12|pfx|jks|keystore)$/i.test(argument.path)) return argument.fsPath;
  const { app } = await asker.app(argument, ({ opened }) => opened.inspected.settings.android?.keystore !== undefined);
  const keystore = onPlatform(app, 'android').effective.keystore?.value;
  if (keystore === undefined) throw Failure.of('no-keystore-set', { app: nameOf(app) });
  return paths.resolve(app.folder, keystore);
}
