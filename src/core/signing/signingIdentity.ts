/** A private key with its certificates, as every signer of the product takes it. */

import { type KeyObject } from 'node:crypto';
import { type Bytes } from '../base/bytes.ts';

export interface SigningIdentity {
  readonly privateKey: KeyObject;
  /** DER, the certificate of the key first, then its issuers as far as they are known. */
  readonly certificates: readonly [Bytes, ...Bytes[]];
}
