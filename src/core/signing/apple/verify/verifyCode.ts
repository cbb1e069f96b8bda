/**
 * Checks the signature of one file of code, slice by slice: where it lies, every page, every slot against what it covers, entitlements,
 * and the CMS. All pages are hashed in one pass; of packed content, which every reading unpacks from its beginning, the signature is read
 * in that pass too. Chain of trust and profile are checked elsewhere (`packages/ipa/seal`).
 */

import { createHash } from 'node:crypto';
import { type Bytes } from '../../../base/bytes.ts';
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { present } from '../../../base/present.ts';
import { type CodeDirectory, type CodeHash } from '../../../formats/code-signature/codeDirectory.ts';
import { inspectCodeSignature, type CodeSignature } from '../../../formats/code-signature/inspectCodeSignature.ts';
import { type FileRange } from '../../../formats/mach-o/machO.ts';
import { cdHash, PageHasher } from '../code/pageHasher.ts';
import { hashTypesFor } from '../code/hashTypes.ts';
import { openCode, readEmbeddedInfo, type CodeSlice, type OpenedCode } from '../code/openCode.ts';
import { pageBytes as usualPageBytes } from '../code/sliceSignature.ts';
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
  const placed = placeSignatures(code, demands, findings);
  const embedded = await readEmbeddedInfo(content, code);
  const { signed, pass } = await (content.isPacked ? readPacked : readOpen)(content, placed, demands, findings);
  const slices: VerifiedSlice[] = [];
  for (const { slice, signature } of signed) {
    const pageHashes = signature.codeDirectories.map((directory) => {
      const wish = wishOf(directory, slice);
      return wish && pass.pages.get(keyOf(wish));
    });
    const context = { findings, demands, slice, signature, pageHashes };
    checkDirectories(context);
    const embeddedInfo = embedded.get(slice);
    checkSlots(context, embeddedInfo);
    const entitlements = checkEntitlements(context);
    const signer = verifyCodeCms(context);
    const { architecture, buildVersion } = slice.file;
    slices.push({
      architecture,
      ...present('platform', buildVersion?.platform),
      signature,
      ...present('signer', signer),
      ...present('embeddedInfo', embeddedInfo),
      ...present('entitlements', entitlements),
    });
  }
  const cdHashes = signed.flatMap(({ signature }) => signature.codeDirectories.map(({ hashType, encoded }) => cdHash(hashType, encoded)));
  return { isCode: true, slices, cdHashes, sha1: pass.sha1, sha256: pass.sha256 };
}

interface PlacedSignature {
  readonly slice: CodeSlice;
  /** In the whole file. */
  readonly range: FileRange;
}

function placeSignatures({ slices }: OpenedCode, { file }: CodeDemands, findings: SealFindings): readonly PlacedSignature[] {
  return slices.flatMap((slice) => {
    const range = checkSignaturePlace(slice, file, findings);
    if (!range) return [];
    if (range.length <= largestSignature) return [{ slice, range }];
    findings.add('code-signature-outside', { architecture: slice.file.architecture }, file);
    return [];
  });
}

interface SignedSlice {
  readonly slice: CodeSlice;
  readonly signature: CodeSignature;
}

interface ReadCode {
  readonly signed: readonly SignedSlice[];
  readonly pass: CodePass;
}

type ReadSigned = (
  content: FileContent,
  placed: readonly PlacedSignature[],
  demands: CodeDemands,
  findings: SealFindings,
) => Promise<ReadCode>;

/** The signatures first: they say how the pages are to be hashed. */
const readOpen: ReadSigned = async (content, placed, demands, findings) => {
  const pieces = placed.length > 0 ? await content.readRanges(placed.map(({ range }) => range)) : [];
  const signed = parseSignatures(placed, pieces, demands, findings);
  return { signed, pass: await passOver(content, { wishes: wishesOf(signed), captured: [], end: endOf(placed) }, demands) };
};

/** Everything at once, with pages as nearly all signers make them; what is different is hashed in a second pass. */
const readPacked: ReadSigned = async (content, placed, demands, findings) => {
  const end = endOf(placed);
  const first = await passOver(content, { wishes: placed.flatMap(guessesFor), captured: placed.map(({ range }) => range), end }, demands);
  const signed = parseSignatures(placed, first.pieces, demands, findings);
  const missing = wishesOf(signed).filter((wish) => !first.pages.has(keyOf(wish)));
  if (missing.length === 0) return { signed, pass: first };
  const second = await passOver(content, { wishes: missing, captured: [], end }, { ...demands, wantsFileHashes: false });
  return { signed, pass: { ...first, pages: new Map([...first.pages, ...second.pages]) } };
};

function endOf(placed: readonly PlacedSignature[]): number {
  return Math.max(0, ...placed.map(({ slice: { range } }) => range.offset + range.length));
}

function parseSignatures(
  placed: readonly PlacedSignature[],
  pieces: readonly Bytes[],
  { file }: CodeDemands,
  findings: SealFindings,
): readonly SignedSlice[] {
  return placed.flatMap(({ slice }, index) => {
    const { signature, issues } = inspectCodeSignature(pieces[index] ?? none);
    for (const issue of issues) findings.addIssue(issue, file);
    return signature ? [{ slice, signature }] : [];
  });
}

/** Pages of a slice, hashed in one way. */
interface PageWish {
  readonly slice: CodeSlice;
  readonly hashType: CodeHash;
  readonly pageBytes: number;
  readonly codeLimit: number;
}

function keyOf({ slice, hashType, pageBytes, codeLimit }: PageWish): string {
  return `${slice.range.offset} ${hashType} ${pageBytes} ${codeLimit}`;
}

/** Pages may be of any size that a code directory says; what it says wrongly is found elsewhere, and its pages are not hashed. */
function wishOf({ codeLimit, pageSizeBytes, hashType, codeSlots }: CodeDirectory, slice: CodeSlice): PageWish | undefined {
  const pageBytes = pageSizeBytes === 0 ? codeLimit : pageSizeBytes;
  if (codeLimit > slice.range.length || pageBytes === 0 || Math.ceil(codeLimit / pageBytes) !== codeSlots) return undefined;
  return { slice, hashType, pageBytes, codeLimit };
}

function wishesOf(signed: readonly SignedSlice[]): readonly PageWish[] {
  return signed.flatMap(({ slice, signature }) => signature.codeDirectories.flatMap((directory) => wishOf(directory, slice) ?? []));
}

function guessesFor({ slice }: PlacedSignature): readonly PageWish[] {
  const codeLimit = slice.file.codeSignature?.offset ?? 0;
  if (codeLimit === 0) return [];
  return hashTypesFor(slice.file.buildVersion).map((hashType) => ({ slice, hashType, pageBytes: usualPageBytes, codeLimit }));
}

interface CodePass {
  /** By `keyOf`. */
  readonly pages: ReadonlyMap<string, Bytes>;
  /** Of the captured ranges. */
  readonly pieces: readonly Bytes[];
  readonly sha1: Bytes;
  readonly sha256: Bytes;
}

interface PassWishes {
  readonly wishes: readonly PageWish[];
  readonly captured: readonly FileRange[];
  /** Where nothing more is wanted, unless the hashes of the whole file are. */
  readonly end: number;
}

async function passOver(
  content: FileContent,
  { wishes, captured, end: lastWanted }: PassWishes,
  { wantsFileHashes, signal }: CodeDemands,
): Promise<CodePass> {
  const hashers = new Map(
    wishes.map((wish) => [keyOf(wish), { ...wish, hasher: new PageHasher(wish.hashType, wish.pageBytes, wish.codeLimit) }] as const),
  );
  const pieces = captured.map(({ length }) => new Uint8Array(length));
  const whole = wantsFileHashes ? [createHash('sha1'), createHash('sha256')] : [];
  const end = wantsFileHashes ? content.size : lastWanted;
  const cursor = new PieceCursor(content.pieces());
  try {
    let position = 0;
    while (position < end) {
      throwIfCancelled(signal);
      const bytes = await cursor.next(Infinity);
      if (!bytes) break;
      for (const each of whole) each.update(bytes);
      for (const { slice, codeLimit, hasher } of hashers.values())
        hasher.update(overlap(bytes, position, slice.range.offset, slice.range.offset + codeLimit));
      for (const [index, { offset, length }] of captured.entries())
        pieces[index]?.set(overlap(bytes, position, offset, offset + length), Math.max(0, position - offset));
      position += bytes.length;
    }
  } finally {
    await cursor.close();
  }
  const [sha1, sha256] = whole.map((each) => new Uint8Array(each.digest()));
  const pages = new Map([...hashers].map(([key, { hasher }]) => [key, hasher.finish()]));
  return { pages, pieces, sha1: sha1 ?? none, sha256: sha256 ?? none };
}

/** The part of a piece at `position` that is in a range of the file. */
function overlap(bytes: Bytes, position: number, start: number, end: number): Bytes {
  const from = Math.min(Math.max(start - position, 0), bytes.length);
  return bytes.subarray(from, Math.max(from, Math.min(end - position, bytes.length)));
}
