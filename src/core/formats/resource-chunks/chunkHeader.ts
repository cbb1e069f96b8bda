/**
 * The header that every part of a binary resource file begins with (`ResChunk_header`, ResourceTypes.h):
 * u16 type, u16 headerSize, u32 size (of the whole chunk, header included). Little-endian throughout.
 */

export const chunkHeaderSize = 8;

export const RES_STRING_POOL_TYPE = 0x0001;
export const RES_TABLE_TYPE = 0x0002;
export const RES_XML_TYPE = 0x0003;
export const RES_XML_START_NAMESPACE_TYPE = 0x0100;
export const RES_XML_END_NAMESPACE_TYPE = 0x0101;
export const RES_XML_START_ELEMENT_TYPE = 0x0102;
export const RES_XML_END_ELEMENT_TYPE = 0x0103;
export const RES_XML_CDATA_TYPE = 0x0104;
export const RES_XML_RESOURCE_MAP_TYPE = 0x0180;
export const RES_TABLE_PACKAGE_TYPE = 0x0200;
export const RES_TABLE_TYPE_TYPE = 0x0201;
export const RES_TABLE_TYPE_SPEC_TYPE = 0x0202;
export const RES_TABLE_LIBRARY_TYPE = 0x0203;

export interface ChunkHeader {
  readonly type: number;
  readonly headerSize: number;
  /** As declared. */
  readonly declaredSize: number;
  /** Where the chunk begins. */
  readonly start: number;
  /** Where its content begins, never past `end`. */
  readonly bodyStart: number;
  /** Where the chunk ends: as declared, but never past the end of what contains it. */
  readonly end: number;
}

/** Reads the header at `offset`; `undefined` when fewer than eight bytes are left before `limit`. */
export function readChunkHeader(view: DataView, offset: number, limit: number): ChunkHeader | undefined {
  if (offset < 0 || offset + chunkHeaderSize > limit) return undefined;
  const headerSize = view.getUint16(offset + 2, true);
  const declaredSize = view.getUint32(offset + 4, true);
  const end = Math.min(offset + declaredSize, limit);
  return {
    type: view.getUint16(offset, true),
    headerSize,
    declaredSize,
    start: offset,
    bodyStart: Math.max(offset, Math.min(offset + headerSize, end)),
    end,
  };
}
