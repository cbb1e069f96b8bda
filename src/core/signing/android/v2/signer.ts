/** Makes an APK Signature Scheme v2 block (blockSigner.ts quotes its layout). */

import { emptyBytes, type Bytes } from '../../../base/bytes.ts';
import { encodePrefixed, encodePrefixedSequence, u32Bytes } from '../lengthPrefixed.ts';
import { encodeContentDigest, encodeSignature, type BlockIdentity } from '../blockIdentity.ts';
import { type ContentDigests } from '../contentDigests.ts';
import { strippingProtectionAttributeId, v3SchemeId } from './constants.ts';

export interface V2SignRequest {
  readonly identities: readonly BlockIdentity[];
  readonly digests: ContentDigests;
  /** Whether a v3 block goes along, whose removal must be noticed. */
  readonly hasV3: boolean;
}

export function signV2({ identities, digests, hasV3 }: V2SignRequest): Bytes {
  const attributes = hasV3 ? [encodePrefixed(u32Bytes(strippingProtectionAttributeId), u32Bytes(v3SchemeId))] : [];
  const signers = identities.map((identity) => {
    const signedData = [
      encodePrefixedSequence([encodeContentDigest(identity, digests)]),
      encodePrefixedSequence(identity.certificates),
      encodePrefixed(...attributes),
      // Android's own tools end the signed data with an empty field; with it, the same input gives the same signature.
      encodePrefixed(emptyBytes),
    ];
    return encodePrefixed(
      encodePrefixed(...signedData),
      encodePrefixedSequence([encodeSignature(identity, signedData)]),
      encodePrefixed(identity.publicKey),
    );
  });
  return encodePrefixed(...signers);
}
