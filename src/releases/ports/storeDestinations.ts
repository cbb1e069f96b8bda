/** Stores of other people to which this server may bring releases, with accounts that it got at its start. */

import { type OpenBlob } from './blobs.ts';

export interface StoreDestination {
  /** A UUID, as App Center's clients demand; the same for the same name. */
  readonly id: string;
  /** Of the account, and unique here. */
  readonly name: string;
  /** App Center's words, and two that it does not have. */
  readonly type: 'googleplay' | 'apple' | 'intune' | 'appgallery' | 'firebase';
  /** Track of Google Play, groups of TestFlight or Firebase, assignments of Intune. */
  readonly track: string;
}

export interface StoreOrder {
  readonly store: string;
  /** With the extension that says its format. */
  readonly fileName: string;
  readonly notes: string;
  readonly blob: OpenBlob;
  readonly signal: AbortSignal;
}

export type StoreOutcome =
  | { readonly kind: 'published' }
  /** The store works on it; ordering the same again goes on. */
  | { readonly kind: 'processing' }
  /** `isFinal` when another attempt cannot help. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isFinal: boolean };

export interface StoreDestinations {
  list(): readonly StoreDestination[];
  publish(order: StoreOrder): Promise<StoreOutcome>;
}
