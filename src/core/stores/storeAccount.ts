/**
 * Accounts at stores as the command line remembers them: who they are and where their key is, never the key. They are in one file of this
 * user (`stores.json`), which is written whole or not at all. The editor keeps keys in its secret storage, and the rest in the same shape.
 *
 *   {"schema":1,"accounts":[{"name":"play","store":"google-play","key":"file:/home/me/play.json"}]}
 */

import { objectsField, parseJsonObject, textField } from './jsonObject.ts';

export const storeNames = ['google-play', 'app-store-connect', 'intune', 'appgallery', 'firebase'] as const;

export type StoreName = (typeof storeNames)[number];

/** As people know them. */
export const storeTitles: Readonly<Record<StoreName, string>> = {
  'google-play': 'Google Play',
  'app-store-connect': 'App Store Connect',
  intune: 'Microsoft Intune',
  appgallery: 'AppGallery Connect',
  firebase: 'Firebase App Distribution',
};

/** What identifies an account beside its key. */
export interface StoreIdentity {
  /** App Store Connect. */
  readonly keyId?: string;
  /** App Store Connect; absent for the key of an individual. */
  readonly issuer?: string;
  /** Intune: id or domain of the directory. */
  readonly tenant?: string;
  /** Intune and AppGallery Connect. */
  readonly clientId?: string;
  /** Firebase: id of the app. */
  readonly appId?: string;
  /** Another address than the store's own. */
  readonly endpoint?: string;
}

export const identityFields = [
  'keyId',
  'issuer',
  'tenant',
  'clientId',
  'appId',
  'endpoint',
] as const satisfies readonly (keyof StoreIdentity)[];

/** What each store cannot do without. */
export const neededIdentity: Readonly<Record<StoreName, readonly (keyof StoreIdentity)[]>> = {
  'google-play': [],
  'app-store-connect': ['keyId'],
  intune: ['tenant', 'clientId'],
  appgallery: [],
  firebase: [],
};

export interface StoreAccount extends StoreIdentity {
  readonly name: string;
  readonly store: StoreName;
  /** `env:NAME` or `file:PATH`, with an absolute path. Absent in the editor. */
  readonly key?: string;
}

/** Of an account, without its name, its store and its key. */
export function identityWithin(account: StoreIdentity): StoreIdentity {
  return Object.fromEntries(identityFields.flatMap((field) => (account[field] === undefined ? [] : [[field, account[field]] as const])));
}

const schema = 1;

export function parseStoreAccounts(text: string): readonly StoreAccount[] {
  return objectsField(parseJsonObject(text), 'accounts').flatMap((each): StoreAccount[] => {
    const [name, key] = [textField(each, 'name'), textField(each, 'key')];
    const store = storeNames.find((known) => known === each['store']);
    if (name === undefined || store === undefined) return [];
    const identity = identityFields.flatMap((field) => {
      const value = textField(each, field);
      return value === undefined ? [] : [[field, value] as const];
    });
    return [{ name, store, ...(key !== undefined && { key }), ...Object.fromEntries(identity) }];
  });
}

export function encodeStoreAccounts(accounts: readonly StoreAccount[]): string {
  return `${JSON.stringify({ schema, accounts }, undefined, 2)}\n`;
}

/** One right that an account needs at a store. */
export interface StorePermission {
  readonly code: string;
  /** What it allows. */
  readonly label: string;
  /** `null` when it was not checked: the store shows it only when something changes. */
  readonly isGranted: boolean | null;
  /** Where it is granted. */
  readonly page: string;
}

export interface StoreAccess {
  /** The account as the store names it. */
  readonly who: string;
  readonly permissions: readonly StorePermission[];
}
