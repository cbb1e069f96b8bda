/** Walks the chunks of a resource table, one after the other, and never past the end of what contains them. */

import { type OnceIssues } from '../android-resources/onceIssues.ts';
import { type ChunkHeader, chunkHeaderSize, readChunkHeader } from '../resource-chunks/chunkHeader.ts';

export function* soundChunks(view: DataView, start: number, end: number, issues: OnceIssues): Generator<ChunkHeader, void, undefined> {
  let offset = start;
  while (offset < end) {
    const chunk = readChunkHeader(view, offset, end);
    if (chunk === undefined) {
      issues.add('resource-table-truncated', { part: 'a header' }, offset);
      return;
    }
    const type = `0x${chunk.type.toString(16).padStart(4, '0')}`;
    const { declaredSize, headerSize } = chunk;
    if (declaredSize < chunkHeaderSize || headerSize < chunkHeaderSize || headerSize > declaredSize) {
      issues.add('resource-table-odd-chunk', { type, size: declaredSize }, offset);
      if (declaredSize < chunkHeaderSize) return;
    } else {
      if (offset + declaredSize > end) issues.add('resource-table-truncated', { part: `a part of type ${type}` }, offset);
      yield chunk;
    }
    offset = chunk.end;
  }
}
