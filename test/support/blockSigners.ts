/** Signers of v2, v3, v3.1 and v3.2 blocks, right but for what a test changes, and histories of signing keys. */

import { concatBytes, emptyBytes, type Bytes } from '../../src/core/base/bytes.ts';
import { type SigningBlockPair } from '../../src/core/signing/android/apkSigningBlock.ts';
import { encodeContentDigest, encodeSignature, type BlockIdentity } from '../../src/core/signing/android/blockIdentity.ts';
import { type ContentDigests } from '../../src/core/signing/android/contentDigests.ts';
import { encodePrefixed, encodePrefixedSequence, u32Bytes } from '../../src/core/signing/android/lengthPrefixed.ts';
import { signWith } from '../../src/core/signing/android/signatureAlgorithms.ts';

export interface SignerParts {
  readonly digests: ContentDigests;
  /** Of platforms; none in a v2 block. */
  readonly range?: readonly [number, number];
  readonly attributes?: readonly Bytes[];
  /** A signature with one bit turned over. */
  readonly isDamaged?: boolean;
}

export function makeBlockSigner(identity: BlockIdentity, { digests, range, attributes = [], isDamaged = false }: SignerParts): Bytes {
  const rangeBytes = (range ?? []).map(u32Bytes);
  const signedData = concatBytes(
    encodePrefixedSequence([encodeContentDigest(identity, digests)]),
    encodePrefixedSequence(identity.certificates),
    ...rangeBytes,
    encodePrefixedSequence(attributes),
  );
  const signature = encodeSignature(identity, [signedData]);
  if (isDamaged) signature[signature.length - 9] = (signature[signature.length - 9] ?? 0) ^ 1;
  return encodePrefixed(encodePrefixed(signedData), ...rangeBytes, encodePrefixedSequence([signature]), encodePrefixed(identity.publicKey));
}

export function attribute(id: number, value: Bytes): Bytes {
  return concatBytes(u32Bytes(id), value);
}

/** The attribute with the history of `identities`, each signed by the one before. */
export function history(identities: readonly BlockIdentity[], flags = 23): Bytes {
  const nodes = identities.map((identity, index) => {
    const parent = identities[index - 1];
    const signedData = concatBytes(encodePrefixed(identity.certificates[0] ?? emptyBytes), u32Bytes(parent?.algorithm.id ?? 0));
    const signature = parent ? signWith(parent.algorithm, parent.privateKey, signedData) : emptyBytes;
    return encodePrefixed(encodePrefixed(signedData), u32Bytes(flags), u32Bytes(identity.algorithm.id), encodePrefixed(signature));
  });
  return attribute(0x3ba06f8c, concatBytes(u32Bytes(1), ...nodes));
}

export function block(id: number, ...signers: readonly Bytes[]): SigningBlockPair {
  return { id, value: encodePrefixed(...signers) };
}
