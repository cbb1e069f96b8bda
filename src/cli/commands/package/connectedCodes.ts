/** The version codes that the connected stores have of what is about to be built. Nothing is asked without a connected account. */

import { createIssue, type Issue } from '../../../core/base/issue.ts';
import { isFailure } from '../../../core/base/failure.ts';
import { identityWithin, storeTitles, type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type RecordedCode } from '../../../core/versions/readPackageRecord.ts';
import { type StoreSource } from '../../../core/workflow/stores/openStore.ts';
import { type StoreCodes } from '../../../core/workflow/stores/storeCodes.ts';
import { uniqueIssues } from '../../../core/workflow/uniqueIssues.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { appFolder } from '../sharedOptions.ts';
import { readAccounts } from '../store/accountFile.ts';
import { type PackageTarget } from './packageTargets.ts';

/** A build does not wait longer for the answer of a store. */
const patienceMs = 20_000;

export async function connectedCodes(
  targets: readonly PackageTarget[],
  input: CommandInput,
  services: CommandServices,
): Promise<StoreCodes> {
  const accounts = input.flag('skip-stores') ? [] : await readAccounts(services);
  if (accounts.length === 0) return { codes: [], issues: [] };
  const issues: Issue[] = [];
  const sources: StoreSource[] = [];
  for (const account of accounts) {
    try {
      const source = await sourceOf(account, services);
      if (source) sources.push(source);
    } catch (error) {
      if (!isFailure(error)) throw error;
      issues.push(createIssue('store-codes-unknown', { store: storeTitles[account.store], reason: error.message }));
    }
  }
  // Most people have no account: the clients of stores are loaded for those who have.
  const { readStoreCodes } = await import('../../../core/workflow/stores/storeCodes.ts');
  const codes: RecordedCode[] = [];
  const world = await services.loadWorkflow();
  for (const { platform, overrides } of targets) {
    const known = await readStoreCodes(world, {
      appFolder: appFolder(input, services),
      platform,
      overrides,
      sources,
      patience: AbortSignal.timeout(patienceMs),
      signal: services.signal,
    });
    codes.push(...known.codes);
    issues.push(...known.issues);
  }
  return { codes, issues: uniqueIssues(issues) };
}

async function sourceOf(account: StoreAccount, services: CommandServices): Promise<StoreSource | undefined> {
  const { store, key } = account;
  if (key === undefined) return undefined;
  return { ...identityWithin(account), store, key: await readKey(services, '--key', key) };
}
