/**
 * Reads a signing asset for its viewer: without a password first, then with the stored one where that would tell more. Nobody is asked
 * before they press the button for it, and what they type stays with VS Code's prompt and its secret storage.
 */

import * as vscode from 'vscode';
import { dayOf } from '../../../core/assets/validity.ts';
import { largestSigningFile, readSigningFile } from '../../../core/assets/signing-file/readSigningFile.ts';
import { type SigningFile, type SigningRole } from '../../../core/assets/signing-file/signingFile.ts';
import { type Bytes } from '../../../core/base/bytes.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type WorkflowWorld } from '../../../core/workflow/workflowWorld.ts';
import { PasswordAsker } from '../../secrets/passwordAsker.ts';
import { type PasswordId, type PasswordStore } from '../../secrets/passwordStore.ts';
import { type AssetContent } from '../asset/assetContent.ts';
import { type AssetDocument } from '../asset/assetDocument.ts';
import { type AssetReader } from '../asset/assetReader.ts';
import { type SigningAction } from './signingAssetInput.ts';
import { signingAssetContent } from './signingAssetView.ts';

export interface SigningAssetParts {
  readonly world: WorkflowWorld;
  readonly passwords: PasswordStore;
}

export class SigningAssetReader implements AssetReader<SigningAction> {
  readonly onDidChange: vscode.Event<unknown>;
  readonly #parts: SigningAssetParts;
  #file: SigningFile | undefined;

  constructor(parts: SigningAssetParts) {
    this.#parts = parts;
    this.onDidChange = parts.passwords.onDidChange;
  }

  async read(document: AssetDocument, show: (content: AssetContent<SigningAction>) => void, signal: AbortSignal): Promise<void> {
    const bytes = await document.read(largestSigningFile);
    const { name, place } = document;
    const now = this.#parts.world.clock.now();
    const display = (file: SigningFile, isRemembered: boolean, busy = ''): void => {
      if (signal.aborted) return;
      this.#file = file;
      const content = signingAssetContent({ name, place, file, isRemembered, now });
      show({ ...content, view: { ...content.view, busy } });
    };
    const closed = await this.#inspect(name, bytes, { now });
    const stored = closed.kind === 'store' ? await this.#stored(document, closed.role) : undefined;
    if (!stored || closed.kind !== 'store' || closed.password === 'not-needed') return display(closed, false);
    display(closed, false, vscode.l10n.t('Opening with the remembered password…'));
    const opened = await this.#inspect(name, bytes, { now, ...stored });
    const keyPasswords = await this.#keyPasswords(document, opened);
    display(keyPasswords.size === 0 ? opened : await this.#inspect(name, bytes, { now, ...stored, keyPasswords }), true);
  }

  async act(action: SigningAction, document: AssetDocument): Promise<string> {
    const asker = this.#asker(document);
    const asset = assetIdOf(document);
    switch (action.kind) {
      case 'askPassword':
        await asker.askAndStore({ purpose: this.#role ?? 'keystore', asset });
        if (this.#role === undefined) await this.#moveToRole(document);
        return vscode.l10n.t('The password is remembered in VS Code’s secret storage');
      case 'askKeyPassword':
        await asker.askAndStore({ purpose: 'key', asset, alias: action.alias });
        return vscode.l10n.t('The password is remembered in VS Code’s secret storage');
    }
  }

  #asker(document: AssetDocument): PasswordAsker {
    const readFile = async (_: string, { maxBytes = largestSigningFile } = {}): Promise<Bytes> => await document.read(maxBytes);
    return new PasswordAsker({ readFile }, this.#parts.passwords);
  }

  /** Only what is inside tells what some files are used as; their password is looked for under that. */
  async #moveToRole(document: AssetDocument): Promise<void> {
    const id = { purpose: 'keystore', asset: assetIdOf(document) } as const;
    const password = await this.#parts.passwords.get(id);
    const bytes = await document.read(largestSigningFile);
    const opened = await this.#inspect(document.name, bytes, { password, now: this.#parts.world.clock.now() });
    if (!password || opened.kind !== 'store' || opened.role !== 'certificate') return;
    await this.#parts.passwords.set({ ...id, purpose: 'certificate' }, password);
    await this.#parts.passwords.forget(id);
  }

  get #role(): SigningRole | undefined {
    return this.#file?.kind === 'store' ? this.#file.role : undefined;
  }

  /** Deriving keys from passwords is slow on purpose, so it is done once a file and day. */
  async #inspect(name: string, bytes: Bytes, access: Access): Promise<SigningFile> {
    const { sessionCache, trustedRoots = [] } = this.#parts.world;
    const { role, password, keyPasswords, now } = access;
    const make = async (): Promise<SigningFile> => await readSigningFile(name, bytes, { ...access, trusted: trustedRoots });
    const purpose = `signing file ${JSON.stringify([name, role, dayOf(now), [...(keyPasswords?.keys() ?? [])]])}`;
    return await (sessionCache?.remember(purpose, bytes, [password, ...(keyPasswords?.values() ?? [])], make) ?? make());
  }

  /** A .p12 may be stored under either role; the one it is known to have comes first. */
  async #stored(document: AssetDocument, role: SigningRole | undefined): Promise<Pick<Access, 'role' | 'password'> | undefined> {
    for (const purpose of role === 'certificate' ? roles.toReversed() : roles) {
      const password = await this.#parts.passwords.get({ purpose, asset: assetIdOf(document) });
      if (password) return { role: role ?? purpose, password };
    }
    return undefined;
  }

  async #keyPasswords(document: AssetDocument, file: SigningFile): Promise<ReadonlyMap<string, Secret>> {
    const found = new Map<string, Secret>();
    for (const { alias, keyState } of file.kind === 'store' ? file.entries : []) {
      if (alias === undefined || keyState !== 'wrong-password') continue;
      const password = await this.#parts.passwords.get({ purpose: 'key', asset: assetIdOf(document), alias });
      if (password) found.set(alias, password);
    }
    return found;
  }
}

const roles = ['keystore', 'certificate'] as const;

interface Access {
  readonly role?: SigningRole | undefined;
  readonly password?: Secret | undefined;
  readonly keyPasswords?: ReadonlyMap<string, Secret>;
  readonly now: Date;
}

/** As everything else of the product names it: by its path where it has one. */
function assetIdOf({ place }: AssetDocument): PasswordId['asset'] {
  return place;
}
