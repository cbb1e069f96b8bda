/** Code whose signature states another requirement, with every hash and the CMS made again: sealed, but maybe not what it says of itself. */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../src/core/base/bytes.ts';
import * as blob from '../../src/core/formats/code-signature/superBlob.ts';
import { inspectMachO } from '../../src/core/formats/mach-o/inspectMachO.ts';
import { signCodeDirectories } from '../../src/core/signing/apple/code/codeCms.ts';
import { type CodeSigner } from '../../src/core/signing/apple/code/codeSigner.ts';

/** Where the special hashes of a code directory end, and how long each is. */
const [hashOffsetAt, sha256Bytes] = [16, 32];

/** Of one slice, with SHA-256 alone. */
export function withRequirement(code: Bytes, requirement: Bytes, { identity, signingTime }: CodeSigner): Bytes {
  const { offset = 0, length = 0 } = inspectMachO(code).file?.codeSignature ?? {};
  const parsed = blob.parseSuperBlob(code.subarray(offset, offset + length));
  const blobs = new Map(parsed.map(({ slot, encoded }): [number, Bytes] => [slot, encoded.slice()]));
  blobs.set(blob.blobSlots.requirements, requirement);
  const directory = blobs.get(blob.blobSlots.codeDirectory);
  if (!directory) throw new Error('no code directory');
  const hashOffset = new DataView(directory.buffer, directory.byteOffset).getUint32(hashOffsetAt);
  directory.set(createHash('sha256').update(requirement).digest(), hashOffset - blob.blobSlots.requirements * sha256Bytes);
  const cms = signCodeDirectories([{ hashType: 'sha256', encoded: directory }], identity, signingTime);
  blobs.set(blob.blobSlots.cms, blob.encodeBlob(blob.CSMAGIC_BLOBWRAPPER, cms));
  const changed = code.slice();
  changed.fill(0, offset);
  changed.set(blob.encodeSuperBlob(blobs), offset);
  return changed;
}
