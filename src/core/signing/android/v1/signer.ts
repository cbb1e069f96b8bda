/**
 * Makes the files of the v1 scheme: a JAR signature with what Android adds to it
 * (https://source.android.com/docs/security/features/apksigning#v1).
 */

import { Failure } from '../../../base/failure.ts';
import { type Bytes } from '../../../base/bytes.ts';
import { type ManifestHash } from '../../jar/jarEntryDigests.ts';
import { signJar, type NamedFile } from '../../jar/jarSigner.ts';
import { type SigningIdentity } from '../../signingIdentity.ts';
import { sdkJellyBeanMr2, sdkLollipop } from '../sdkVersions.ts';
import { apkSignedAttribute } from './constants.ts';

/** Before API level 18, Android verifies SHA-1 alone; before 21, of DSA. */
export function v1Hash(minSdk: number, identities: readonly SigningIdentity[]): ManifestHash {
  const hasDsa = identities.some(({ privateKey }) => privateKey.asymmetricKeyType === 'dsa');
  return minSdk < (hasDsa ? sdkLollipop : sdkJellyBeanMr2) ? 'sha1' : 'sha256';
}

export interface V1SignRequest {
  readonly identities: readonly SigningIdentity[];
  readonly minSdk: number;
  readonly digests: ReadonlyMap<string, Bytes>;
  /** Of the newer schemes that sign too. */
  readonly schemeIds: readonly number[];
}

export function signV1(request: V1SignRequest): readonly NamedFile[] {
  const { minSdk, schemeIds, identities, digests } = request;
  if (minSdk < sdkJellyBeanMr2 && identities.some(({ privateKey }) => privateKey.asymmetricKeyType === 'ec'))
    throw Failure.of('signing-impossible', {
      reason: `Android before API level ${sdkJellyBeanMr2} verifies no EC signature, and the package runs from ${minSdk} on`,
    });
  return signJar({
    identities,
    digests,
    hash: v1Hash(minSdk, identities),
    // The short identifiers are the ones that every version of Android knows.
    algorithmForm: 'key',
    attributes: schemeIds.length === 0 ? [] : [{ name: apkSignedAttribute, value: schemeIds.join(', ') }],
  });
}
