/** Makes an APK Signature Scheme v3 block with one signer for all platforms (blockSigner.ts quotes its layout). */

import { type Bytes } from '../../../base/bytes.ts';
import { encodeContentDigest, encodeSignature, type BlockIdentity } from '../blockIdentity.ts';
import { type ContentDigests } from '../contentDigests.ts';
import { encodePrefixed, encodePrefixedSequence, u32Bytes } from '../lengthPrefixed.ts';
import { sdkMax } from '../sdkVersions.ts';

export function signV3(identity: BlockIdentity, digests: ContentDigests): Bytes {
  // From the platform that brought the signature algorithm, as Android's own tools write it.
  const range = [u32Bytes(identity.algorithm.minSdk), u32Bytes(sdkMax)];
  const signedData = [
    encodePrefixedSequence([encodeContentDigest(identity, digests)]),
    encodePrefixedSequence(identity.certificates),
    ...range,
    encodePrefixed(),
  ];
  const signer = encodePrefixed(
    encodePrefixed(...signedData),
    ...range,
    encodePrefixedSequence([encodeSignature(identity, signedData)]),
    encodePrefixed(identity.publicKey),
  );
  return encodePrefixed(signer);
}
