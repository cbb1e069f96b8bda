/** What the product reads of an ELF file: its kind, and the segments that are loaded (System V ABI, chapters 4 and 5). */

export interface ElfFile {
  readonly class: 32 | 64;
  readonly isLittleEndian: boolean;
  /** `e_type`: 3 is a shared object. */
  readonly e_type: number;
  /** `e_machine`: 3 x86, 40 ARM, 62 x86-64, 183 AArch64, 243 RISC-V. */
  readonly e_machine: number;
  /** Program headers of type PT_LOAD, in their order. */
  readonly loadSegments: readonly ElfSegment[];
}

/** One program header (`Elf32_Phdr`, `Elf64_Phdr`). */
export interface ElfSegment {
  readonly p_offset: bigint;
  readonly p_vaddr: bigint;
  readonly p_filesz: bigint;
  readonly p_memsz: bigint;
  readonly p_align: bigint;
}
