/** The notification after a .p12 was created from a certificate and its key, with the next steps. */

import * as vscode from 'vscode';
import { type Secret } from '../../../core/base/secret.ts';
import { type PasswordStore } from './passwordStore.ts';

export interface FinishedCertificate {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly password: Secret;
  /** The key's own file, which is no longer needed. */
  readonly keyPath: string;
}

/** Ends when someone has chosen, which may be never. */
export async function tellOfCertificate({ name, path, password, keyPath }: FinishedCertificate, passwords: PasswordStore): Promise<void> {
  const copy = vscode.l10n.t('Copy Password');
  const remove = vscode.l10n.t('Delete Key File');
  const reveal = vscode.l10n.t('Reveal');
  const message = vscode.l10n.t(
    '“{0}” was saved to {1}, and its password to secret storage. It contains the private key, so you can delete {2}.',
    name,
    vscode.workspace.asRelativePath(path),
    vscode.workspace.asRelativePath(keyPath),
  );
  const chosen = await vscode.window.showInformationMessage(message, copy, remove, reveal);
  if (chosen === copy) await vscode.env.clipboard.writeText(password.reveal());
  if (chosen === reveal) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  if (chosen === remove) {
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(vscode.Uri.file(keyPath), { ignoreIfNotExists: true });
    if (await vscode.workspace.applyEdit(edit)) await passwords.forget({ purpose: 'privateKey', asset: keyPath });
  }
}
