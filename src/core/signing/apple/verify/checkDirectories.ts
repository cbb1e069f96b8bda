/** Whether the signature lies where it must, and whether the code directories cover the code: limits, pages, executable segment. */

import { equalBytes, type Bytes } from '../../../base/bytes.ts';
import { codeHashes, type CodeDirectory } from '../../../formats/code-signature/codeDirectory.ts';
import { executableFile, type FileRange } from '../../../formats/mach-o/machO.ts';
import { textSegmentOf } from '../../../formats/mach-o/signatureSpace.ts';
import { execSegFlags } from '../code/execSegFlags.ts';
import { type CodeSlice } from '../code/openCode.ts';
import { type SealFindings } from './sealFindings.ts';
import { type SliceContext } from './sliceContext.ts';

/** The range of the signature in the whole file; `undefined` when there is none that could be read. */
export function checkSignaturePlace({ file, range }: CodeSlice, path: string, findings: SealFindings): FileRange | undefined {
  const { architecture, codeSignature, segments } = file;
  if (file.isEncrypted) findings.add('macho-encrypted', { architecture }, path);
  if (!codeSignature) {
    findings.add('seal-missing', { architecture }, path);
    return undefined;
  }
  const end = codeSignature.offset + codeSignature.length;
  if (end > range.length) {
    findings.add('code-signature-outside', { architecture }, path);
    return undefined;
  }
  if (end < range.length) findings.add('seal-trailing-bytes', { architecture, count: range.length - end }, path);
  const linkedit = segments.find(({ segname }) => segname === '__LINKEDIT');
  const linkeditEnd = linkedit ? linkedit.fileoff + linkedit.filesize : 0;
  if (linkeditEnd !== end) findings.add('seal-linkedit-differs', { architecture, end: linkeditEnd, wanted: end }, path);
  return { offset: range.offset + codeSignature.offset, length: codeSignature.length };
}

export function checkDirectories(context: SliceContext): void {
  const { findings, demands, slice, signature, pageHashes } = context;
  const { architecture, codeSignature } = slice.file;
  const { codeDirectories } = signature;
  const [primary, ...others] = codeDirectories;
  const hashes = new Set<string>();
  for (const { hashType } of codeDirectories) {
    if (hashes.has(hashType)) findings.add('seal-directories-duplicate', { architecture, hash: hashType }, demands.file);
    hashes.add(hashType);
  }
  for (const other of others) {
    const differing = (['identifier', 'team', 'codeLimit', 'isAdHoc'] as const).filter((key) => primary[key] !== other[key]);
    if (differing.length > 0) findings.add('seal-directories-differ', { architecture, what: differing.join(', ') }, demands.file);
  }
  const wanted = codeSignature?.offset ?? 0;
  if (primary.codeLimit !== wanted)
    findings.add('seal-code-limit-differs', { architecture, covered: primary.codeLimit, wanted }, demands.file);
  const identifier = demands.bundle?.identifier;
  if (identifier !== undefined && primary.identifier !== identifier)
    findings.add('ipa-identifier-differs', { signed: primary.identifier, appIdentifier: identifier }, demands.file);
  for (const [index, directory] of codeDirectories.entries()) checkPages(context, directory, pageHashes[index]);
  checkExecSegment(context, primary);
}

const pageSizes: ReadonlySet<number> = new Set([4096, 16_384]);

function checkPages({ findings, demands, slice }: SliceContext, directory: CodeDirectory, found: Bytes | undefined): void {
  const { architecture } = slice.file;
  const { pageSizeBytes, codeLimit, codeSlots, pageHashes, hashType } = directory;
  if (!pageSizes.has(pageSizeBytes)) findings.add('seal-page-size-unknown', { architecture, sizeBytes: pageSizeBytes }, demands.file);
  const wanted = pageSizeBytes === 0 ? 1 : Math.ceil(codeLimit / pageSizeBytes);
  if (codeSlots !== wanted) findings.add('seal-pages-missing', { architecture, count: codeSlots, wanted }, demands.file);
  if (!found || equalBytes(found, pageHashes)) return;
  const { sizeBytes } = codeHashes[hashType];
  const changed: number[] = [];
  for (let page = 0; page < codeSlots; page++) {
    const [start, end] = [page * sizeBytes, (page + 1) * sizeBytes];
    if (!equalBytes(found.subarray(start, end), pageHashes.subarray(start, end))) changed.push(page);
  }
  const [first = 0] = changed;
  findings.add('seal-page-changed', { architecture, page: first, count: changed.length }, demands.file, first);
}

function checkExecSegment({ findings, demands, slice, signature }: SliceContext, { execSeg }: CodeDirectory): void {
  const { file } = slice;
  const { architecture } = file;
  const text = textSegmentOf(file);
  // Signers before 2018 did not write it, and those of the linker leave it for no executable.
  if (!execSeg || !text || execSeg.limit === 0) return;
  if (execSeg.base !== text.fileoff || execSeg.limit !== text.filesize) {
    const [stated, wanted] = [`${execSeg.base}, ${execSeg.limit}`, `${text.fileoff}, ${text.filesize}`];
    findings.add('seal-exec-segment-differs', { architecture, stated, wanted }, demands.file);
  }
  const flags = execSegFlags(file.filetype === executableFile, signature.derEntitlements ?? signature.entitlements);
  if (execSeg.flags !== flags) {
    const hex = (value: number): string => `0x${value.toString(16)}`;
    findings.add('seal-exec-flags-differ', { architecture, stated: hex(execSeg.flags), wanted: hex(flags) }, demands.file);
  }
}
