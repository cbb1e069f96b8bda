/** What the form knows of the signing assets of one platform: whether files are there, how long they are valid and whether passwords are stored. */

export type StoredState = 'stored' | 'missing' | 'lost';

export interface SigningFacts {
  readonly passwords: { readonly asset: StoredState; readonly key: StoredState };
  /** Of the keystore or the certificate; absent when none is named. */
  readonly asset?: AssetFacts;
  /** Of the provisioning profile; absent when none is named. */
  readonly profile?: AssetFacts;
}

export interface AssetFacts {
  readonly isThere: boolean;
  /** Whether it opens, with the stored password where it needs one. */
  readonly isOpen: boolean;
  /** Of the keys inside, as far as it is open. */
  readonly aliases: readonly string[];
  /** In words: `valid until 1 Jan 2030`. */
  readonly validity?: string;
  /** Why the file is not what it should be. */
  readonly problem?: string;
}
