/** The state of a signing asset as the tree and the form show it: there or not, locked or open, valid until when. */

export type AssetState =
  | { readonly kind: 'notSet' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** There is no stored password; some files say without one how long their certificates are valid. */
  | { readonly kind: 'locked'; readonly validUntil?: Date }
  | {
      readonly kind: 'open';
      readonly validUntil?: Date;
      /** Of the keys of a keystore. */
      readonly aliases: readonly string[];
      /** Whether a password opened it. */
      readonly isProtected: boolean;
    };

/** What a file is used as. `alias` chooses the key of a keystore whose certificate counts; the first one otherwise. */
export type AssetUsage =
  | { readonly asset: 'keystore'; readonly alias?: string | undefined }
  | { readonly asset: 'certificate' }
  | { readonly asset: 'profile' };

/** Codicons of what is in order. */
export const assetIcons = { keystore: 'key', certificate: 'verified', profile: 'checklist' } as const satisfies Record<
  AssetUsage['asset'],
  string
>;
