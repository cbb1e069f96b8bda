/** Which store a file is a key for, by what is in it. Nothing of the key is kept. */

import { parseJsonObject, textField } from './jsonObject.ts';
import { type StoreName } from './storeAccount.ts';

const privateKey = '-----BEGIN PRIVATE KEY-----';

/** Empty for a file that is none. A service account of Google can be for two stores. */
export function storesOfKey(name: string, text: string): readonly StoreName[] {
  if (/\.p8$/i.test(name)) return text.includes(privateKey) ? ['app-store-connect'] : [];
  if (/"type"\s*:\s*"service_account"/.test(text)) return text.includes(privateKey) ? ['google-play', 'firebase'] : [];
  return galleryClientOf(text) === undefined ? [] : ['appgallery'];
}

/**
 * Id of the API client that AppGallery Connect saves as a file. Only at the top: `agconnect-services.json` has a client below, which is part of apps.
 * Files of other services have a `client_secret` too, so the id must be a number, as Huawei's are.
 */
export function galleryClientOf(text: string): string | undefined {
  if (!text.includes('"client_secret"')) return undefined;
  const file = parseJsonObject(text.replace(/^\uFEFF/, ''));
  const [id, secret] = [textField(file, 'client_id'), textField(file, 'client_secret')];
  return id !== undefined && /^\d{6,24}$/.test(id) && secret !== undefined && secret.length >= 32 ? id : undefined;
}
