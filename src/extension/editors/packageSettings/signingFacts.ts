/** What the form knows of the signing assets of one platform: whether files are there and passwords stored, never what is in them. */

export type StoredState = 'stored' | 'missing' | 'lost';

export interface SigningFacts {
  readonly passwords: { readonly asset: StoredState; readonly key: StoredState };
  /** Of the keystore or the certificate; absent when none is named. */
  readonly asset?: AssetFacts;
  /** Whether the provisioning profile that is named is there. */
  readonly isProfileThere?: boolean;
}

export interface AssetFacts {
  readonly isThere: boolean;
  /** Whether the stored password opens it. */
  readonly isOpen: boolean;
  /** Of the keys inside, as far as it is open. */
  readonly aliases: readonly string[];
  /** In words: `valid until 1 Jan 2030`. */
  readonly validity?: string;
  /** Why the file is not what it should be. */
  readonly problem?: string;
}
