/**
 * Passwords of signing assets in VS Code's SecretStorage, asked for through VS Code's own prompt. They reach neither a
 * webview nor a setting. A stored one that is gone (another machine, a new secret storage) is asked for again with the reason.
 */

import * as vscode from 'vscode';
import { Secret } from '../../core/base/secret.ts';
import { Failure } from '../../core/base/failure.ts';

/** `privateKey`: of the key of a certificate request, which waits for its certificate. */
export type PasswordPurpose = 'keystore' | 'key' | 'certificate' | 'privateKey';

export interface PasswordId {
  readonly purpose: PasswordPurpose;
  /** Absolute path of the asset the password opens. */
  readonly asset: string;
  /** For keys: the alias. */
  readonly alias?: string;
}

const prefix = 'password:';

function storageKey({ purpose, asset, alias }: PasswordId): string {
  return `${prefix}${JSON.stringify([purpose, asset, ...(alias === undefined ? [] : [alias])])}`;
}

export class PasswordStore implements vscode.Disposable {
  readonly #storage: vscode.SecretStorage;
  /** Which passwords exist, by storage key: SecretStorage cannot list them on the oldest VS Code we run on. */
  readonly #index: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.SecretStorage, index: vscode.Memento) {
    this.#storage = storage;
    this.#index = index;
  }

  async get(id: PasswordId): Promise<Secret | undefined> {
    const value = await this.#storage.get(storageKey(id));
    return value === undefined ? undefined : new Secret(value);
  }

  async has(id: PasswordId): Promise<boolean> {
    return (await this.#storage.get(storageKey(id))) !== undefined;
  }

  /** Whether a password was stored here once and the storage lost it since. */
  async isLost(id: PasswordId): Promise<boolean> {
    return this.#known().includes(storageKey(id)) && !(await this.has(id));
  }

  async set(id: PasswordId, password: Secret): Promise<void> {
    await this.#storage.store(storageKey(id), password.reveal());
    await this.#index.update('passwords', [...new Set([...this.#known(), storageKey(id)])]);
    this.#changed.fire();
  }

  async forget(id: PasswordId): Promise<void> {
    await this.#storage.delete(storageKey(id));
    await this.#index.update(
      'passwords',
      this.#known().filter((key) => key !== storageKey(id)),
    );
    this.#changed.fire();
  }

  /** Forgets all of them and says how many there were. */
  async forgetAll(): Promise<number> {
    const keys = this.#known();
    for (const key of keys) await this.#storage.delete(key);
    await this.#index.update('passwords', []);
    this.#changed.fire();
    return keys.length;
  }

  /** Asks for a password. Empty ones are allowed: there are keystores without. Escape cancels the whole operation. */
  async ask(id: PasswordId, reason?: string): Promise<Secret> {
    const lost = vscode.l10n.t('The stored password is no longer there: VS Code’s secret storage has lost it.');
    const why = reason ?? ((await this.isLost(id)) ? lost : undefined);
    // A whole path is longer than the box.
    const asset = vscode.workspace.asRelativePath(id.asset);
    const value = await vscode.window.showInputBox({
      title: titleOf(id),
      prompt: why ?? asset,
      // What it is about stays to be seen.
      ...(why !== undefined && { placeHolder: asset }),
      password: true,
      ignoreFocusOut: true,
    });
    if (value === undefined) throw Failure.of('cancelled', {});
    return new Secret(value);
  }

  #known(): readonly string[] {
    return this.#index.get<readonly string[]>('passwords', []);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function titleOf({ purpose, alias }: PasswordId): string {
  switch (purpose) {
    case 'keystore':
      return vscode.l10n.t('Password of the keystore');
    case 'key':
      return alias === undefined ? vscode.l10n.t('Password of the key') : vscode.l10n.t('Password of the key “{0}”', alias);
    case 'certificate':
      return vscode.l10n.t('Password of the certificate');
    case 'privateKey':
      return vscode.l10n.t('Password of the private key');
  }
}
