/**
 * Checks the signature of one file of code, slice by slice: where it lies, every page, every slot against what it covers, entitlements,
 * and the CMS. All pages are hashed in one pass. Chain of trust and profile are checked elsewhere
 * (`packages/ipa/seal`).
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { type CodeDirectory } from '../../../formats/code-signature/codeDirectory.ts';
import { inspectCodeSignature, type CodeSignature } from '../../../formats/code-signature/inspectCodeSignature.ts';
import { cdHash, PageHasher } from '../code/pageHasher.ts';
import { openCode, readEmbeddedInfo, type CodeSlice, type OpenedCode } from '../code/openCode.ts';
import { hashContent, PieceCursor, type FileContent } from '../fileContent.ts';
import { checkSignaturePlace, checkDirectories } from './checkDirectories.ts';
import { checkEntitlements } from './checkEntitlements.ts';
import { checkSlots } from './checkSlots.ts';
import { type SealFindings } from './sealFindings.ts';
import { type CodeDemands, type VerifiedSlice } from './sliceContext.ts';
import { verifyCodeCms } from './verifyCodeCms.ts';

export interface VerifiedCode {
  readonly isCode: boolean;
  /** Those that have a signature that can be read. */
  readonly slices: readonly VerifiedSlice[];
  /** Of every code directory. */
  readonly cdHashes: readonly Bytes[];
  /** Of the whole file, where they were asked for. */
  readonly sha1: Bytes;
  readonly sha256: Bytes;
}

const none = new Uint8Array(0);
/** 20 and 32 bytes for each 4 KB of an executable of gigabytes. */
const largestSignature = 64 * 1024 * 1024;

export async function verifyCode(content: FileContent, demands: CodeDemands, findings: SealFindings): Promise<VerifiedCode> {
  const opened = await openCode(content);
  for (const issue of opened.issues) findings.addIssue(issue, demands.file);
  const { code } = opened;
  if (!code) {
    const hashes = demands.wantsFileHashes ? await hashContent(content, demands.signal) : undefined;
    return { isCode: opened.isCode, slices: [], cdHashes: [], sha1: hashes?.sha1 ?? none, sha256: hashes?.sha256 ?? none };
  }
  const signed = await readSignatures(content, code, demands, findings);
  const embedded = await readEmbeddedInfo(content, code);
  const hashed = await hashPages(content, signed, demands);
  const slices: VerifiedSlice[] = [];
  for (const [index, { slice, signature }] of signed.entries()) {
    const context = { findings, demands, slice, signature, pageHashes: hashed.pages[index] ?? [] };
    checkDirectories(context);
    checkSlots(context, embedded.get(slice));
    const entitlements = checkEntitlements(context);
    const signer = verifyCodeCms(context);
    slices.push({ architecture: slice.file.architecture, signature, ...(signer && { signer }), ...(entitlements && { entitlements }) });
  }
  const cdHashes = signed.flatMap(({ signature }) => signature.codeDirectories.map(({ hashType, encoded }) => cdHash(hashType, encoded)));
  return { isCode: true, slices, cdHashes, sha1: hashed.sha1, sha256: hashed.sha256 };
}

interface SignedSlice {
  readonly slice: CodeSlice;
  readonly signature: CodeSignature;
}

async function readSignatures(
  content: FileContent,
  { slices }: OpenedCode,
  { file }: CodeDemands,
  findings: SealFindings,
): Promise<readonly SignedSlice[]> {
  const placed = slices.flatMap((slice) => {
    const range = checkSignaturePlace(slice, file, findings);
    if (!range) return [];
    if (range.length <= largestSignature) return [{ slice, range }];
    findings.add('code-signature-outside', { architecture: slice.file.architecture }, file);
    return [];
  });
  const pieces = placed.length > 0 ? await content.readRanges(placed.map(({ range }) => range)) : [];
  return placed.flatMap(({ slice }, index) => {
    const { signature, issues } = inspectCodeSignature(pieces[index] ?? none);
    for (const issue of issues) findings.addIssue(issue, file);
    return signature ? [{ slice, signature }] : [];
  });
}

interface HashedCode {
  /** For each signed slice, the hashes of its pages for each code directory. */
  readonly pages: readonly (readonly (Bytes | undefined)[])[];
  readonly sha1: Bytes;
  readonly sha256: Bytes;
}

/** Pages may be of any size that a code directory says; what it says wrongly is found elsewhere, and its pages are not hashed. */
function hasherOf({ codeLimit, pageSizeBytes, hashType, codeSlots }: CodeDirectory, { range }: CodeSlice): PageHasher | undefined {
  const pageBytes = pageSizeBytes === 0 ? codeLimit : pageSizeBytes;
  if (codeLimit > range.length || pageBytes === 0 || Math.ceil(codeLimit / pageBytes) !== codeSlots) return undefined;
  return new PageHasher(hashType, pageBytes, codeLimit);
}

async function hashPages(
  content: FileContent,
  signed: readonly SignedSlice[],
  { wantsFileHashes, signal }: CodeDemands,
): Promise<HashedCode> {
  const hashers = signed.map(({ slice, signature }) =>
    signature.codeDirectories.map((directory) => ({ directory, hasher: hasherOf(directory, slice) })),
  );
  const whole = wantsFileHashes ? [createHash('sha1'), createHash('sha256')] : [];
  const end = wantsFileHashes ? content.size : Math.max(0, ...signed.map(({ slice: { range } }) => range.offset + range.length));
  const cursor = new PieceCursor(content.pieces());
  try {
    let position = 0;
    while (position < end) {
      throwIfCancelled(signal);
      const bytes = await cursor.next(Infinity);
      if (!bytes) break;
      for (const each of whole) each.update(bytes);
      for (const [index, { slice }] of signed.entries())
        for (const { directory, hasher } of hashers[index] ?? [])
          hasher?.update(overlap(bytes, position, slice.range.offset, slice.range.offset + directory.codeLimit));
      position += bytes.length;
    }
  } finally {
    await cursor.close();
  }
  const [sha1, sha256] = whole.map((each) => new Uint8Array(each.digest()));
  return { pages: hashers.map((each) => each.map(({ hasher }) => hasher?.finish())), sha1: sha1 ?? none, sha256: sha256 ?? none };
}

/** The part of a piece at `position` that lies in a range of the file. */
function overlap(bytes: Bytes, position: number, start: number, end: number): Bytes {
  const from = Math.min(Math.max(start - position, 0), bytes.length);
  return bytes.subarray(from, Math.max(from, Math.min(end - position, bytes.length)));
}
