/** An account with its key, made into what each store is asked with. */

import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { checkGalleryAccess } from '../../stores/appgallery/galleryAccess.ts';
import { galleryEndpoint, parseGalleryKey, type GalleryAccount } from '../../stores/appgallery/galleryApi.ts';
import { connectEndpoint } from '../../stores/app-store-connect/connectApi.ts';
import { checkConnectAccess, type ConnectAccount } from '../../stores/app-store-connect/connectAccess.ts';
import { parseConnectKey } from '../../stores/app-store-connect/connectKey.ts';
import { checkFirebaseAccess } from '../../stores/firebase/firebaseAccess.ts';
import { firebaseEndpoint, type FirebaseApp } from '../../stores/firebase/firebaseApi.ts';
import { checkPlayAccess } from '../../stores/google-play/playAccess.ts';
import { type PlayApp, type PlayNetwork } from '../../stores/google-play/inEdit.ts';
import { googlePlayEndpoint } from '../../stores/google-play/playApi.ts';
import { openGoogleAccount } from '../../stores/google/googleAccount.ts';
import { checkIntuneAccess } from '../../stores/intune/intuneAccess.ts';
import { type IntuneAccount } from '../../stores/intune/intuneApi.ts';
import { intuneEndpoint } from '../../stores/intune/microsoftClouds.ts';
import { neededIdentity, storeTitles, type StoreAccess, type StoreIdentity, type StoreName } from '../../stores/storeAccount.ts';
import { endpointOf } from '../publish/packageForStore.ts';

/** Who asks a store, with the key. */
export interface StoreSource extends StoreIdentity {
  readonly store: StoreName;
  readonly key: Secret;
}

export function playAppOf(source: StoreSource, packageName: string, signal?: AbortSignal): PlayApp {
  requireStore(source, 'google-play');
  const endpoint = endpointOf(source.endpoint, googlePlayEndpoint);
  return { ...openGoogleAccount(source.key, endpoint, googlePlayEndpoint), endpoint, packageName, signal };
}

export function connectAccountOf(source: StoreSource, signal?: AbortSignal): ConnectAccount {
  requireStore(source, 'app-store-connect');
  const { keyId = '', issuer } = source;
  return { key: parseConnectKey(source.key, { keyId, issuer }), endpoint: endpointOf(source.endpoint, connectEndpoint), signal };
}

/** The id that was given goes before that of the account; empty for what is about no app. */
export function firebaseAppOf(source: StoreSource, signal?: AbortSignal): FirebaseApp {
  requireStore(source, 'firebase');
  const endpoint = endpointOf(source.endpoint, firebaseEndpoint);
  return { ...openGoogleAccount(source.key, endpoint, firebaseEndpoint), endpoint, appId: source.appId ?? '', signal };
}

export function intuneAccountOf(source: StoreSource, signal?: AbortSignal): IntuneAccount {
  requireStore(source, 'intune');
  const { tenant = '', clientId = '', key } = source;
  const clientSecret = new Secret(key.reveal().trim());
  return { tenant, clientId, clientSecret, endpoint: endpointOf(source.endpoint, intuneEndpoint), signal };
}

export function galleryAccountOf(source: StoreSource, signal?: AbortSignal): GalleryAccount {
  requireStore(source, 'appgallery');
  return { ...parseGalleryKey(source.key, source.clientId), endpoint: endpointOf(source.endpoint, galleryEndpoint), signal };
}

/** What a store cannot do without beside the key; empty when all is there. */
export function missingIdentity({ store, ...identity }: StoreSource): readonly (keyof StoreIdentity)[] {
  return neededIdentity[store].filter((field) => identity[field] === undefined);
}

function requireStore({ store }: StoreSource, wanted: StoreName): void {
  if (store !== wanted) throw Failure.of('store-not-for-this', { store: storeTitles[store], wanted: storeTitles[wanted] });
}

/** Signs in, and asks the store what the account may do. Fails when the key is not accepted. */
export async function checkStore(
  network: PlayNetwork,
  source: StoreSource,
  appIdentifier: string | undefined,
  signal?: AbortSignal,
): Promise<StoreAccess> {
  switch (source.store) {
    case 'google-play':
      return await checkPlayAccess(network, playAppOf(source, '', signal), appIdentifier);
    case 'app-store-connect':
      return await checkConnectAccess(network, connectAccountOf(source, signal), appIdentifier);
    case 'intune':
      return await checkIntuneAccess(network, intuneAccountOf(source, signal));
    case 'appgallery':
      return await checkGalleryAccess(network, galleryAccountOf(source, signal), appIdentifier);
    case 'firebase':
      return await checkFirebaseAccess(network, firebaseAppOf(source, signal));
  }
}
