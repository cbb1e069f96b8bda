/**
 * Reads the ELF header and the program headers, which are at the beginning of every library that a linker makes
 * (System V ABI, chapter 4 "ELF Header", chapter 5 "Program Header"). Sections, symbols and contents are not looked at, so
 * that the first kilobytes are enough.
 *
 *   e_ident: 7f 'E' 'L' 'F' · class (1, 2) · data (1 little, 2 big) · version 1 · … 16 bytes
 *   Elf32: type machine u16 · version u32 · entry phoff shoff u32 · flags u32 · ehsize phentsize phnum u16 …
 *   Elf64: type machine u16 · version u32 · entry phoff shoff u64 · flags u32 · ehsize phentsize phnum u16 …
 *   Elf32_Phdr: type offset vaddr paddr filesz memsz flags align, u32 each
 *   Elf64_Phdr: type u32 · flags u32 · offset vaddr paddr filesz memsz align u64
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { latin1, startsWithBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type ElfFile, type ElfSegment } from './elfFile.ts';

const magic = latin1('\u007FELF');
const PT_LOAD = 1;
/** `e_phnum` of this value says that the real number is in a section; no library has so many. */
const PN_XNUM = 0xffff;
const sizeOfPhdr = { 32: 32, 64: 56 } as const;

/** `file`, or what is wrong. */
export type InspectedElf =
  | { readonly file: ElfFile; readonly issues: readonly [] }
  | { readonly file: undefined; readonly issues: readonly [Issue] };

/** `prefix` is the beginning of the file; `elf-too-short` says that the program headers are not in it. */
export function inspectElf(prefix: Bytes): InspectedElf {
  try {
    const result = readElf(prefix);
    return 'code' in result ? { file: undefined, issues: [result] } : { file: result, issues: [] };
  } catch (error) {
    if (error instanceof OutOfBytes) return { file: undefined, issues: [createIssue('elf-too-short', {}, { offset: error.offset })] };
    throw error;
  }
}

function readElf(prefix: Bytes): ElfFile | Issue {
  if (!startsWithBytes(prefix, magic)) return createIssue('elf-not-an-elf-file', {});
  const ident = new ByteReader(prefix, { offset: 4 });
  const [elfClass, data, version] = [ident.u8(), ident.u8(), ident.u8()];
  if (elfClass !== 1 && elfClass !== 2) return invalid('class', elfClass, 4);
  if (data !== 1 && data !== 2) return invalid('data', data, 5);
  if (version !== 1) return invalid('version', version, 6);
  const bits = elfClass === 1 ? 32 : 64;
  const reader = new ByteReader(prefix, { littleEndian: data === 1, offset: 16 });
  const word = (): bigint => (bits === 32 ? BigInt(reader.u32()) : reader.u64());
  const [e_type, e_machine] = [reader.u16(), reader.u16()];
  reader.skip(4);
  word();
  const e_phoff = word();
  word();
  reader.skip(4 + 2);
  const [e_phentsize, e_phnum] = [reader.u16(), reader.u16()];
  const loadSegments: ElfSegment[] = [];
  if (e_phnum > 0 && e_phentsize !== sizeOfPhdr[bits]) return invalid('e_phentsize', e_phentsize, bits === 32 ? 42 : 54);
  if (e_phnum === PN_XNUM) return invalid('e_phnum', e_phnum, bits === 32 ? 44 : 56);
  for (let index = 0; index < e_phnum; index++) {
    // Beyond 2^53 the position is no longer exact, and is outside of any input all the same.
    reader.seek(Number(e_phoff) + index * e_phentsize);
    if (reader.u32() !== PT_LOAD) continue;
    if (bits === 64) reader.skip(4);
    const p_offset = word();
    const p_vaddr = word();
    word();
    const p_filesz = word();
    const p_memsz = word();
    if (bits === 32) reader.skip(4);
    loadSegments.push({ p_offset, p_vaddr, p_filesz, p_memsz, p_align: word() });
  }
  return { class: bits, isLittleEndian: data === 1, e_type, e_machine, loadSegments };
}

function invalid(field: string, value: number, offset: number): Issue {
  return createIssue('elf-header-invalid', { field, value }, { offset });
}
