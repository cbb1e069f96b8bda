/**
 * The extra fields of a header (APPNOTE.TXT 4.5): `u16 id, u16 size, bytes` one after another. Padding that follows no such
 * structure (zipalign writes zeros) ends the walk and is not an error.
 */

import { type Bytes } from '../../base/bytes.ts';

export interface ExtraField {
  readonly id: number;
  readonly data: Bytes;
}

export function parseExtraFields(extra: Bytes): readonly ExtraField[] {
  const fields: ExtraField[] = [];
  let offset = 0;
  while (offset + 4 <= extra.length) {
    const id = u16(extra, offset);
    const end = offset + 4 + u16(extra, offset + 2);
    if (end > extra.length || (id === 0 && end === offset + 4)) break;
    fields.push({ id, data: extra.subarray(offset + 4, end) });
    offset = end;
  }
  return fields;
}

/** The data of the first field of this id. */
export function findExtraField(extra: Bytes, id: number): Bytes | undefined {
  return extra.length < 4 ? undefined : parseExtraFields(extra).find((field) => field.id === id)?.data;
}

export function encodeExtraFields(fields: readonly ExtraField[]): Bytes {
  const encoded = new Uint8Array(fields.reduce((length, field) => length + 4 + field.data.length, 0));
  const view = new DataView(encoded.buffer);
  let offset = 0;
  for (const { id, data } of fields) {
    view.setUint16(offset, id, true);
    view.setUint16(offset + 2, data.length, true);
    encoded.set(data, offset + 4);
    offset += 4 + data.length;
  }
  return encoded;
}

function u16(bytes: Bytes, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
}
