/**
 * Plans the entries of a package again: which ranges of the source stay as they are, which headers change, what is added.
 * Entries that may stay where they are stay; neighbouring ranges become one, so that a package whose layout is right
 * already is one range, which can be copied and hashed at full speed.
 *
 * A changed local header differs in its extra field alone (the alignment of stored data), except for entries that must be
 * stored and are not. Data descriptors stay.
 */

import { concatBytes, emptyBytes, type Bytes } from '../../base/bytes.ts';
import { type ByteSource } from '../../base/byteSource.ts';
import { createIssue } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { type Failure } from '../../base/failure.ts';
import { encodeAlignmentField } from '../../formats/zip/androidAlignment.ts';
import * as zip from '../../formats/zip/zipRecords.ts';
import { runConcurrently } from '../../base/runConcurrently.ts';
import { type ArchiveEntry, type ArchiveSections } from './archiveSections.ts';
import { isStored, locateEntry, type EntryPlace } from './entryContent.ts';

export type Piece =
  /** Bytes of the source. */
  | { readonly kind: 'range'; readonly start: number; readonly end: number }
  | { readonly kind: 'bytes'; readonly bytes: Bytes }
  /** The inflated content of an entry. */
  | { readonly kind: 'content'; readonly entry: ArchiveEntry };

export interface PlanRequest {
  readonly source: ByteSource;
  readonly sections: ArchiveSections;
  /** Where the entries end: the signing block, or the central directory. */
  readonly entriesEnd: number;
  readonly isRemoved: (name: string) => boolean;
  /** The multiple at which stored data begins. */
  readonly alignment: (name: string) => number;
  /** Whether the entry must be stored, deflated as it may be now. */
  readonly mustBeStored: (name: string) => boolean;
}

/** Entries that are written, with what their central records will say. */
export interface ArchivePlan {
  readonly pieces: readonly Piece[];
  readonly records: readonly Bytes[];
  /** Of all pieces. */
  readonly size: number;
  readonly kept: readonly ArchiveEntry[];
}

/** Optional; a common extension of the format (4.3.9.3). */
const dataDescriptorSignature = 0x08074b50;

/** Collects pieces and joins ranges that touch. */
class PieceList {
  readonly pieces: Piece[] = [];
  size = 0;

  range(start: number, end: number): void {
    if (end <= start) return;
    const last = this.pieces.at(-1);
    if (last?.kind === 'range' && last.end === start) this.pieces[this.pieces.length - 1] = { kind: 'range', start: last.start, end };
    else this.pieces.push({ kind: 'range', start, end });
    this.size += end - start;
  }

  bytes(bytes: Bytes): void {
    if (bytes.length === 0) return;
    this.pieces.push({ kind: 'bytes', bytes });
    this.size += bytes.length;
  }

  content(entry: ArchiveEntry): void {
    this.pieces.push({ kind: 'content', entry });
    this.size += entry.uncompressedSize;
  }
}

/** Rejects with `EntryUnreadable`, or a failure for archives that cannot be rewritten. */
export async function planArchive(request: PlanRequest): Promise<ArchivePlan> {
  const { source, sections, entriesEnd } = request;
  const sorted = [...sections.entries].sort((a, b) => a.headerOffset - b.headerOffset);
  const places = await runConcurrently(sorted, 8, (entry) => locateEntry(source, entry, entriesEnd));
  const list = new PieceList();
  const recordOf = new Map<ArchiveEntry, Bytes>();
  for (const [index, entry] of sorted.entries()) {
    const place = places[index];
    if (!place || request.isRemoved(entry.name)) continue;
    const dataEnd = await entryEnd(source, entry, place, entriesEnd);
    // What is between this entry and the next belongs to it: some tools leave room for later changes there.
    const next = sorted[index + 1]?.headerOffset;
    if (next !== undefined && next < dataEnd) throw overlap(entry);
    recordOf.set(entry, await placeEntry(request, list, entry, place, next ?? dataEnd));
  }
  const kept = sections.entries.filter((entry) => recordOf.has(entry));
  return { pieces: list.pieces, size: list.size, kept, records: kept.map((entry) => recordOf.get(entry) ?? emptyBytes) };
}

function overlap(entry: ArchiveEntry): Failure {
  const issue = createIssue('package-entries-overlap', { name: entry.name }, { entry: entry.name });
  return issuesFound([issue]);
}

async function placeEntry(request: PlanRequest, list: PieceList, entry: ArchiveEntry, place: EntryPlace, end: number): Promise<Bytes> {
  const offset = list.size;
  if (request.mustBeStored(entry.name) && entry.method === zip.methodDeflated) {
    const header = storedHeader(await request.source.read(entry.headerOffset, zip.localFileHeaderSize + entry.nameLength), entry);
    list.bytes(withExtra(header, emptyBytes, offset, request.alignment(entry.name)));
    list.content(entry);
    return patchRecord(entry.record, offset, entry);
  }
  const alignment = isStored(entry) ? request.alignment(entry.name) : 1;
  if ((offset + place.headerSize) % alignment === 0) list.range(entry.headerOffset, end);
  else {
    const header = await request.source.read(entry.headerOffset, place.headerSize);
    const nameEnd = zip.localFileHeaderSize + new DataView(header.buffer, header.byteOffset).getUint16(26, true);
    list.bytes(withExtra(header.subarray(0, nameEnd), withoutAlignment(header.subarray(nameEnd)), offset, alignment));
    list.range(place.dataOffset, end);
  }
  return patchRecord(entry.record, offset);
}

/** Where an entry ends, data descriptor included: 12 bytes, or 16 when it begins with its optional signature. */
async function entryEnd(source: ByteSource, entry: ArchiveEntry, place: EntryPlace, entriesEnd: number): Promise<number> {
  const dataEnd = place.dataOffset + place.dataSize;
  if (!place.hasDataDescriptor) return dataEnd;
  if (dataEnd + 12 > entriesEnd) throw overlap(entry);
  const first = await source.read(dataEnd, 4);
  const hasSignature = new DataView(first.buffer, first.byteOffset).getUint32(0, true) === dataDescriptorSignature;
  return Math.min(dataEnd + (hasSignature ? 16 : 12), entriesEnd);
}

/** Header with name, the kept extra fields, and what makes the data begin at a multiple of `alignment`. */
function withExtra(headerAndName: Bytes, extra: Bytes, offset: number, alignment: number): Bytes {
  const padding = encodeAlignmentField(offset + headerAndName.length + extra.length, alignment);
  const header = concatBytes(headerAndName, extra, padding);
  new DataView(header.buffer).setUint16(28, extra.length + padding.length, true);
  return header;
}

/** Extra fields without those that only align: the field for it, and zeros as zipalign leaves them. */
function withoutAlignment(extra: Bytes): Bytes {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  const kept: Bytes[] = [];
  for (let at = 0; at + 4 <= extra.length;) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > extra.length) break;
    if (id !== zip.extraAndroidAlignment && id !== 0) kept.push(extra.subarray(at, at + 4 + length));
    at += 4 + length;
  }
  return concatBytes(...kept);
}

function storedHeader(header: Bytes, entry: ArchiveEntry): Bytes {
  const patched = new Uint8Array(header);
  const view = new DataView(patched.buffer);
  view.setUint16(6, view.getUint16(6, true) & ~zip.flagDataDescriptor, true);
  view.setUint16(8, 0, true);
  view.setUint32(14, entry.crc32, true);
  view.setUint32(18, entry.uncompressedSize, true);
  view.setUint32(22, entry.uncompressedSize, true);
  return patched;
}

function patchRecord(record: Bytes, headerOffset: number, stored?: ArchiveEntry): Bytes {
  const patched = new Uint8Array(record);
  const view = new DataView(patched.buffer);
  view.setUint32(42, headerOffset, true);
  if (!stored) return patched;
  view.setUint16(8, stored.flags & ~zip.flagDataDescriptor, true);
  view.setUint16(10, 0, true);
  view.setUint32(20, stored.uncompressedSize, true);
  return patched;
}
