/**
 * One configuration of one resource type (`ResTable_type`): where the entry of an id lies.
 *
 *   header   u8 id, u8 flags (1 sparse, 2 16-bit offsets), u16 reserved, u32 entryCount, u32 entriesStart, ResTable_config
 *   offsets  u32 each, 0xFFFFFFFF none · u16 each in units of 4, 0xFFFF none · sparse: { u16 id, u16 offset / 4 } sorted by id
 */

import { type ResourceConfiguration } from '../android-resources/resourceConfiguration.ts';
import { type ChunkHeader } from '../resource-chunks/chunkHeader.ts';
import { decodeConfiguration } from './binaryConfiguration.ts';

const FLAG_SPARSE = 0x01;
const FLAG_OFFSET16 = 0x02;
const configurationAt = 20;
const smallestHeader = configurationAt + 4;

export class TypeChunk {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly #view: DataView;
  readonly #header: ChunkHeader;
  readonly #flags: number;
  readonly #entries: number;
  /** Slots that fit, whatever the header claims. */
  readonly #slots: number;
  readonly hasAllSlots: boolean;
  #configuration: ResourceConfiguration | undefined;

  private constructor(view: DataView, header: ChunkHeader) {
    this.#view = view;
    this.#header = header;
    this.start = header.start;
    this.end = header.end;
    this.id = view.getUint8(header.start + 8);
    this.#flags = view.getUint8(header.start + 9);
    const declared = view.getUint32(header.start + 12, true);
    this.#entries = header.start + view.getUint32(header.start + 16, true);
    const slotSize = (this.#flags & (FLAG_SPARSE | FLAG_OFFSET16)) === FLAG_OFFSET16 ? 2 : 4;
    this.#slots = Math.min(declared, Math.floor((header.end - header.bodyStart) / slotSize), 0x10000);
    this.hasAllSlots = this.#slots === declared;
  }

  static create(view: DataView, header: ChunkHeader): TypeChunk | undefined {
    return header.headerSize < smallestHeader || header.start + smallestHeader > header.end ? undefined : new TypeChunk(view, header);
  }

  get configuration(): ResourceConfiguration {
    this.#configuration ??= decodeConfiguration(this.#view, this.start + configurationAt, this.#header.bodyStart);
    return this.#configuration;
  }

  /** Where the entry of this id begins, unchecked; `undefined` when this configuration has none. */
  offsetOf(entryId: number): number | undefined {
    if ((this.#flags & FLAG_SPARSE) !== 0) return this.#sparseOffsetOf(entryId);
    return entryId < this.#slots ? this.#offsetInSlot(entryId) : undefined;
  }

  /** Every entry with its place, in the order of the slots. */
  *offsets(): Generator<readonly [entryId: number, offset: number], void, undefined> {
    const isSparse = (this.#flags & FLAG_SPARSE) !== 0;
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const offset = this.#offsetInSlot(slot);
      if (offset !== undefined) yield [isSparse ? this.#view.getUint16(this.#header.bodyStart + slot * 4, true) : slot, offset];
    }
  }

  #offsetInSlot(slot: number): number | undefined {
    const slots = this.#header.bodyStart;
    if ((this.#flags & FLAG_SPARSE) !== 0) return this.#entries + this.#view.getUint16(slots + slot * 4 + 2, true) * 4;
    if ((this.#flags & FLAG_OFFSET16) !== 0) {
      const offset = this.#view.getUint16(slots + slot * 2, true);
      return offset === 0xffff ? undefined : this.#entries + offset * 4;
    }
    const offset = this.#view.getUint32(slots + slot * 4, true);
    return offset === 0xffffffff ? undefined : this.#entries + offset;
  }

  #sparseOffsetOf(entryId: number): number | undefined {
    let low = 0;
    let high = this.#slots - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const id = this.#view.getUint16(this.#header.bodyStart + middle * 4, true);
      if (id === entryId) return this.#offsetInSlot(middle);
      if (id < entryId) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}
