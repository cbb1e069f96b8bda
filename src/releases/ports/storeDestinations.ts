/** Stores of other people to which this server may bring releases, with accounts that it got at its start. */

import { type Bytes } from '../../core/base/bytes.ts';
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
  /** The store has it, and people do not get it yet. `todo`: what someone must do for that at the store; `null` while the store looks at it. */
  | { readonly kind: 'submitted'; readonly todo: string | null }
  /** The store works on it; ordering the same again goes on. */
  | { readonly kind: 'processing' }
  /** `isFinal` when another attempt cannot help. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isFinal: boolean };

/** One version of an app at a store. */
export interface StoreSighting {
  readonly version: string;
  readonly build: string;
  /** In the store's words, such as `WAITING_FOR_BETA_REVIEW`. */
  readonly state: string;
}

export interface StoreDestinations {
  list(): readonly StoreDestination[];
  /** Whether a message is the store's: its signature is right. False for a store that is not known, and for one that sends none. */
  isFromStore(store: string, body: Bytes, signature: string | undefined): boolean;
  /** What the store has of an app. */
  look(store: string, appIdentifier: string, signal: AbortSignal): Promise<readonly StoreSighting[]>;
  publish(order: StoreOrder): Promise<StoreOutcome>;
}
