/** The store accounts this window knows. Their keys are in the secret storage; names and addresses are remembered without them. */

import type * as vscode from 'vscode';
import { Failure } from '../../../core/base/failure.ts';
import { Secret } from '../../../core/base/secret.ts';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { rememberedStores, rememberStores } from './rememberedStores.ts';

export interface StoreAccountsParts {
  readonly memory: vscode.Memento;
  readonly secrets: vscode.SecretStorage;
}

export class StoreAccounts {
  readonly #parts: StoreAccountsParts;

  constructor(parts: StoreAccountsParts) {
    this.#parts = parts;
  }

  list(): readonly StoreAccount[] {
    return rememberedStores(this.#parts.memory);
  }

  /** An account of that name is replaced. */
  async connect(account: StoreAccount, key: Secret): Promise<void> {
    await this.#parts.secrets.store(secretKey(account.name), key.reveal());
    await rememberStores(this.#parts.memory, [...this.list().filter(({ name }) => name !== account.name), account]);
  }

  async disconnect(name: string): Promise<void> {
    await this.#parts.secrets.delete(secretKey(name));
    await rememberStores(
      this.#parts.memory,
      this.list().filter((each) => each.name !== name),
    );
  }

  /** Fails with `store-account-unknown` when its key is gone. */
  async source(account: StoreAccount): Promise<StoreSource> {
    const key = await this.#parts.secrets.get(secretKey(account.name));
    if (key === undefined) {
      const known = this.list().map(({ name }) => name);
      throw Failure.of('store-account-unknown', { name: account.name, known: known.join(', ') });
    }
    const { name: _name, key: _place, ...identity } = account;
    return { ...identity, key: new Secret(key) };
  }
}

function secretKey(name: string): string {
  return `store-key:${name}`;
}
