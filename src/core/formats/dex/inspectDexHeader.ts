/**
 * The header of a Dalvik executable (source.android.com/docs/core/runtime/dex-format, "header_item"): version and counts.
 * Code, checksum and tables are not looked at; 112 bytes are enough.
 *
 *   0 magic "dex\n039\0" · 8 checksum · 12 signature[20] · 32 file_size · 36 header_size · 40 endian_tag · 44 link_size
 *   48 link_off · 52 map_off · 56 string_ids_size · 64 type_ids_size · 72 proto_ids_size · 80 field_ids_size
 *   88 method_ids_size · 96 class_defs_size · 104 data_size, each of the last with its offset behind it
 */

import { ByteReader } from '../../base/byteReader.ts';
import { fromLatin1, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';

export const dexHeaderSize = 0x70;
const ENDIAN_CONSTANT = 0x12345678;
const REVERSE_ENDIAN_CONSTANT = 0x78563412;

export interface DexHeader {
  /** `035`, `039`, … */
  readonly version: string;
  readonly file_size: number;
  readonly string_ids_size: number;
  readonly method_ids_size: number;
  readonly class_defs_size: number;
}

export type InspectedDexHeader =
  | { readonly header: DexHeader; readonly issues: readonly [] }
  | { readonly header: undefined; readonly issues: readonly [Issue] };

export function inspectDexHeader(prefix: Bytes): InspectedDexHeader {
  if (prefix.length < dexHeaderSize) return { header: undefined, issues: [createIssue('dex-too-short', {})] };
  const [, version] = /^dex\n(\d{3})\0$/.exec(fromLatin1(prefix.subarray(0, 8))) ?? [];
  if (version === undefined) return invalid('magic', 0);
  const field = (offset: number): number => new ByteReader(prefix, { offset }).u32();
  const endian = field(40);
  // Big-endian files exist in the specification only; no Android device loads one.
  if (endian !== ENDIAN_CONSTANT) return invalid(endian === REVERSE_ENDIAN_CONSTANT ? 'byte order' : 'endian_tag', 40);
  if (field(36) < dexHeaderSize) return invalid('header_size', 36);
  return {
    header: { version, file_size: field(32), string_ids_size: field(56), method_ids_size: field(88), class_defs_size: field(96) },
    issues: [],
  };
}

function invalid(name: string, offset: number): InspectedDexHeader {
  return { header: undefined, issues: [createIssue('dex-header-invalid', { field: name }, { offset })] };
}
