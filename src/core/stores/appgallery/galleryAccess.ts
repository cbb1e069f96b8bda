/** Which rights a client of AppGallery Connect really has: it reads, asks for an address to upload to, and changes nothing. */

import { phrase } from '../../base/phrase.ts';
import { isFailure } from '../../base/failure.ts';
import { type StoreAccess, type StorePermission } from '../storeAccount.ts';
import { type StoreApi } from '../storeApi.ts';
import { explained, StoreRefusal } from '../storeRefusal.ts';
import {
  findGalleryApp,
  galleryFailure,
  isRoleMissing,
  openGallery,
  publishPath,
  type GalleryAccount,
  type GalleryApp,
  type GalleryNetwork,
} from './galleryApi.ts';
import { readWithPhase } from './galleryPhases.ts';

const clientsPage = 'https://developer.huawei.com/consumer/en/service/josp/agc/index.html#/permission/apiClient';

/** Without an app only the key can be checked. Fails with `store-key-refused`. */
export async function checkGalleryAccess(
  network: GalleryNetwork,
  account: GalleryAccount,
  appIdentifier: string | undefined,
): Promise<StoreAccess> {
  const api = openGallery(network, account);
  const who = account.clientId;
  return await explained(
    async () => {
      await api.signIn();
      if (appIdentifier === undefined) return { who, permissions: rights(null, null) };
      const appId = await appIn(api, account, appIdentifier);
      if (appId === undefined) return { who, permissions: rights(false, null) };
      return { who, permissions: rights(true, await mayUpload(api, appId)) };
    },
    (refusal) => galleryFailure(refusal, account, appIdentifier ?? ''),
  );
}

/** Huawei names the role of a client nowhere: whether it may submit shows only when it submits. */
function rights(app: boolean | null, upload: boolean | null): readonly StorePermission[] {
  const right = (code: string, label: string, isGranted: boolean | null): StorePermission => ({
    code,
    label,
    isGranted,
    page: clientsPage,
  });
  return [
    right('app-access', phrase('Access to the app'), app),
    right('gallery-upload', phrase('Upload packages of the app'), upload),
    right('gallery-submit', phrase('Submit versions for review'), upload === false ? false : null),
  ];
}

/** `undefined` when the client cannot see it. */
async function appIn(api: StoreApi, account: GalleryAccount, appIdentifier: string): Promise<string | undefined> {
  try {
    const appId = await findGalleryApp(api, account, appIdentifier);
    await readWithPhase(api, appId);
    return appId;
  } catch (error) {
    if (isFailure(error, 'gallery-app-unknown') || (error instanceof StoreRefusal && isRoleMissing(error))) return undefined;
    throw error;
  }
}

/** An address to upload to has no effect until something is sent there. */
async function mayUpload(api: StoreApi, appId: string): Promise<boolean | null> {
  try {
    await api.json({ method: 'GET', path: `${publishPath}/upload-url?${new URLSearchParams({ appId, suffix: 'apk' }).toString()}` });
    return true;
  } catch (error) {
    if (!(error instanceof StoreRefusal) || error.isPassing) throw error;
    return isRoleMissing(error) ? false : null;
  }
}

export async function galleryStatus(network: GalleryNetwork, account: GalleryAccount, appIdentifier: string): Promise<GalleryApp> {
  return await explained(
    async () => {
      const api = openGallery(network, account);
      return await readWithPhase(api, await findGalleryApp(api, account, appIdentifier));
    },
    (refusal) => galleryFailure(refusal, account, appIdentifier),
  );
}
