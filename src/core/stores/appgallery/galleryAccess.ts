/** Which rights a client of AppGallery Connect really has: it reads, and changes nothing. */

import { phrase } from '../../base/phrase.ts';
import { isFailure } from '../../base/failure.ts';
import { type StoreAccess } from '../storeAccount.ts';
import { explained } from '../storeRefusal.ts';
import {
  findGalleryApp,
  galleryFailure,
  openGallery,
  readGalleryApp,
  type GalleryAccount,
  type GalleryApp,
  type GalleryNetwork,
} from './galleryApi.ts';

const clientsPage = 'https://developer.huawei.com/consumer/en/service/josp/agc/index.html#/permission/apiClient';

/** Without an app only the key can be checked. Fails with `store-key-refused`. */
export async function checkGalleryAccess(
  network: GalleryNetwork,
  account: GalleryAccount,
  appIdentifier: string | undefined,
): Promise<StoreAccess> {
  const api = openGallery(network, account);
  return await explained(
    async () => {
      await api.signIn();
      const isGranted = appIdentifier === undefined ? null : await hasApp(network, account, appIdentifier);
      return {
        who: account.clientId,
        permissions: [{ code: 'app-access', label: phrase('Access to the app'), isGranted, page: clientsPage }],
      };
    },
    (refusal) => galleryFailure(refusal, account, appIdentifier ?? ''),
  );
}

async function hasApp(network: GalleryNetwork, account: GalleryAccount, appIdentifier: string): Promise<boolean> {
  try {
    await galleryStatus(network, account, appIdentifier);
    return true;
  } catch (error) {
    if (isFailure(error, 'gallery-app-unknown') || isFailure(error, 'gallery-role-missing')) return false;
    throw error;
  }
}

export async function galleryStatus(network: GalleryNetwork, account: GalleryAccount, appIdentifier: string): Promise<GalleryApp> {
  return await explained(
    async () => {
      const api = openGallery(network, account);
      return await readGalleryApp(api, await findGalleryApp(api, account, appIdentifier));
    },
    (refusal) => galleryFailure(refusal, account, appIdentifier),
  );
}
