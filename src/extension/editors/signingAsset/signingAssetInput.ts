/** What the view of a signing asset is made from, and what its buttons do beside what all viewers' buttons do. */

import { type SigningFile } from '../../../core/assets/signing-file/signingFile.ts';
import { type AssetButtons } from '../asset/assetContent.ts';

export type SigningAction =
  | { readonly kind: 'askPassword' }
  /** Of a key that has a password of its own. */
  | { readonly kind: 'askKeyPassword'; readonly alias: string };

export interface SigningAssetInput {
  readonly name: string;
  readonly place: string;
  readonly file: SigningFile;
  /** Whether a password is stored for it. */
  readonly isRemembered: boolean;
  readonly now: Date;
}

export type SigningButtons = AssetButtons<SigningAction>;
