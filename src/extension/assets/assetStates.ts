/**
 * The state of a signing asset as the tree shows it: there or not, locked or open, valid until when. Read with the stored
 * password when there is one, and kept until the file or the passwords change.
 */

import type * as vscode from 'vscode';
import { type FileSystem } from '../../core/ports/fileSystem.ts';
import { type PasswordStore } from '../secrets/passwordStore.ts';

export type AssetState =
  | { readonly kind: 'notSet' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** There is no stored password, so nothing is known of what is inside. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'open'; readonly validUntil?: Date; readonly aliases: readonly string[] }
  /** No engine of this version reads such a file yet. */
  | { readonly kind: 'present' };

export class AssetStates implements vscode.Disposable {
  readonly #files: FileSystem;
  readonly #passwords: PasswordStore;
  readonly #known = new Map<string, Promise<AssetState>>();
  readonly #listening: vscode.Disposable;

  constructor(files: FileSystem, passwords: PasswordStore) {
    this.#files = files;
    this.#passwords = passwords;
    this.#listening = passwords.onDidChange(() => this.#known.clear());
  }

  /** The state of a keystore. `alias` chooses the key whose certificate counts; the first one otherwise. */
  async keystore(path: string | undefined, alias?: string): Promise<AssetState> {
    if (path === undefined) return { kind: 'notSet' };
    const stat = await this.#files.stat(path).catch(() => undefined);
    if (stat?.kind !== 'file') return { kind: 'missing' };
    const key = JSON.stringify([path, alias, stat.modifiedAt.getTime(), stat.sizeBytes]);
    const known = this.#known.get(key) ?? this.#openKeystore(path, alias);
    this.#known.set(key, known);
    return await known;
  }

  /** Whether a file that is only named is there. */
  async file(path: string | undefined): Promise<AssetState> {
    if (path === undefined) return { kind: 'notSet' };
    const stat = await this.#files.stat(path).catch(() => undefined);
    return stat?.kind === 'file' ? { kind: 'present' } : { kind: 'missing' };
  }

  async #openKeystore(path: string, alias: string | undefined): Promise<AssetState> {
    const [{ inspectKeystore }, { largestKeystore }, { issueText }] = await Promise.all([
      import('../../core/assets/keystore/inspectKeystore.ts'),
      import('../../core/assets/keystore/readKeystore.ts'),
      import('../errors/tableText.ts'),
    ]);
    const password = await this.#passwords.get({ purpose: 'keystore', asset: path });
    const bytes = await this.#files.readFile(path, { maxBytes: largestKeystore });
    const { format, entries, issues } = await inspectKeystore(bytes, password ? { password } : {});
    const issue = issues.find(({ severity }) => severity === 'error');
    if (format === undefined) return { kind: 'unreadable', reason: issue ? issueText(issue).message : '' };
    if (!password) return { kind: 'locked' };
    if (issue && entries.length === 0) return { kind: 'unreadable', reason: issueText(issue).message };
    const keys = entries.filter(({ kind }) => kind === 'private-key');
    const chosen = keys.find((entry) => entry.alias.toLowerCase() === alias?.toLowerCase()) ?? keys[0];
    return { kind: 'open', aliases: keys.map((entry) => entry.alias), ...(chosen?.notAfter && { validUntil: chosen.notAfter }) };
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
