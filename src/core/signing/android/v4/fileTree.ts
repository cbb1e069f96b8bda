/** The hash tree over a whole APK, as fs-verity and v4 have it: pages of 4096 bytes, no salt. */

import { concatBytes, emptyBytes, type Bytes } from '../../../base/bytes.ts';
import { type ByteSource } from '../../../base/byteSource.ts';
import { type ContentDigester } from '../../../ports/contentDigester.ts';
import { buildVerityTree, hashPages, verityPageSize } from '../verityTree.ts';

export interface FileTree {
  /** All levels, topmost first, as the `.idsig` file keeps them. */
  readonly tree: Bytes;
  readonly rootHash: Bytes;
}

export interface FileTreeRequest {
  readonly source: ByteSource;
  readonly digester: ContentDigester;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export async function computeFileTree({ source, digester, signal, onProgress }: FileTreeRequest): Promise<FileTree> {
  const wholePages = source.size - (source.size % verityPageSize);
  const { chunked } = await digester.digest({
    source,
    ranges: [{ start: 0, end: wholePages }],
    chunked: [{ algorithm: 'sha256', chunkSize: verityPageSize }],
    whole: [],
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const tail = await source.read(wholePages, source.size - wholePages);
  const levels = buildVerityTree(chunked[0] ?? emptyBytes, tail, emptyBytes);
  return { tree: concatBytes(...levels), rootHash: hashPages(levels[0] ?? emptyBytes, emptyBytes) };
}
