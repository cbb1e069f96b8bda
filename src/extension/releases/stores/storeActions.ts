/** What the commands about stores do, by name. */

import { connectStore, disconnectStore } from './connectStore.ts';
import { createCertificate, createProfile, type AppleAssetParts } from './createAppleAssets.ts';
import { publishToStore } from './publishToStore.ts';
import { registerAndRenew } from './renewProfile.ts';
import { StoreAccounts } from '../../shared/stores/storeAccounts.ts';
import { type StoreSources } from './storeParts.ts';
import { changeStoreRelease, showBetaFeedback } from './storeTreeActions.ts';
import { showStoreStatus } from './storeStatus.ts';

type Action = (sources: StoreSources, argument: unknown) => Promise<void>;

function withAccounts({ memory, secrets, ...sources }: StoreSources): AppleAssetParts {
  return { ...sources, memory, accounts: new StoreAccounts({ memory, secrets }) };
}

export const storeActions = {
  connectStore: async (sources, argument) => {
    await connectStore(withAccounts(sources), argument);
    sources.servers.refresh();
  },
  disconnectStore: async (sources, argument) => {
    await disconnectStore(withAccounts(sources), argument);
    sources.servers.refresh();
  },
  publishToStore: async (sources, argument) => await publishToStore(withAccounts(sources), argument),
  showStoreStatus: async (sources, argument) => await showStoreStatus(withAccounts(sources), argument),
  changeStoreRelease: async (sources, argument) => {
    await changeStoreRelease(withAccounts(sources), argument);
    sources.servers.refresh();
  },
  showBetaFeedback: async (sources, argument) => await showBetaFeedback(withAccounts(sources), argument),
  createAppleCertificate: async (sources, argument) => await createCertificate(withAccounts(sources), argument),
  createProfile: async (sources, argument) => await createProfile(withAccounts(sources), argument),
  renewProfile: async (sources, argument) => await registerAndRenew(withAccounts(sources), sources.servers, argument),
} as const satisfies Readonly<Record<string, Action>>;
