/**
 * Signs one file of code: every slice gets room for its signature, its pages are hashed in one pass from front to back, and the result is
 * a list of pieces, most of them ranges of the old file. So a file of any size is signed in the memory of its hashes, and written later,
 * while it is read again.
 */

import { createHash, type Hash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';
import { encodeFatHeader, placeFatSlices } from '../../../formats/mach-o/encodeFatHeader.ts';
import { type FatSlice } from '../../../formats/mach-o/machO.ts';
import { encodeSignedHeader, inspectSignatureSpace, type SignatureSpace } from '../../../formats/mach-o/signatureSpace.ts';
import { PieceCursor, type FileContent } from '../fileContent.ts';
import { PageHasher } from './pageHasher.ts';
import { hashTypesFor } from './hashTypes.ts';
import { type CodeSlice, type OpenedCode } from './openCode.ts';
import { encodeSliceSignature, pageBytes, signatureBytesFor, type SliceSeal } from './sliceSignature.ts';

export type CodePiece =
  /** Bytes of the old file. */
  { readonly kind: 'kept'; readonly start: number; readonly end: number } | { readonly kind: 'bytes'; readonly bytes: Bytes };

export interface SignedCode {
  readonly pieces: readonly CodePiece[];
  readonly size: number;
  /** Of the whole new file, where they were asked for. */
  readonly sha1: Bytes;
  readonly sha256: Bytes;
}

export interface SignCodeRequest extends SliceSeal {
  readonly content: FileContent;
  readonly code: OpenedCode;
  /** The Info.plist inside loose code, by slice. */
  readonly embedded?: ReadonlyMap<CodeSlice, Bytes>;
  /** The hashes of the whole file, for the seal of the bundle that it is in. */
  readonly wantsFileHashes: boolean;
  readonly signal?: AbortSignal | undefined;
}

export type SignCodeResult =
  | { readonly signed: SignedCode; readonly issues: readonly [] }
  | { readonly signed: undefined; readonly issues: readonly Issue[] };

interface PlannedSlice {
  readonly slice: CodeSlice;
  readonly space: SignatureSpace;
  readonly hashTypes: readonly [CodeHash, ...CodeHash[]];
  readonly signatureBytes: number;
}

export async function signCode(request: SignCodeRequest): Promise<SignCodeResult> {
  const { code } = request;
  const planned: PlannedSlice[] = [];
  const issues: Issue[] = [];
  for (const slice of code.slices) {
    const { space, issues: found } = inspectSignatureSpace(slice.file, slice.range.length);
    issues.push(...found);
    if (!space) continue;
    const hashTypes = hashTypesFor(slice.file.buildVersion);
    planned.push({ slice, space, hashTypes, signatureBytes: signatureBytesFor(request, hashTypes, space.codeLimit) });
  }
  if (issues.length > 0) return { signed: undefined, issues };
  const places = placesOf(code, planned);
  if (!places) return { signed: undefined, issues: [createIssue('macho-too-large', { architecture: code.slices[0].file.architecture })] };
  return { signed: await hashAndSign(request, planned, places), issues: [] };
}

interface Places {
  readonly fatHeader: Bytes | undefined;
  /** In the order of the slices. */
  readonly offsets: readonly number[];
}

function placesOf({ fatBits, slices }: OpenedCode, planned: readonly PlannedSlice[]): Places | undefined {
  if (!fatBits) return { fatHeader: undefined, offsets: [0] };
  const lengths = planned.map(({ space, signatureBytes }) => space.codeLimit + signatureBytes);
  const placed: readonly FatSlice[] = placeFatSlices(
    slices.map(({ range }) => range),
    lengths,
    fatBits,
  );
  const fatHeader = encodeFatHeader(placed, fatBits);
  return fatHeader && { fatHeader, offsets: placed.map(({ offset }) => offset) };
}

/** Collects the new file and hashes it on the way. */
class NewCode {
  readonly pieces: CodePiece[] = [];
  size = 0;
  readonly #hashes: readonly Hash[];

  constructor(wantsFileHashes: boolean) {
    this.#hashes = wantsFileHashes ? [createHash('sha1'), createHash('sha256')] : [];
  }

  /** Without keeping them: a range that is kept is added by `keep`. */
  hash(bytes: Bytes): void {
    for (const each of this.#hashes) each.update(bytes);
  }

  bytes(bytes: Bytes): void {
    if (bytes.length === 0) return;
    this.hash(bytes);
    this.pieces.push({ kind: 'bytes', bytes });
    this.size += bytes.length;
  }

  keep(start: number, end: number): void {
    if (end <= start) return;
    this.pieces.push({ kind: 'kept', start, end });
    this.size += end - start;
  }

  finish(): SignedCode {
    const [sha1, sha256] = this.#hashes.map((each) => new Uint8Array(each.digest()));
    const none = new Uint8Array(0);
    return { pieces: this.pieces, size: this.size, sha1: sha1 ?? none, sha256: sha256 ?? none };
  }
}

async function hashAndSign(
  request: SignCodeRequest,
  planned: readonly PlannedSlice[],
  { fatHeader, offsets }: Places,
): Promise<SignedCode> {
  const result = new NewCode(request.wantsFileHashes);
  if (fatHeader) result.bytes(fatHeader);
  const inOrder = planned
    .map((each, index) => ({ each, offset: offsets[index] ?? 0 }))
    .toSorted((a, b) => a.each.slice.range.offset - b.each.slice.range.offset);
  const cursor = new PieceCursor(request.content.pieces());
  let position = 0;
  try {
    for (const { each, offset } of inOrder) {
      const { slice, space } = each;
      result.bytes(new Uint8Array(offset - result.size));
      await cursor.skip(slice.range.offset + Math.min(space.headerBytes, space.keptBytes) - position);
      await signSlice(request, each, cursor, result);
      position = slice.range.offset + space.keptBytes;
    }
  } finally {
    await cursor.close();
  }
  return result.finish();
}

/** The cursor is behind the header that is replaced. */
async function signSlice(
  request: SignCodeRequest,
  { slice, space, hashTypes, signatureBytes }: PlannedSlice,
  cursor: PieceCursor,
  result: NewCode,
): Promise<void> {
  const { codeLimit, keptBytes, headerBytes } = space;
  const hashers = hashTypes.map((hashType) => new PageHasher(hashType, pageBytes, codeLimit));
  const hashAll = (bytes: Bytes): void => {
    for (const hasher of hashers) hasher.update(bytes);
  };
  const header = encodeSignedHeader(slice.header, slice.file, space, signatureBytes);
  hashAll(header);
  result.bytes(header);
  for (let left = keptBytes - headerBytes; left > 0;) {
    throwIfCancelled(request.signal);
    const bytes = await cursor.next(left);
    // The content has the size it declares, or reading it throws.
    if (!bytes) throw new Error('the code ends too early');
    hashAll(bytes);
    result.hash(bytes);
    left -= bytes.length;
  }
  result.keep(slice.range.offset + headerBytes, slice.range.offset + keptBytes);
  const padding = new Uint8Array(codeLimit - Math.max(keptBytes, headerBytes));
  hashAll(padding);
  result.bytes(padding);
  const directories = hashTypes.map((hashType, index) => ({ hashType, pageHashes: hashers[index]?.finish() ?? new Uint8Array(0) }));
  const infoPlist = request.infoPlist ?? request.embedded?.get(slice);
  result.bytes(encodeSliceSignature({ ...request, infoPlist }, slice, { codeLimit, signatureBytes, directories }));
}
