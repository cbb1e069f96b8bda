/**
 * Passwords of signing assets in VS Code's SecretStorage, asked for through VS Code's own prompt. They reach neither a
 * webview nor a setting. A stored one that is gone (another machine, a new secret storage) is asked for again with the reason.
 *
 * A password belongs to its asset and to the workspaces it may be used in: another workspace that names the asset gets it
 * after a question, asked once, since its settings may be someone else's. In Restricted Mode none is used.
 */

import * as vscode from 'vscode';
import { Secret } from '../../../core/base/secret.ts';
import { Failure } from '../../../core/base/failure.ts';
import { withToken } from '../cancellation.ts';

/** `privateKey`: of the key of a certificate request, which waits for its certificate. */
export type PasswordPurpose = 'keystore' | 'key' | 'certificate' | 'privateKey';

export interface PasswordId {
  readonly purpose: PasswordPurpose;
  /** Absolute path of the asset the password opens. */
  readonly asset: string;
  /** For keys: the alias. */
  readonly alias?: string;
}

/** What is asked of the workspace. */
export interface PasswordWorkspace {
  readonly isTrusted: () => boolean;
  /** Another value for another workspace. */
  readonly id: () => string;
}

const prefix = 'password:';
const knownKey = 'passwords';
const workspacesKey = 'passwordWorkspaces';

function storageKey({ purpose, asset, alias }: PasswordId): string {
  return `${prefix}${JSON.stringify([purpose, asset, ...(alias === undefined ? [] : [alias])])}`;
}

export class PasswordStore implements vscode.Disposable {
  readonly #storage: vscode.SecretStorage;
  /** Which passwords exist, by storage key: SecretStorage cannot list them on the oldest VS Code we run on. */
  readonly #index: vscode.Memento;
  readonly #workspace: PasswordWorkspace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.SecretStorage, index: vscode.Memento, workspace: PasswordWorkspace) {
    this.#storage = storage;
    this.#index = index;
    this.#workspace = workspace;
  }

  /** The stored password, if this workspace may use it. Never prompts. */
  async get(id: PasswordId): Promise<Secret | undefined> {
    return this.#isAllowed(id) ? await this.#read(id) : undefined;
  }

  /** The stored password; asks whether this workspace may use it where that is not known. Escape cancels the whole operation. */
  async obtain(id: PasswordId): Promise<Secret | undefined> {
    const stored = this.#workspace.isTrusted() ? await this.#read(id) : undefined;
    if (!stored || this.#isAllowed(id)) return stored;
    const use = vscode.l10n.t('Use Stored Password');
    const type = vscode.l10n.t('Enter Password');
    const asset = vscode.workspace.asRelativePath(id.asset);
    const message = vscode.l10n.t('Use the stored password of {0} in this workspace?', asset);
    const detail = vscode.l10n.t(
      'It was stored in another workspace. If you continue, this workspace can sign packages with {0}.',
      id.asset,
    );
    const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, use, type);
    if (chosen === undefined) throw Failure.of('cancelled', {});
    if (chosen !== use) return undefined;
    await this.#allow(id);
    this.#changed.fire();
    return stored;
  }

  /** Whether a password is stored that this workspace may use. */
  async has(id: PasswordId): Promise<boolean> {
    return (await this.get(id)) !== undefined;
  }

  /** Whether a password was stored here once and the storage lost it since. */
  async isLost(id: PasswordId): Promise<boolean> {
    return this.#known().includes(storageKey(id)) && (await this.#read(id)) === undefined;
  }

  async set(id: PasswordId, password: Secret): Promise<void> {
    const key = storageKey(id);
    await this.#storage.store(key, password.reveal());
    await this.#index.update(knownKey, [...new Set([...this.#known(), key])]);
    await this.#allow(id);
    this.#changed.fire();
  }

  async forget(id: PasswordId): Promise<void> {
    const key = storageKey(id);
    await this.#storage.delete(key);
    await this.#index.update(
      knownKey,
      this.#known().filter((known) => known !== key),
    );
    this.#changed.fire();
  }

  /** Forgets all of them and says how many there were. */
  async forgetAll(): Promise<number> {
    const keys = this.#known();
    for (const key of keys) await this.#storage.delete(key);
    await this.#index.update(knownKey, []);
    await this.#index.update(workspacesKey, {});
    this.#changed.fire();
    return keys.length;
  }

  /**
   * Asks for a password. Empty ones are allowed: there are keystores without. Escape cancels the whole operation. The question goes away when
   * the operation is cancelled elsewhere.
   */
  async ask(id: PasswordId, reason?: string, signal?: AbortSignal): Promise<Secret> {
    const lost = vscode.l10n.t('The stored password is no longer in VS Code’s secret storage.');
    const why = reason ?? ((await this.isLost(id)) ? lost : undefined);
    // A whole path is longer than the box.
    const asset = vscode.workspace.asRelativePath(id.asset);
    const options: vscode.InputBoxOptions = {
      title: titleOf(id),
      prompt: why ?? asset,
      // What it is about stays visible.
      ...(why !== undefined && { placeHolder: asset }),
      password: true,
      ignoreFocusOut: true,
    };
    const value = await withToken(signal, async (token) => await vscode.window.showInputBox(options, token));
    if (value === undefined) throw Failure.of('cancelled', {});
    return new Secret(value);
  }

  async #read(id: PasswordId): Promise<Secret | undefined> {
    const value = await this.#storage.get(storageKey(id));
    return value === undefined ? undefined : new Secret(value);
  }

  #isAllowed(id: PasswordId): boolean {
    return this.#workspace.isTrusted() && (this.#workspaces()[id.asset] ?? []).includes(this.#workspace.id());
  }

  async #allow({ asset }: PasswordId): Promise<void> {
    const all = this.#workspaces();
    await this.#index.update(workspacesKey, { ...all, [asset]: [...new Set([...(all[asset] ?? []), this.#workspace.id()])] });
  }

  #known(): readonly string[] {
    return this.#index.get<readonly string[]>(knownKey, []);
  }

  /** By asset, the workspaces in which its passwords may be used. */
  #workspaces(): Readonly<Record<string, readonly string[]>> {
    return this.#index.get<Readonly<Record<string, readonly string[]>>>(workspacesKey, {});
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function titleOf({ purpose, alias }: PasswordId): string {
  switch (purpose) {
    case 'keystore':
      return vscode.l10n.t('Keystore password');
    case 'key':
      return alias === undefined ? vscode.l10n.t('Key password') : vscode.l10n.t('Password for key “{0}”', alias);
    case 'certificate':
      return vscode.l10n.t('Certificate password');
    case 'privateKey':
      return vscode.l10n.t('Private key password');
  }
}
