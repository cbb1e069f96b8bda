/**
 * Puts the signature of one slice together: code directories, requirements, entitlements in both forms, CMS, in the order Apple writes
 * them. How long it becomes has to be known before anything is hashed, as it is in the header of the code.
 */

import { alignUp, utf8, type Bytes } from '../../../base/bytes.ts';
import { codeHashes, CS_ADHOC, type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';
import { encodeCodeDirectory } from '../../../formats/code-signature/encodeCodeDirectory.ts';
import * as blob from '../../../formats/code-signature/superBlob.ts';
import { executableFile } from '../../../formats/mach-o/machO.ts';
import { textSegmentOf } from '../../../formats/mach-o/signatureSpace.ts';
import { encodeDerEntitlements } from '../../../formats/plist/derPlist.ts';
import { type PlistDictionary } from '../../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../../formats/plist/xmlPlist.ts';
import { signCodeDirectories, type HashedDirectory } from './codeCms.ts';
import { requirementsFor, teamOfSigner, type CodeSigner } from './codeSigner.ts';
import { execSegFlags } from './execSegFlags.ts';
import { type CodeSlice } from './openCode.ts';
import { codeDigest } from './pageHasher.ts';

/** What every system accepts; what Apple's newer tools write for 64-bit phones is larger. */
const pageShift = 12;
export const pageBytes = 2 ** pageShift;

/** What is sealed besides the pages. */
export interface SliceSeal {
  readonly identifier: string;
  /** Absent: ad hoc, without a certificate. */
  readonly signer: CodeSigner | undefined;
  /** Slot 1: the bytes of Info.plist, or of the one inside loose code. */
  readonly infoPlist?: Bytes | undefined;
  /** Slot 3: the bytes of the list of sealed files. */
  readonly codeResources?: Bytes | undefined;
  /** Slots 5 and 7. Executables of apps and extensions alone have them. */
  readonly entitlements?: PlistDictionary | undefined;
}

const slots = { infoPlist: 1, requirements: 2, codeResources: 3, entitlements: 5, derEntitlements: 7 } as const;

/** Attributes, algorithms and the signature itself take below two kilobytes; Apple's signer leaves this room as well. */
const usualCmsBytes = 18_000;
const cmsBytesBesideCertificates = 6000;

function cmsBytes(signer: CodeSigner | undefined): number {
  if (!signer) return 8;
  const certificates = signer.identity.certificates.reduce((sum, { length }) => sum + length, 0);
  return Math.max(usualCmsBytes, certificates + cmsBytesBesideCertificates);
}

/** Everything that does not depend on the hashes of the pages. */
function fixedBlobs({ identifier, signer, entitlements }: SliceSeal): ReadonlyMap<number, Bytes> {
  const blobs = new Map([[blob.blobSlots.requirements as number, requirementsFor(identifier, signer)]]);
  if (entitlements) {
    const xml = blob.encodeBlob(blob.CSMAGIC_EMBEDDED_ENTITLEMENTS, utf8(encodeXmlPlist(entitlements)));
    const der = blob.encodeBlob(blob.CSMAGIC_EMBEDDED_DER_ENTITLEMENTS, encodeDerEntitlements(entitlements));
    blobs.set(blob.blobSlots.entitlements, xml).set(blob.blobSlots.derEntitlements, der);
  }
  return blobs;
}

/** At least what the signature takes. */
export function signatureBytesFor(seal: SliceSeal, hashTypes: readonly CodeHash[], codeLimit: number): number {
  const blobs = fixedBlobs(seal);
  let length = 12 + 8 * (hashTypes.length + blobs.size + 1) + cmsBytes(seal.signer) + 8;
  for (const encoded of blobs.values()) length += encoded.length;
  const pages = Math.ceil(codeLimit / pageBytes);
  const names = utf8(`${seal.identifier}${teamOfSigner(seal.signer) ?? ''}`).length + 2;
  for (const hashType of hashTypes) length += 88 + names + (slots.derEntitlements + pages) * codeHashes[hashType].sizeBytes;
  return alignUp(length, 16);
}

interface HashedSlice {
  readonly codeLimit: number;
  readonly signatureBytes: number;
  /** The primary first. */
  readonly directories: readonly { readonly hashType: CodeHash; readonly pageHashes: Bytes }[];
}

/** Exactly `signatureBytes`, zeros behind the last blob. */
export function encodeSliceSignature(seal: SliceSeal, { file }: CodeSlice, { codeLimit, signatureBytes, directories }: HashedSlice): Bytes {
  const { identifier, signer } = seal;
  const blobs = new Map(fixedBlobs(seal));
  const text = textSegmentOf(file);
  const execSeg = {
    base: text?.fileoff ?? 0,
    limit: text?.filesize ?? 0,
    flags: execSegFlags(file.filetype === executableFile, seal.entitlements),
  };
  const encoded = directories.map(({ hashType, pageHashes }): HashedDirectory => {
    const specialHashes = specialHashesOf(hashType, seal, blobs);
    const common = { identifier, team: teamOfSigner(signer), flags: signer ? 0 : CS_ADHOC, codeLimit, pageShift, execSeg };
    return { hashType, encoded: encodeCodeDirectory({ ...common, hashType, specialHashes, pageHashes }) };
  });
  const [primary, ...others] = encoded;
  if (!primary) throw new RangeError('a signature has one code directory at least');
  blobs.set(blob.blobSlots.codeDirectory, primary.encoded);
  for (const [index, other] of others.entries()) blobs.set(blob.blobSlots.alternateCodeDirectory + index, other.encoded);
  const cms = signer ? signCodeDirectories([primary, ...others], signer.identity, signer.signingTime) : new Uint8Array(0);
  blobs.set(blob.blobSlots.cms, blob.encodeBlob(blob.CSMAGIC_BLOBWRAPPER, cms));
  const signature = new Uint8Array(signatureBytes);
  signature.set(blob.encodeSuperBlob(blobs));
  return signature;
}

function specialHashesOf(
  hashType: CodeHash,
  { infoPlist, codeResources }: SliceSeal,
  blobs: ReadonlyMap<number, Bytes>,
): Map<number, Bytes> {
  const sealed = new Map<number, Bytes | undefined>([
    [slots.infoPlist, infoPlist],
    [slots.requirements, blobs.get(blob.blobSlots.requirements)],
    [slots.codeResources, codeResources],
    [slots.entitlements, blobs.get(blob.blobSlots.entitlements)],
    [slots.derEntitlements, blobs.get(blob.blobSlots.derEntitlements)],
  ]);
  const hashes = new Map<number, Bytes>();
  for (const [slot, bytes] of sealed) if (bytes) hashes.set(slot, codeDigest(hashType, bytes));
  return hashes;
}
