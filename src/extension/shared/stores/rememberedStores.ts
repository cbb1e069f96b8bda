/** Where names and addresses of store accounts are remembered, without keys; and whether there are any, for menus and the palette. */

import type * as vscode from 'vscode';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { setContext } from '../contextKeys.ts';

const key = 'storeAccounts';

export function rememberedStores(memory: vscode.Memento): readonly StoreAccount[] {
  return memory.get<readonly StoreAccount[]>(key, []);
}

export async function rememberStores(memory: vscode.Memento, accounts: readonly StoreAccount[]): Promise<void> {
  await memory.update(key, accounts);
  await showWhetherConnected(memory);
}

export async function showWhetherConnected(memory: vscode.Memento): Promise<void> {
  await setContext('mobileDistribution.storeConnected', rememberedStores(memory).length > 0);
}
