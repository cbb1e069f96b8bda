/**
 * Makes room for a code signature at the end of a Mach-O file (what Apple's codesign_allocate does): the load command, `__LINKEDIT`, and
 * where the signature begins. An existing signature is replaced from where it begins; without one, 16 bytes must be free between the load
 * commands and the first section, and the signature begins at the next multiple of 16. Everything else stays as it is.
 */

import { ByteWriter } from '../../base/byteWriter.ts';
import { alignUp, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { LC_CODE_SIGNATURE, machHeaderSize } from './inspectMachO.ts';
import { type MachO, type MachOSegment } from './machO.ts';

const signatureCommandSize = 16;
const signatureAlignment = 16;
/** Pages of the processors that phones have; those of Intel are smaller, and a multiple of theirs fits them too. */
const memoryPage = 0x4000;
const S_ZEROFILL = 1;
/** The load command has 32 bits for a position; a signature takes less than what is left here. */
const largestFile = 0xf000_0000;

export interface SignatureSpace {
  /** Where the signature begins, and what it is of ends. */
  readonly codeLimit: number;
  /** How much of the old file is kept; zeros follow up to `codeLimit`. */
  readonly keptBytes: number;
  /** How much of the beginning of the file changes at most. */
  readonly headerBytes: number;
}

export type InspectedSpace =
  | { readonly space: SignatureSpace; readonly issues: readonly [] }
  | { readonly space: undefined; readonly issues: readonly [Issue] };

/** `length` is that of the whole file. */
export function inspectSignatureSpace(file: MachO, length: number): InspectedSpace {
  const { architecture, codeSignature } = file;
  const refused = (issue: Issue): InspectedSpace => ({ space: undefined, issues: [issue] });
  if (file.isEncrypted) return refused(createIssue('macho-encrypted', { architecture }));
  const linkedit = linkeditOf(file);
  if (!linkedit) return refused(createIssue('macho-linkedit-missing', { architecture }));
  const end = file.segments.reduce((last, { fileoff, filesize }) => Math.max(last, fileoff + filesize), 0);
  if (linkedit.fileoff + linkedit.filesize !== end || end > length)
    return refused(createIssue('macho-linkedit-not-last', { architecture }));
  if (length > largestFile) return refused(createIssue('macho-too-large', { architecture }));
  const headerEnd = machHeaderSize[file.bits] + file.sizeofcmds;
  if (codeSignature) {
    const { offset } = codeSignature;
    if (offset + codeSignature.length > length) return refused(createIssue('code-signature-outside', { architecture }));
    if (offset < linkedit.fileoff || offset < headerEnd || offset + codeSignature.length < length)
      return refused(createIssue('macho-signature-not-last', { architecture }));
    return { space: { codeLimit: offset, keptBytes: offset, headerBytes: headerEnd }, issues: [] };
  }
  if (end < length) return refused(createIssue('macho-linkedit-not-last', { architecture }));
  const room = firstContent(file) - headerEnd;
  if (room < signatureCommandSize) return refused(createIssue('macho-no-room', { architecture, room: Math.max(0, room) }));
  return {
    space: { codeLimit: alignUp(length, signatureAlignment), keptBytes: length, headerBytes: headerEnd + signatureCommandSize },
    issues: [],
  };
}

/** Where the first byte behind the load commands lies that belongs to something. */
function firstContent({ segments }: MachO): number {
  let first = Infinity;
  for (const { fileoff, filesize, sections } of segments) {
    if (fileoff > 0 && filesize > 0) first = Math.min(first, fileoff);
    for (const { offset, size, type } of sections) if (offset > 0 && size > 0 && type !== S_ZEROFILL) first = Math.min(first, offset);
  }
  return first;
}

function linkeditOf({ segments }: MachO): MachOSegment | undefined {
  return segments.find(({ segname }) => segname === '__LINKEDIT');
}

/** The segment that the signature calls the executable one. */
export function textSegmentOf({ segments }: MachO): MachOSegment | undefined {
  return segments.find(({ segname }) => segname === '__TEXT');
}

/** The first `headerBytes` of the file for a signature of `signatureBytes`; `header` are the old ones. */
export function encodeSignedHeader(header: Bytes, file: MachO, space: SignatureSpace, signatureBytes: number): Bytes {
  const patched = header.slice(0, space.headerBytes);
  const view = new DataView(patched.buffer);
  const { codeSignatureCommand = machHeaderSize[file.bits] + file.sizeofcmds } = file;
  if (file.codeSignatureCommand === undefined) {
    view.setUint32(16, file.ncmds + 1, true);
    view.setUint32(20, file.sizeofcmds + signatureCommandSize, true);
  }
  const command = new ByteWriter().u32(LC_CODE_SIGNATURE).u32(signatureCommandSize).u32(space.codeLimit).u32(signatureBytes);
  patched.set(command.finish(), codeSignatureCommand);
  const linkedit = linkeditOf(file);
  if (linkedit) {
    const filesize = space.codeLimit + signatureBytes - linkedit.fileoff;
    const vmsize = alignUp(filesize, memoryPage);
    // Behind `cmd`, `cmdsize`, the name and `vmaddr`.
    if (file.bits === 64) {
      view.setBigUint64(linkedit.command + 32, BigInt(vmsize), true);
      view.setBigUint64(linkedit.command + 48, BigInt(filesize), true);
    } else {
      view.setUint32(linkedit.command + 28, vmsize, true);
      view.setUint32(linkedit.command + 36, filesize, true);
    }
  }
  return patched;
}
