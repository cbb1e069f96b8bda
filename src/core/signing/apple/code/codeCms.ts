/**
 * The CMS of a code signature (Security's signer.cpp, CMSEncoder.cpp): detached, over the primary code directory, with the signing time
 * and the hashes of all code directories in two attributes of Apple's.
 */

import { hash } from 'node:crypto';
import { utf8, type Bytes } from '../../../base/bytes.ts';
import { derObjectIdentifier, derOctetString, derSequence, derTime } from '../../../formats/asn1/derWriter.ts';
import { cmsOids, oidOfHash } from '../../../formats/cms/cmsOids.ts';
import { type NewAttribute } from '../../../formats/cms/encodeSignedData.ts';
import { codeHashes, type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';
import { type PlistValue } from '../../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../formats/plist/xmlPlist.ts';
import { signCms } from '../../cms/signCms.ts';
import { type SigningIdentity } from '../../signingIdentity.ts';
import { cdHash } from './pageHasher.ts';

/** An XML property list `{ cdhashes: [data] }`, the primary first. */
export const cdHashesAttribute = '1.2.840.113635.100.9.1';
/** `SEQUENCE { digest algorithm, digest }` for each code directory, uncut. */
export const cdDigestsAttribute = '1.2.840.113635.100.9.2';

export interface HashedDirectory {
  readonly hashType: CodeHash;
  readonly encoded: Bytes;
}

/** The certificates of `identity` go along in their order: all of the chain, as devices do not look for issuers. */
export function signCodeDirectories(
  directories: readonly [HashedDirectory, ...HashedDirectory[]],
  identity: SigningIdentity,
  signingTime: Date,
): Bytes {
  const signedAttributes: readonly NewAttribute[] = [
    { attrType: cmsOids.signingTime, attrValues: [derTime(signingTime)] },
    { attrType: cdHashesAttribute, attrValues: [derOctetString(encodeCdHashes(directories))] },
    { attrType: cdDigestsAttribute, attrValues: directories.map(encodeCdDigest) },
  ];
  const [{ encoded }] = directories;
  return signCms({
    content: encoded,
    isDetached: true,
    signers: [{ identity, hash: 'sha256', algorithmForm: 'combined', signedAttributes }],
  });
}

function encodeCdHashes(directories: readonly HashedDirectory[]): Bytes {
  const items: PlistValue[] = directories.map(({ hashType, encoded }) => ({ type: 'data', value: cdHash(hashType, encoded) }));
  return utf8(encodeXmlPlist({ type: 'dictionary', entries: new Map([['cdhashes', { type: 'array', items }]]) }));
}

export function encodeCdDigest({ hashType, encoded }: HashedDirectory): Bytes {
  const { digest } = codeHashes[hashType];
  return derSequence(derObjectIdentifier(oidOfHash(digest)), derOctetString(new Uint8Array(hash(digest, encoded, 'buffer'))));
}
